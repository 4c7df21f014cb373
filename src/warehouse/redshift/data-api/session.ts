import { setTimeout as sleep } from 'node:timers/promises';
import { untilAborted } from '../../../stopped.ts';
import {
  type Answer,
  firstStatements,
  readingOnly,
  type Session,
  untilEnded,
  type Values,
} from '../session.ts';
import { defaultConnectTimeout, describeLocation, type RedshiftSettings } from '../settings.ts';
import { translateConnectError } from '../translate.ts';
import { toAnswer } from './answer.ts';
import { type DataApiCalls, openDataApiCalls, type Place } from './calls.ts';
import { explainDataApiError, failedStatement, SessionGoneError } from './errors.ts';
import { toDataApi } from './statement.ts';
import { dataApiTarget } from './target.ts';

/** https://docs.aws.amazon.com/redshift/latest/mgmt/data-api.html: a statement has at most 100 KB. */
const statementBytes = 100_000;

/** Seconds that Redshift keeps an idle session. A program that is killed leaves a transaction open for as long. */
const keepAlive = 300;

/** Milliseconds after which an idle session is used, while files are read and validated here. */
const heartbeat = 100_000;

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
      for (const statement of firstStatements) await opened.query(statement, []);
      return await opened.query('select version() as version', []);
    };
    const { rows } = await untilAborted(untilAborted(greet(), deadline), signal);
    return { ...opened, version: String(rows[0]?.version) };
  } catch (cause) {
    session?.breakOff();
    calls.close();
    signal?.throwIfAborted();
    throw translateConnectError(explainDataApiError(cause), describeLocation(settings));
  }
}

function startSession(calls: DataApiCalls, target: Place): Omit<Session, 'version'> {
  let place = target;
  let isLost = false;
  /** The statement that runs, once its id is known. */
  let running: Promise<string> | undefined;
  const broken = new AbortController();
  const pulse = setInterval(() => void beat(), heartbeat);
  pulse.unref();

  async function run(text: string, values: Values, types?: Parameters<Session['query']>[2]): Promise<Answer> {
    requireShort(text);
    try {
      const sent = calls.execute(place, toDataApi(text, values));
      running = sent.then(({ id }) => id);
      running.catch(() => undefined);
      const { id, sessionId } = await sent;
      if (sessionId !== undefined) place = { SessionId: sessionId };
      const { error, status, hasRows, rowCount } = await ended(calls, id);
      if (status !== 'FINISHED') throw failedStatement(status, error);
      const result = hasRows ? await calls.rows(id) : { columns: [], records: [] };
      const count = rowCount < 0 ? null : rowCount;
      return {
        ...toAnswer(result.columns, result.records, types),
        command: commandOf(text),
        rowCount: count,
      };
    } catch (cause) {
      const explained = explainDataApiError(cause);
      if (explained instanceof SessionGoneError) isLost = true;
      throw explained;
    } finally {
      running = undefined;
      pulse.refresh();
    }
  }

  const query: Session['query'] = (text, values, types) =>
    untilAborted(run(text, values, types), broken.signal);

  async function beat(): Promise<void> {
    if (running === undefined && !isLost && 'SessionId' in place) await run('select 1', []).catch(() => {});
  }

  function breakOff(): void {
    isLost = true;
    clearInterval(pulse);
    broken.abort(new Error('Connection terminated'));
  }

  return {
    statementBytes,
    lost: () => isLost,
    query,
    queryReadOnly: (text, values, types) =>
      readingOnly(
        (sql) => query(sql, []),
        () => query(text, values, types),
      ),
    breakOff,
    async end() {
      const sent = running;
      breakOff();
      const ending = async () => {
        const id = await sent;
        if (id !== undefined) await calls.cancel(id).catch(() => undefined); // it may have ended by itself
        if ('SessionId' in place) await calls.execute(place, { Sql: 'rollback' });
      };
      await untilEnded(ending());
    },
    // There is no call that closes a session: it ends by itself.
    async close() {
      clearInterval(pulse);
      calls.close();
    },
  };
}

async function ended(calls: DataApiCalls, id: string) {
  for (let tries = 0; ; tries++) {
    const progress = await calls.describe(id);
    if (/^(FINISHED|FAILED|ABORTED)$/.test(progress.status)) return progress;
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
