import type { Backend } from './backend.ts';
import type { Cluster } from './cluster.ts';
import { copy } from './copy/copy.ts';
import { CopyRefused, parseCopy } from './copy/copy-statement.ts';
import { byteType } from './dialect.ts';
import { showErrors } from './engine.ts';
import { lockOf } from './locks.ts';
import { refusalOf } from './refusals/refusals.ts';
import { domainLengths, rewrite } from './rewrite.ts';
import { significant, type Token, tokenize } from './tokens.ts';
import { checkUnload, parseUnload, unloadRows } from './unload.ts';
import {
  commandComplete,
  cstring,
  errorFields,
  errorResponse,
  type Message,
  message,
  notice,
  readMessages,
  readyForQuery,
  type ServerError,
  serializationViolation,
  type TransactionStatus,
} from './wire.ts';

export interface StatementRunner {
  /** Executes a simple query or an extended batch, and gives the bytes of the answer. */
  run(batch: readonly Message[], sql: string): Promise<Buffer>;
  status(): TransactionStatus;
  /** Rolls back what is open: the client is gone. */
  end(): Promise<void>;
}

/** The statements of one session, one after the other. */
export function openStatements(
  cluster: Cluster,
  session: { readonly backend: number; readonly database: Backend },
): StatementRunner {
  const { backend, database } = session;
  let status: TransactionStatus = 'I';
  let lastCopyCount = 0;

  /** Sends messages to PostgreSQL; the answer is passed on in Redshift's words. */
  const send = async (...messages: readonly Buffer[]): Promise<Buffer> => {
    const parts: Buffer[] = [];
    for (const { type, body } of readMessages(await database.send(messages), true).messages) {
      if (type === 'Z') status = body.toString() as TransactionStatus;
      parts.push(type === 'E' ? translated(body) : message(type, body));
    }
    return Buffer.concat(parts);
  };
  const execute = (sql: string) => send(message('Q', sql));

  /** Fails as the server does: an open transaction is aborted, or rolled back if this was its COMMIT. */
  const fail = async (error: ServerError, words: readonly Token[]): Promise<Buffer> => {
    if (words[0]?.value === 'commit' || words[0]?.value === 'end') await execute('rollback');
    else if (status === 'T') await execute('select 1 / 0');
    return Buffer.concat([errorResponse(error), readyForQuery(status)]);
  };

  const runCopy = async (words: readonly Token[]): Promise<Buffer> => {
    if (status === 'E') return execute('select 1');
    try {
      const statement = parseCopy(words);
      const query = ++cluster.copies;
      const { rows, error } = await copy(statement, { ...cluster, database });
      lastCopyCount = rows;
      if (error) {
        cluster.errors.push({ ...error, query, session: backend, at: new Date() });
        const table = statement.table.replaceAll('"', '').split('.').at(-1);
        return fail(
          {
            message: `Load into table '${table}' failed.  Check 'sys_load_error_detail' system table for details.`,
          },
          words,
        );
      }
      return Buffer.concat([
        notice(`Load into table '${statement.table}' completed, ${rows} record(s) loaded successfully.`),
        commandComplete('COPY'),
        readyForQuery(status),
      ]);
    } catch (error) {
      if (error instanceof CopyRefused) return fail(error.error, words);
      throw error;
    }
  };

  const runUnload = async (words: readonly Token[]): Promise<Buffer> => {
    if (status === 'E') return execute('select 1');
    try {
      const statement = parseUnload(words);
      await checkUnload(statement, cluster);
      const answer = await execute(rewrite(tokenize(statement.select), { backend, lastCopyCount }));
      const { messages } = readMessages(answer, true);
      if (messages.some(({ type }) => type === 'E')) return answer;
      const rows = await unloadRows(messages, statement.to, cluster.objects);
      return Buffer.concat([
        notice(`UNLOAD completed, ${rows} record(s) unloaded successfully.`),
        commandComplete('UNLOAD'),
        readyForQuery(status),
      ]);
    } catch (error) {
      if (error instanceof CopyRefused) return fail(error.error, words);
      throw error;
    }
  };

  /** "TRUNCATE commits the transaction in which it is run" [dg:r_TRUNCATE]. */
  const runTruncate = async (sql: string): Promise<Buffer> => {
    const answer = await execute(sql);
    if (status !== 'T') return answer;
    await execute('commit');
    return Buffer.concat([commandComplete('TRUNCATE TABLE'), readyForQuery(status)]);
  };

  /** Runs a statement that writes, after it has waited for the lock that it takes on Redshift. */
  const runLocked = async (lock: string, run: () => Promise<Buffer>): Promise<Buffer> => {
    const isAlone = status === 'I';
    if (isAlone) await execute('begin');
    const locked = await execute(lock);
    const isLocked = status === 'T';
    const answer = isLocked ? await run() : locked;
    if (!isAlone) return answer;
    await execute(status === 'T' ? 'commit' : 'rollback');
    return Buffer.concat([answer.subarray(0, -readyForQuery('I').length), readyForQuery(status)]);
  };

  return {
    status: () => status,
    async run(batch, sql) {
      const tokens = tokenize(sql);
      const words = significant(tokens);
      const simple = batch[0]?.type === 'Q';
      const special = (answer: Buffer) => (simple ? answer : Buffer.concat([described(batch), answer]));
      if (sql === '') return send(...batch.map(({ type, body }) => message(type, body)));
      const error = takeFailure(cluster, sql) ?? refusalOf(words);
      if (error) return fail(error, words);
      if (words[0]?.value === 'copy') return special(await runCopy(words));
      if (words[0]?.value === 'unload') return special(await runUnload(words));
      const rewritten = rewrite(tokens, { backend, lastCopyCount });
      if (words[0]?.value === 'truncate') return special(await runTruncate(rewritten));
      if (status !== 'E') await prepare(cluster, rewritten);
      const asSent = () =>
        simple
          ? execute(rewritten)
          : send(...batch.map((each) => (each.type === 'P' ? parseOf(each, rewritten) : raw(each))));
      const lock = cluster.engine.isConcurrent && status !== 'E' ? lockOf(words) : undefined;
      return await (lock === undefined ? asSent() : runLocked(lock, asSent));
    },
    async end() {
      if (status !== 'I') await execute('rollback');
    },
  };
}

const raw = ({ type, body }: Message): Buffer => message(type, body);

/** A Parse message with other SQL in it. */
function parseOf({ body }: Message, sql: string): Buffer {
  const name = body.indexOf(0) + 1;
  const types = body.subarray(body.indexOf(0, name) + 1);
  return message('P', body.subarray(0, name), cstring(sql), types);
}

/** What precedes the answer to an extended batch that PostgreSQL does not see. */
const described = (batch: readonly Message[]): Buffer =>
  Buffer.concat(
    batch
      .flatMap(({ type }) => (type === 'P' ? ['1'] : type === 'B' ? ['2'] : type === 'D' ? ['n'] : []))
      .map((type) => message(type)),
  );

/** Makes what a statement needs to find: byte-counting types, and the rows of SYS_LOAD_ERROR_DETAIL. */
async function prepare({ engine, errors }: Cluster, sql: string): Promise<void> {
  for (const length of domainLengths(sql)) {
    await engine.query(
      `do $$ begin if to_regtype('redshift.varchar_${length}') is null then ${byteType(length)} end if; end $$`,
    );
  }
  if (/\bsys_load_error_detail\b/i.test(sql)) await showErrors(engine, errors);
}

function takeFailure({ failures }: Cluster, sql: string): ServerError | undefined {
  const failure = failures.find(({ statement, left }) => left > 0 && statement.test(sql));
  if (failure) failure.left--;
  return failure;
}

/** Errors in the words that Redshift has for them: of a byte-counting type's check, and of transactions that fit in no order. */
function translated(body: Buffer): Buffer {
  const fields = errorFields(body);
  if (fields.C === '40001') return errorResponse(serializationViolation);
  const length = fields.C === '23514' ? /varchar_(\d+)/.exec(fields.d ?? '')?.[1] : undefined;
  if (length === undefined) return message('E', body);
  return errorResponse({ message: `value too long for type character varying(${length})`, code: '22001' });
}
