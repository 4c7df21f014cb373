import { randomUUID } from 'node:crypto';
import { quoteName, quoteValue } from '../../quote.ts';
import { loadingGrants } from '../../warehouse/redshift/grant-loading.ts';
import { loadOneFile, putOneFile } from '../load-one-file.ts';
import { observeValue, selecting } from '../observe.ts';
import type { Point } from '../point.ts';

const iamPage = 'mgmt/generating-user-credentials';

/** Who may connect, and as whom. */
export const loginPoints: readonly Point[] = [
  {
    id: 'certificate',
    question: 'the certificate verifies with the authorities that Node.js brings',
    page: 'mgmt/connecting-ssl-support',
    statement: 'a connection without DB_SSLROOTCERT and NODE_EXTRA_CA_CERTS',
    expected: 'it verifies',
    over: 'direct',
    async run({ open }) {
      await open({ ca: undefined });
      return 'it verifies';
    },
  },
  {
    id: 'owner-login',
    question:
      "the owner logs in by what AWS keeps, without a dwh.cfg: Serverless's secret, or a temporary password of nodes",
    page: 'mgmt/redshift-secrets-manager-integration',
    ...selecting('select current_user as name'),
    expected: 'awsuser',
  },
  {
    id: 'owner-privileges',
    question:
      'has_database_privilege and has_schema_privilege of `current_user`: the owner may create schemas and tables',
    page: 'dg/r_HAS_DATABASE_PRIVILEGE',
    statement:
      "select has_database_privilege(current_user, current_database(), 'create'), has_schema_privilege(…)",
    expected: 'true and true',
    async run({ open }) {
      const { rows } = await (await open()).query(
        `select has_database_privilege(current_user, current_database(), 'create') as schemas,
          has_schema_privilege(current_user, 'public', 'create') as tables`,
      );
      return `${rows[0]?.schemas} and ${rows[0]?.tables}`;
    },
  },
  {
    id: 'identity-login',
    question: 'a temporary password of the AWS identity logs in as `IAM:` or `IAMR:` and the name',
    page: iamPage,
    statement: 'GetCredentials, or GetClusterCredentialsWithIAM; select current_user',
    expected: 'IAM: or IAMR:',
    accepts: /^IAMR?:/i,
    over: 'direct',
    async run({ open, identityLogin }) {
      const { user, password } = await identityLogin();
      return (await observeValue(await open({ user, password }), 'select current_user as name')).replace(
        /:.*$/,
        ':…',
      );
    },
  },
  {
    id: 'identity-privileges',
    question: 'the user that AWS makes of an identity may create no schema before somebody grants it',
    page: iamPage,
    statement: "select has_database_privilege(current_user, current_database(), 'create')",
    expected: 'false (boolean)',
    over: 'direct',
    async run({ open, identityLogin }) {
      const { user, password } = await identityLogin();
      return await observeValue(
        await open({ user, password }),
        "select has_database_privilege(current_user, current_database(), 'create') as may",
      );
    },
  },
  {
    id: 'identity-granted',
    question: 'with the statements of `cluster grant`, this user runs etl',
    page: 'dg/r_GRANT',
    statement:
      'create user … password disable, if it is not there; grant …; alter table … owner to …; etl as this user',
    expected: 'published',
    over: 'direct',
    limit: 5 * 60_000,
    async run(trial) {
      const { user, password } = await trial.identityLogin();
      const owner = await trial.open();
      for (const statement of await loadingGrants(owner, user)) await owner.run(statement);
      const { config } = trial;
      const granted = { ...config, connection: { ...config.connection, user, password } };
      const logs = await putOneFile(trial, 'identity-granted');
      return (await loadOneFile({ ...trial, config: granted }, logs)).status;
    },
  },
  {
    id: 'sha256-password',
    question: 'a login with a password that the server keeps as SHA-256',
    page: 'dg/r_CREATE_USER',
    statement: "create user … password 'sha256|…'; a connection as this user",
    expected: 'this user',
    over: 'direct',
    async run({ open }) {
      const [id, password] = [randomUUID(), `Aa1${randomUUID()}`];
      const user = `verify_${id}`;
      await (await open()).run(`create user ${quoteName(user)} password ${quoteValue(`sha256|${password}`)}`);
      const name = await observeValue(await open({ user, password }), 'select current_user as name');
      return name === user ? 'this user' : name;
    },
  },
  {
    id: 'silent-connection',
    question:
      'a connection that was silent for six minutes still answers, thanks to keep-alive: so does a COPY of an hour',
    page: 'mgmt/connecting-firewall-guidance',
    statement: 'select pg_backend_pid(), six minutes after the statement before',
    expected: 'the same session answers',
    over: 'direct',
    limit: 8 * 60_000,
    async run({ silent, clock, signal }) {
      if (silent === undefined) return 'no connection was opened';
      const left = sixMinutes - (clock.now().getTime() - silent.since.getTime());
      if (left > 0) await clock.sleep(left, signal);
      const session = await observeValue(silent.warehouse, 'select pg_backend_pid() as id');
      return session === silent.session ? 'the same session answers' : 'the connection was lost meanwhile';
    },
  },
];

/** Longer than the 350 s that a NAT gateway or a load balancer of AWS keeps an idle connection. */
const sixMinutes = 6 * 60_000;
