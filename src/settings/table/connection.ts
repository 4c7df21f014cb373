import { oneOf, parseHost, parsePort, parseRole, parseSeconds } from '../parse.ts';
import type { Setting } from '../setting.ts';

/** How Redshift is reached. */
export const connectionSettings = {
  host: {
    meaning:
      'endpoint of a cluster that "sparkify cluster" did not create; host:port/database and JDBC URLs are accepted',
    environment: ['REDSHIFT_HOST'],
    libpq: 'PGHOST',
    keys: {
      cluster: [
        ...['host', 'endpoint', 'db_host', 'cluster_endpoint', 'address', 'hostname', 'host_name', 'url'],
        ...['cluster_host', 'db_endpoint', 'jdbc_url', 'server'],
      ],
      anywhere: [
        ...['dwh_endpoint', 'dwh_host', 'db_host', 'db_endpoint', 'redshift_host', 'redshift_endpoint'],
        ...['dwh_db_host', 'cluster_endpoint', 'dwh_cluster_endpoint'],
      ],
    },
    init: ['CLUSTER', 'HOST'],
    neededBy: ['redshift'],
    parse: parseHost,
  },
  connection: {
    meaning:
      'direct, or data-api: the Data API of Redshift by the name of the warehouse, with IAM alone and no open port; it outranks a host',
    environment: ['REDSHIFT_CONNECTION'],
    keys: { cluster: ['connection'] },
    init: ['CLUSTER', 'CONNECTION'],
    default: 'direct',
    neededBy: ['redshift'],
    parse: oneOf('connection', 'direct', 'data-api'),
  },
  workgroup: {
    meaning: 'name of a Serverless workgroup, instead of a host',
    environment: ['REDSHIFT_WORKGROUP'],
    keys: { cluster: ['workgroup', 'workgroup_name'], anywhere: ['dwh_workgroup', 'workgroup_name'] },
    init: ['CLUSTER', 'WORKGROUP'],
    neededBy: ['redshift'],
  },
  database: {
    meaning: 'database',
    environment: ['REDSHIFT_DATABASE', 'DWH_DB'],
    libpq: 'PGDATABASE',
    keys: {
      database: ['name'],
      cluster: ['db_name', 'db', 'database', 'dbname', 'database_name'],
      anywhere: [
        'dwh_db',
        'dwh_db_name',
        'db_name',
        'dbname',
        'dwh_database',
        'redshift_db',
        'redshift_database',
      ],
    },
    init: ['CLUSTER', 'DB_NAME'],
    default: 'dwh',
    neededBy: ['redshift', 'create'],
  },
  user: {
    meaning: 'database user',
    environment: ['REDSHIFT_USER', 'DWH_DB_USER'],
    libpq: 'PGUSER',
    keys: {
      cluster: ['db_user', 'user', 'username', 'user_name', 'dbuser', 'db_username', 'master_username'],
      anywhere: ['dwh_db_user', 'db_user', 'db_username', 'dwh_user', 'redshift_user', 'dwh_db_username'],
    },
    init: ['CLUSTER', 'DB_USER'],
    default: 'awsuser',
    neededBy: ['redshift', 'create'],
  },
  password: {
    meaning:
      'password of that user; without one, AWS creates it in Secrets Manager, and you log in with your AWS identity',
    environment: ['REDSHIFT_PASSWORD', 'DWH_DB_PASSWORD'],
    libpq: 'PGPASSWORD',
    keys: {
      cluster: ['db_password', 'password', 'dbpassword', 'db_pass', 'passwd', 'pwd', 'master_user_password'],
      anywhere: [
        'dwh_db_password',
        'db_password',
        'dwh_password',
        'redshift_password',
        'db_pass',
        'dwh_db_pass',
      ],
    },
    init: ['CLUSTER', 'DB_PASSWORD'],
    neededBy: ['redshift', 'create'],
    secret: true,
  },
  port: {
    meaning: 'port',
    environment: ['REDSHIFT_PORT', 'DWH_PORT'],
    libpq: 'PGPORT',
    keys: {
      cluster: ['db_port', 'port', 'dbport'],
      anywhere: ['dwh_port', 'dwh_db_port', 'db_port', 'redshift_port'],
    },
    init: ['CLUSTER', 'DB_PORT'],
    default: '5439',
    neededBy: ['redshift', 'create'],
    parse: parsePort,
  },
  connectTimeout: {
    meaning: 'seconds to wait for a connection to Redshift',
    flag: '--connect-timeout <seconds>',
    environment: ['REDSHIFT_CONNECT_TIMEOUT'],
    libpq: 'PGCONNECT_TIMEOUT',
    keys: { cluster: ['connect_timeout'] },
    init: ['CLUSTER', 'CONNECT_TIMEOUT'],
    isNumber: true,
    default: '60',
    neededBy: ['redshift'],
    parse: parseSeconds,
  },
  certificates: {
    meaning: 'file with an additional certificate authority to trust, in PEM',
    environment: ['REDSHIFT_SSLROOTCERT'],
    libpq: 'PGSSLROOTCERT',
    neededBy: ['redshift'],
  },
  role: {
    meaning: 'ARN of the IAM role that COPY reads S3 with, or default',
    environment: ['REDSHIFT_IAM_ROLE'],
    keys: {
      role: ['arn', 'role_arn', 'iam_role', 'role'],
      anywhere: [
        'dwh_iam_role_arn',
        'dwh_role_arn',
        'iam_role_arn',
        'role_arn',
        'redshift_role_arn',
        'iam_arn',
      ],
      cluster: ['arn', 'iam_role', 'dwh_iam_role', 'role'],
    },
    init: ['IAM_ROLE', 'ARN'],
    defaultWords: 'that of the cluster',
    neededBy: ['load'],
    parse: parseRole,
  },
} as const satisfies Readonly<Record<string, Setting>>;
