import type { Messages } from './message.ts';

/** 4xx: Amazon Redshift: its connection, its transactions and COPY. */
export const redshiftMessages = {
  'SPK-401': {
    exit: 'usage',
    wordings: [
      'The settings for Redshift lack ….',
      'The Data API needs the name of a cluster or of a workgroup.',
    ],
    meaning: 'Settings that a connection to Redshift needs are missing. No connection was opened.',
    why: 'No flag, variable or key of `dwh.cfg` gives it, or the value there is a placeholder.',
    fix: 'Set HOST, DB_USER and DB_PASSWORD under [CLUSTER] in `dwh.cfg`. Or name the cluster with `--identifier`: AWS then gives the endpoint and a temporary password.',
  },
  'SPK-402': {
    exit: 'usage',
    wordings: ['The warehouse is on Redshift, and the settings of its connection are missing.'],
    meaning: 'The library was called with the warehouse `redshift` but without its settings.',
    why: 'The option `redshift` is missing in the call.',
    fix: 'Pass the settings as `redshift`; `loadConfig` reads them from `dwh.cfg` and the environment.',
  },
  'SPK-403': {
    exit: 'usage',
    wordings: ['… does not accept the user or the password: ….'],
    meaning: 'Redshift refused the login. Nothing was published.',
    why: 'The password is wrong or has changed, the user does not exist in this database, or a temporary password has expired.',
    fix: 'Correct DB_USER and DB_PASSWORD in `dwh.cfg`, or leave the password out: AWS then gives a temporary one.',
  },
  'SPK-404': {
    exit: 'transient',
    wordings: ['… cannot be reached: ….', 'The host of … is not known: ….'],
    meaning: 'No connection to Redshift could be opened. Nothing was published.',
    why: 'The cluster is paused or deleted, is not publicly accessible, or its security group does not allow your address. The name of a new endpoint is known after some minutes only.',
    fix: '`sparkify cluster status` shows its state, `sparkify doctor --warehouse redshift` tests each step. A new address of yours is allowed by `sparkify cluster create`.',
  },
  'SPK-405': {
    exit: 'usage',
    wordings: ['… has no valid TLS certificate for this name: ….'],
    meaning:
      'The certificate of the server is not valid for this host. The connection was closed before anything was sent.',
    why: 'HOST is an address or a name of your own in place of the endpoint, or a proxy decrypts connections.',
    fix: 'Use the endpoint that AWS shows as HOST. Behind such a proxy, name its authority in NODE_EXTRA_CA_CERTS.',
  },
  'SPK-406': {
    exit: 'usage',
    wordings: ['The server at … is not Redshift: ….'],
    meaning: 'Something answers at this host and port, but does not speak the protocol of Redshift.',
    why: 'HOST or PORT is that of another service, or a proxy or firewall answers in place of Redshift.',
    fix: 'Compare HOST and PORT with `sparkify cluster status`. Test from another network, or ask its administrator.',
  },
  'SPK-407': {
    exit: 'usage',
    wordings: ['There is no such database: …'],
    meaning: 'The cluster exists, but has no database of this name.',
    why: 'DB_NAME was mistyped, or the cluster was created with another database.',
    fix: 'Correct DB_NAME under [CLUSTER] in `dwh.cfg`. `sparkify cluster status` shows the name.',
  },
  'SPK-408': {
    exit: 'transient',
    wordings: ['The connection to … was lost (…).'],
    meaning:
      'The connection ended during the run. Nothing was published, unless the message says that it was lost while the run was being published.',
    why: 'The network failed, the cluster was paused or restarted, or a firewall closes idle connections.',
    fix: 'Run the same command again; it continues after the last published run. `sparkify runs` shows whether the run is there.',
  },
  'SPK-409': {
    exit: 'transient',
    wordings: [
      'Another transaction changed the same tables (…)',
      'A table was recreated in the meantime (…)',
      'The tables were created by another run meanwhile (…)',
      'Two transactions waited for each other (…)',
    ],
    meaning:
      'Another transaction got in the way of this run, also after several tries. Nothing was published.',
    why: 'Another load, a job or a person changes the same tables at the same time.',
    fix: 'Run the same command again. Let only one job at a time write these tables.',
  },
  'SPK-410': {
    exit: 'transient',
    wordings: ['Another run is loading into …, and did not end within … s.'],
    meaning: 'One run at a time loads a warehouse. Nothing was published.',
    why: 'A run of another schedule or machine still works, or a session with an open transaction keeps the lock.',
    fix: 'Run the same command when it has ended, or wait longer with `--lock-timeout SECONDS`. STV_LOCKS shows who keeps a lock.',
  },
  'SPK-411': {
    exit: 'transient',
    wordings: ['Redshift ended a statement: …'],
    meaning: 'Redshift ended a statement of the run. Nothing was published.',
    why: 'No memory, disk or connections are left, or the usage limit of the workgroup is reached. Or a statement took longer than a limit allows, or somebody cancelled it.',
    fix: 'Run the same command again later. Raise `statement_timeout` of the user if that ended it, or add nodes. A workgroup whose `--usage-limit` is reached answers again on the next day.',
  },
  'SPK-412': {
    exit: 'usage',
    wordings: ['The database user may not do this: …'],
    meaning: 'The user of the connection lacks a right in the database. Nothing was published.',
    why: 'Another user owns the tables or the schemas.',
    fix: 'Give the user what `etl` needs with `sparkify cluster grant USER` as the owner of the warehouse, or connect as the owner of the tables.',
  },
  'SPK-413': {
    exit: 'usage',
    wordings: ['The upgrade replaces tables that … on.'],
    meaning:
      'Views of yours read tables that the upgrade replaces; Redshift would drop them. Nothing was changed.',
    why: 'The views were created without WITH NO SCHEMA BINDING.',
    fix: 'Keep the definition of each view (`select pg_get_viewdef(…)`), drop it, upgrade, and create it again.',
  },
  'SPK-420': {
    exit: 'usage',
    wordings: [
      'No IAM role is configured that lets COPY read S3.',
      'No IAM role is configured that lets UNLOAD write to S3.',
    ],
    meaning: 'Redshift loads files from S3 with a role of yours, and none is set. Nothing was published.',
    why: 'Neither [IAM_ROLE] ARN in `dwh.cfg` nor REDSHIFT_IAM_ROLE is set.',
    fix: 'Set the ARN of the role, or `default` for the default role of the cluster. `sparkify cluster create` makes one.',
  },
  'SPK-421': {
    exit: 'usage',
    wordings: [
      'These files reach Redshift through S3, and WORK does not say where.',
      'Tables leave Redshift through S3, and WORK does not say where.',
      '…: COPY needs a manifest in S3, and WORK does not say where.',
      'COPY reads the JSONPaths file of the … from S3, and there is none.',
    ],
    meaning:
      'The run has to write temporary files to S3 for COPY, and does not know where. Nothing was published.',
    why: 'WORK is not set. Local files, single files, mixed compression and JSONPaths all need it.',
    fix: 'Set WORK = s3://bucket/prefix under [S3] in `dwh.cfg`, or SPARKIFY_WORK. The run removes what it writes there.',
  },
  'SPK-422': {
    exit: 'usage',
    wordings: ['Redshift may not assume the role that reads S3: …'],
    meaning: 'COPY could not assume the IAM role. Nothing was published.',
    why: 'The role is not attached to the cluster, does not trust redshift.amazonaws.com, or the ARN is wrong.',
    fix: 'Attach the role to the cluster and let Redshift assume it. `sparkify cluster status` shows the role of the cluster.',
  },
  'SPK-423': {
    exit: 'usage',
    wordings: ['The role may not read the bucket: …', 'The role may not use the KMS key of the bucket: …'],
    meaning: 'COPY has a role, but S3 denied it the files. Nothing was published.',
    why: 'The policy of the role lacks the bucket, or the bucket denies it (bucket policy, KMS key).',
    fix: 'The role needs s3:GetObject on the objects, s3:ListBucket and s3:GetBucketLocation on the bucket. `sparkify cluster policy` prints the policy.',
  },
  'SPK-424': {
    exit: 'usage',
    wordings: [
      'The bucket is in another region than the one that COPY names: …',
      'WORK is in … and the files are in …: COPY reads from one region.',
    ],
    meaning: 'One COPY reads from one region. Nothing was published.',
    why: 'The bucket of the data, or that of WORK, is in another region than REGION says.',
    fix: 'Set REGION under [S3] in `dwh.cfg` to the region of the data, and name a WORK bucket in the same region.',
  },
  'SPK-425': {
    exit: 'usage',
    wordings: ['COPY could not read its source: …'],
    meaning: 'S3 refused a file, a manifest or a JSONPaths file that COPY needs. Nothing was published.',
    why: 'The object was deleted or moved, or is archived (Glacier).',
    fix: 'Check the location with `sparkify preview`, and run the command again.',
  },
  'SPK-426': {
    exit: 'transient',
    wordings: ['S3 could not serve COPY: …'],
    meaning: 'S3 was overloaded or failed while COPY read. Nothing was published.',
    why: 'Too many requests at once, or a failure within S3.',
    fix: 'Run the same command again in a few minutes.',
  },
  'SPK-427': {
    exit: 'usage',
    wordings: ['COPY needs …, got ….'],
    meaning: 'A location, role or region does not have the form that COPY takes. Nothing was published.',
    why: 'A value of `dwh.cfg` or the environment is mistyped.',
    fix: 'Correct it: `s3://bucket/prefix`, `arn:aws:iam::123456789012:role/NAME`, `us-west-2`.',
  },
  'SPK-428': {
    exit: 'tooManyRejected',
    wordings: ['… line …: …', 'COPY into … failed, and Redshift does not say why.'],
    meaning: 'COPY read a file directly and did not accept a record. Nothing was published.',
    why: 'A value is longer than its column, of another type, or the file is not UTF-8. A direct COPY cannot reject single records.',
    fix: 'Correct the record that the message names. Or set WORK under [S3]: sparkify then validates the files and rejects bad records alone.',
  },
  'SPK-429': {
    exit: 'tooManyRejected',
    wordings: ['… records of the … lack what every record needs: ….'],
    meaning: 'A direct COPY loaded records that lack a required value. Nothing was published.',
    why: 'A key is missing or named differently, or `ts` is before 2000 or ahead of the run. A direct COPY cannot reject single records.',
    fix: 'Set WORK = s3://bucket/prefix under [S3] in `dwh.cfg`: sparkify then validates the files and rejects bad records alone.',
  },
} as const satisfies Messages;
