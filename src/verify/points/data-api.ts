import type { DataApiCalls } from '../../warehouse/redshift/data-api/calls.ts';
import { explainDataApiError, SessionGoneError } from '../../warehouse/redshift/data-api/errors.ts';
import type { DataApiTarget } from '../../warehouse/redshift/data-api/target.ts';
import { makeTable, observeFailure, observeValue, wordsOf } from '../observe.ts';
import type { Point, Trial } from '../point.ts';

const page = 'mgmt/data-api';
const longPollPage = 'mgmt/data-api-calling-considerations-long-polling';

/** What the Data API is said to do, and no page of AWS says in full. */
const asked: readonly Omit<Point, 'over'>[] = [
  {
    id: 'data-api-transaction',
    question: 'a session carries a transaction and a temporary table from call to call',
    page: 'mgmt/data-api-calling-considerations',
    statement: 'create temp table verify_kept …; begin; insert …; commit; select count(*) from verify_kept',
    expected: '1 (number)',
    async run({ open }) {
      const warehouse = await open();
      await warehouse.run('create temp table verify_kept (n integer)');
      await warehouse.transaction(async () => await warehouse.run('insert into verify_kept values (1)'));
      return await observeValue(warehouse, 'select count(*) as n from verify_kept');
    },
  },
  {
    id: 'data-api-failed',
    question: 'a failed statement ends its transaction, and after ROLLBACK the session goes on',
    page,
    statement: 'begin; insert …; select 1 / 0; rollback; select count(*)',
    expected: 'an error, then 0 (number)',
    accepts: /^error: .*; 0 \(number\)$/,
    async run({ open }) {
      const warehouse = await open();
      await warehouse.run('create temp table verify_failed (n integer)');
      const failure = await observeFailure(
        warehouse.transaction(async () => {
          await warehouse.run('insert into verify_failed values (1)');
          await warehouse.query('select 1 / count(*) as n from verify_failed where n = 2');
        }),
      );
      return `${failure}; ${await observeValue(warehouse, 'select count(*) as n from verify_failed')}`;
    },
  },
  {
    id: 'data-api-long-poll',
    question: 'WaitTimeSeconds: DescribeStatement answers when the statement has ended, in one call',
    page: longPollPage,
    statement: 'ExecuteStatement select 1; DescribeStatement with WaitTimeSeconds 20',
    expected: 'FINISHED',
    run: byCalls(async ({ calls, place }) => {
      const { id } = await calls.execute(place, { Sql: 'select 1' });
      return (await calls.describe(id)).status;
    }),
  },
  {
    id: 'data-api-wait-to-send',
    question: 'WaitTimeSeconds: ExecuteStatement of a short statement answers with its end',
    page: longPollPage,
    statement: "ExecuteStatement set query_group to 'verify' with WaitTimeSeconds 20",
    expected: 'FINISHED',
    run: byCalls(async ({ calls, place }) => {
      return (await calls.execute(place, { Sql: "set query_group to 'verify'" }, 20)).status ?? 'not yet';
    }),
  },
  {
    id: 'data-api-wait-for-rows',
    question: 'WaitTimeSeconds: GetStatementResult waits for the rows of a statement that still runs',
    page: longPollPage,
    statement: 'ExecuteStatement select count(*) …; at once: GetStatementResult with WaitTimeSeconds 20',
    expected: 'one row',
    run: byCalls(async ({ calls, place }) => {
      const Sql = 'select count(*) as n from staging_events as a cross join staging_events as b';
      const { id } = await calls.execute(place, { Sql });
      const { records } = await calls.rows(id);
      return records.length === 1 ? 'one row' : `${records.length} rows`;
    }),
  },
  {
    id: 'data-api-batch',
    question:
      'a batch with AUTO_COMMIT opens a session, runs its statements in order, and commits each by itself',
    page: 'mgmt/data-api-calling-considerations',
    statement: 'BatchExecuteStatement create table verify_batch …, insert …, select 1 / 0; select count(*) …',
    expected: 'FAILED, a session, and 1 (number)',
    run: byCalls(async ({ calls, place, trial }) => {
      const owner = await trial.open();
      await owner.run('drop table if exists verify_batch');
      const sent = await calls.executeAll(place, [
        'create table verify_batch (n integer)',
        'insert into verify_batch values (1)',
        'select 1 / (n - n) as n from verify_batch',
      ]);
      const status = sent.status ?? (await calls.describe(sent.id)).status;
      const session = sent.sessionId === undefined ? 'no session' : 'a session';
      return `${status}, ${session}, and ${await observeValue(owner, 'select count(*) as n from verify_batch')}`;
    }),
  },
  {
    id: 'data-api-expired',
    question: 'a session that expired is recognized by its words',
    page: 'mgmt/data-api-troubleshooting',
    statement: 'a session that is kept for 1 s; ten seconds later: select 1',
    expected: 'recognized',
    accepts: /^recognized: /,
    run: byCalls(async ({ calls, place, trial }) => {
      const sessionId = await shortSession(calls, place, 'select 1');
      await trial.clock.sleep(10_000, trial.signal);
      try {
        const { id } = await calls.execute({ SessionId: sessionId }, { Sql: 'select 1' });
        const { status, error } = await calls.describe(id);
        return `${status} ${error ?? ''}`.trim();
      } catch (error) {
        const explained = explainDataApiError(error);
        return `${explained instanceof SessionGoneError ? '' : 'not '}recognized: ${wordsOf(error)}`;
      }
    }),
  },
  {
    id: 'data-api-open-transaction',
    question: 'what an expired session had not committed is rolled back, and its locks are gone',
    page: 'mgmt/data-api-troubleshooting',
    statement:
      'begin; lock verify_expired; insert …; the session expires; select count(*) from verify_expired',
    expected: '0 (number)',
    limit: 120_000,
    run: byCalls(async ({ calls, place, trial }) => {
      const owner = await trial.open();
      await makeTable(owner, 'verify_expired');
      const SessionId = await shortSession(calls, place, 'begin');
      for (const Sql of ['lock verify_expired', 'insert into verify_expired values (1)'])
        await calls.describe((await calls.execute({ SessionId }, { Sql })).id);
      await trial.clock.sleep(15_000, trial.signal);
      return await observeValue(owner, 'select count(*) as n from verify_expired');
    }),
  },
  {
    id: 'data-api-identity',
    question: 'without a secret, statements run as the user that the AWS identity maps to',
    page: 'mgmt/data-api-access',
    statement: 'ExecuteStatement with neither SecretArn nor DbUser: select current_user',
    expected: 'IAM: or IAMR:',
    accepts: /^IAMR?:/i,
    run: byCalls(async ({ calls, place: { SecretArn: _, DbUser: __, ...place } }) => {
      const { id } = await calls.execute(place, { Sql: 'select current_user as name' });
      const { status, error } = await calls.describe(id);
      if (status !== 'FINISHED') return `${status} ${error ?? ''}`.trim();
      const { records } = await calls.rows(id);
      return String(records[0]?.[0]?.stringValue).replace(/:.*$/, ':…');
    }),
  },
  {
    id: 'data-api-words',
    question: "the words of a failed statement are Redshift's own, behind ERROR:",
    page: 'mgmt/data-api-troubleshooting',
    statement: 'select * from verify_nowhere; DescribeStatement',
    expected: 'ERROR: relation "verify_nowhere" does not exist',
    accepts: /^ERROR: .*verify_nowhere.* does not exist/,
    run: byCalls(async ({ calls, place }) => {
      const { id } = await calls.execute(place, { Sql: 'select * from verify_nowhere' });
      return (await calls.describe(id)).error?.split('\n')[0] ?? 'no error';
    }),
  },
];

export const dataApiPoints: readonly Point[] = asked.map((point) => ({ ...point, over: 'data-api' }));

/** What a point has that looks at the calls of the Data API themselves, for what a session hides. */
interface Calling {
  readonly calls: DataApiCalls;
  /** Where a statement opens a session of five seconds. */
  readonly place: Place;
  readonly trial: Trial;
}

type Place = DataApiTarget & { readonly SessionKeepAliveSeconds: number };

function byCalls(work: (calling: Calling) => Promise<string>): Point['run'] {
  return async (trial) => {
    const { connection } = trial.config;
    const [{ openDataApiCalls }, { dataApiTarget }] = await Promise.all([
      import('../../warehouse/redshift/data-api/calls.ts'),
      import('../../warehouse/redshift/data-api/target.ts'),
    ]);
    const calls = await openDataApiCalls(connection);
    try {
      const place = { ...(await dataApiTarget(connection)), SessionKeepAliveSeconds: 5 };
      return await work({ calls, place, trial });
    } finally {
      calls.close();
    }
  };
}

/** Opens a session that Redshift keeps for a second after each statement. */
async function shortSession(calls: DataApiCalls, place: Place, Sql: string): Promise<string> {
  const { id, sessionId = '' } = await calls.execute({ ...place, SessionKeepAliveSeconds: 1 }, { Sql });
  await calls.describe(id);
  return sessionId;
}
