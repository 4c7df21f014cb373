import { setTimeout as sleep } from 'node:timers/promises';
import { isAwsError } from '../../../cluster/aws-errors.ts';
import { SparkifyError } from '../../../errors.ts';
import { untilAborted } from '../../../stopped.ts';
import { groupsWithin } from '../groups-within.ts';
import {
  type Answer,
  type Asked,
  firstStatements,
  readingOnly,
  type Session,
  untilEnded,
  type Values,
} from '../session.ts';
import { defaultConnectTimeout, describeLocation, type RedshiftSettings } from '../settings.ts';
import { translateConnectError } from '../translate-connect-error.ts';
import { toAnswer } from './answer.ts';
import { type DataApiCalls, openDataApiCalls, type Place, type Sent } from './calls.ts';
import { explainDataApiError, failedStatement, SessionGoneError } from './errors.ts';
import { toDataApi } from './statement.ts';
import { dataApiTarget } from './target.ts';

/** https://docs.aws.amazon.com/redshift/latest/mgmt/data-api.html: a statement has at most 100 KB; so has a batch here, to be safe. */
const statementBytes = 100_000;

/** What BatchExecuteStatement takes. https://docs.aws.amazon.com/redshift-data/latest/APIReference/API_BatchExecuteStatement.html */
const batchStatements = 40;

/**
 * Seconds that Redshift keeps an idle session (https://docs.aws.amazon.com/redshift-data/latest/APIReference/API_ExecuteStatement.html,
 * `SessionKeepAliveSeconds`). A program that is killed leaves a transaction open for as long; what happens to it then is not documented.
 */
const keepAlive = 300;

/**
 * Seconds that the call waits which sends a statement without rows: one that ends within them needs no other.
 * https://docs.aws.amazon.com/redshift/latest/mgmt/data-api-calling-considerations-long-polling.html
 */
const sendingWait = 1;

/** Statements that take longer as a rule. */
const longCommands = /^(COPY|UNLOAD)$/;

/** Statements whose rows are asked for without asking first whether they have ended. */
const rowCommands = /^(SELECT|WITH)$/;

const transactionCommands = /^(BEGIN|COMMIT|ROLLBACK)$/;

/** Milliseconds after which a session with an open transaction is used. An idle one costs nothing, and another is opened when it is needed. */
const heartbeat = 100_000;

/** Milliseconds after which an idle session is not used any more: Redshift may have ended it. */
const longestIdle = (keepAlive - 30) * 1000;

/**
 * A session of the Data API: only IAM decides, with no open port, certificate or password. The session carries
 * transactions and temporary tables, as a connection does. https://docs.aws.amazon.com/redshift/latest/mgmt/data-api-calling-considerations.html
 */
export async function openDataApiSession(settings: RedshiftSettings, signal?: AbortSignal): Promise<Session> {
  const calls = await untilAborted(openDataApiCalls(settings), signal);
  let session: ReturnType<typeof startSession> | undefined;
  try {
    const target = await untilAborted(dataApiTarget(settings), signal);
    const opened = startSession(calls, { ...target, SessionKeepAliveSeconds: keepAlive });
    session = opened;
    const deadline = AbortSignal.timeout(settings.connectTimeout ?? defaultConnectTimeout);
    const greet = async () => {
      await opened.queryAll(firstStatements);
      return await opened.query('select pg_backend_pid() as id, version() as version', []);
    };
    const { rows } = await untilAborted(untilAborted(greet(), deadline), signal);
    const [about] = rows;
    return {
      ...opened,
      version: String(about?.version),
      /**
       * CancelStatement needs the id of the statement, which is known only when the call that sends it returns, and leaves the
       * transaction open. The call returns before the backend has ended, which then needs this process no more.
       * https://docs.aws.amazon.com/redshift/latest/dg/PG_TERMINATE_BACKEND.html
       */
      async end() {
        opened.breakOff();
        await untilEnded(calls.execute(target, { Sql: `select pg_terminate_backend(${Number(about?.id)})` }));
      },
    };
  } catch (cause) {
    session?.breakOff();
    calls.close();
    signal?.throwIfAborted();
    throw translateConnectError(explainDataApiError(cause), describeLocation(settings));
  }
}

function startSession(calls: DataApiCalls, target: Place): Omit<Session, 'version' | 'end'> {
  let place = target;
  let isLost = false;
  let inTransaction = false;
  let usedAt = Date.now();
  let isRunning = false;
  const broken = new AbortController();
  const pulse = setInterval(() => void beat(), heartbeat);
  pulse.unref();

  async function run(text: string, values: Values, { counted = false }: Asked = {}): Promise<Answer> {
    requireShort(text);
    const command = commandOf(text);
    const isAwaited = !counted && !rowCommands.test(command) && !longCommands.test(command);
    const wait = isAwaited ? sendingWait : 0;
    const answer = untilDone(calls.execute(place, toDataApi(text, values), wait), async (sent) => {
      if (rowCommands.test(command)) {
        const { columns, records } = await rowsOf(calls, sent);
        return { ...toAnswer(columns, records), command, rowCount: records.length };
      }
      const { hasRows, rowCount } = await finished(calls, sent);
      if (transactionCommands.test(command)) inTransaction = command === 'BEGIN';
      const { columns, records } = hasRows ? await calls.rows(sent.id) : { columns: [], records: [] };
      return { ...toAnswer(columns, records), command, rowCount };
    });
    return await answer.catch((error: unknown) => {
      // A call failed, not the COMMIT: nobody knows whether it took place.
      if (command !== 'COMMIT' || !(error instanceof SparkifyError)) throw error;
      isLost = true;
      throw new SessionGoneError(error);
    });
  }

  /** Sends them in batches; one by one where IAM denies batches. */
  async function runAll(statements: readonly string[]): Promise<void> {
    const most = { bytes: statementBytes, items: batchStatements };
    for (const batch of groupsWithin(statements, (text) => Buffer.byteLength(text), most)) {
      try {
        await untilDone(calls.executeAll(place, batch), (sent) => finished(calls, sent));
      } catch (error) {
        if (!isAwsError((error as Error).cause, 'AccessDenied')) throw error;
        for (const statement of batch) await run(statement, []);
      }
    }
  }

  async function untilDone<Result>(
    sent: Promise<Sent>,
    end: (sent: Sent) => Promise<Result>,
  ): Promise<Result> {
    isRunning = true;
    try {
      const { sessionId } = await sent;
      if (sessionId !== undefined) place = { SessionId: sessionId };
      return await end(await sent);
    } catch (cause) {
      const explained = explainDataApiError(cause);
      if (explained instanceof SessionGoneError) isLost = true;
      throw explained;
    } finally {
      isRunning = false;
      usedAt = Date.now();
      pulse.refresh();
    }
  }

  const query: Session['query'] = (text, values, asked) =>
    untilAborted(run(text, values, asked), broken.signal);
  const queryAll: Session['queryAll'] = (statements) => untilAborted(runAll(statements), broken.signal);

  async function beat(): Promise<void> {
    if (!isRunning && !isLost && inTransaction) await run('select 1', []).catch(() => {});
  }

  function isOver(): boolean {
    return !isRunning && !inTransaction && Date.now() - usedAt > longestIdle;
  }

  function breakOff(): void {
    isLost = true;
    clearInterval(pulse);
    broken.abort(new Error('Connection terminated'));
  }

  return {
    statementBytes,
    isCalled: true,
    countsCopies: true,
    lost: () => isLost || isOver(),
    query,
    queryAll,
    queryReadOnly: (text, values, asked) =>
      readingOnly(
        (sql) => query(sql, []),
        () => query(text, values, asked),
      ),
    breakOff,
    // There is no call that closes a session: it ends by itself.
    async close() {
      clearInterval(pulse);
      calls.close();
    },
  };
}

/** The rows of a statement as soon as it has ended; where the call for them fails, its description says why. */
async function rowsOf(calls: DataApiCalls, sent: Sent) {
  try {
    return await calls.rows(sent.id);
  } catch (error) {
    if (!isAwsError(error, 'Validation', 'ResourceNotFound')) throw error;
    await finished(calls, sent);
    return await calls.rows(sent.id);
  }
}

/** Waits for the end of a statement, or of all of a batch. */
async function finished(calls: DataApiCalls, { id, status, hasRows = false }: Sent) {
  if (status === 'FINISHED') return { hasRows, rowCount: null };
  for (let tries = 0; ; tries++) {
    const progress = await calls.describe(id);
    if (progress.status === 'FINISHED')
      return { hasRows: progress.hasRows, rowCount: progress.rowCount < 0 ? null : progress.rowCount };
    if (/^(FAILED|ABORTED)$/.test(progress.status)) throw failedStatement(progress.status, progress.error);
    // Where the long poll is not known, it answers at once.
    await sleep(Math.min(2_000, 50 * 1.5 ** tries));
  }
}

function commandOf(text: string): string {
  return /^[\s(]*(?:(?:--[^\n]*\n|\/\*[\s\S]*?\*\/)\s*)*(\w+)/.exec(text)?.[1]?.toUpperCase() ?? '';
}

function requireShort(text: string): void {
  const bytes = Buffer.byteLength(text);
  if (bytes <= statementBytes) return;
  throw failedStatement(
    'FAILED',
    `The statement has ${bytes.toLocaleString('en-US')} bytes, and the Data API takes ${statementBytes.toLocaleString('en-US')}.`,
  );
}
