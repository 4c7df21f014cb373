import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { startHttpServer } from '../http-server.ts';
import type { Redshift } from './stand-in.ts';

/** A call that arrived. */
export interface DataApiCall {
  readonly action: string;
  readonly input: Readonly<Record<string, unknown>>;
}

export interface DataApi extends AsyncDisposable {
  readonly endpoint: string;
  readonly calls: readonly DataApiCall[];
  /** Sessions that are open now. */
  readonly sessions: number;
  /** The next calls of this action fail with it. */
  failNext(
    action: string,
    error: { readonly type: string; readonly message: string; readonly times?: number },
  ): void;
  /** The calls that send a statement that matches are not answered. */
  neverAnswer(statement: RegExp): void;
  /** Ends all sessions, as an expired keep-alive does; what they had not committed is rolled back. */
  expireSessions(): Promise<void>;
}

interface FakeStatement {
  readonly session: FakeSession;
  status: 'STARTED' | 'FINISHED' | 'FAILED';
  error?: string;
  fields: readonly pg.FieldDef[];
  rows: readonly (readonly (string | null)[])[];
  rowCount: number;
  hasRows: boolean;
  ended: Promise<void>;
}

interface FakeSession {
  readonly id: string;
  readonly client: pg.Client;
  /** Milliseconds that it is kept after its last statement. */
  readonly keepAlive: number;
  usedAt: number;
  running: FakeStatement | undefined;
  inTransaction: boolean;
}

/** The rows of a page: few, so that most results have several pages. */
const pageRows = 50;
const typeNames: Readonly<Record<number, string>> = {
  ...{ 16: 'bool', 20: 'int8', 21: 'int2', 23: 'int4', 700: 'float4', 701: 'float8', 1700: 'numeric' },
};

/**
 * The Data API in front of a stand-in: its JSON protocol over HTTP, sessions that carry transactions, one statement at a time,
 * statements of at most 100 KB, results page by page. As its service model has it; and DescribeClusters, for a login that looks for the cluster.
 */
export async function startDataApi(
  redshift: Redshift,
  { now = Date.now }: { readonly now?: () => number } = {},
): Promise<DataApi> {
  const calls: DataApiCall[] = [];
  const sessions = new Map<string, FakeSession>();
  let opened = 0;
  const statements = new Map<string, FakeStatement>();
  const unanswered: RegExp[] = [];
  const failures: { action: string; type: string; message: string; left: number }[] = [];

  async function openSession(input: Record<string, unknown>): Promise<FakeSession> {
    if (input.Database !== redshift.database)
      throw fault('ValidationException', `database "${input.Database}" does not exist`);
    const client = await connectTo(redshift);
    const keepAlive = Number(input.SessionKeepAliveSeconds ?? 0) * 1000;
    const id = `session-${++opened}`;
    const session = { id, client, keepAlive, usedAt: now(), running: undefined, inTransaction: false };
    sessions.set(session.id, session);
    client.once('end', () => sessions.delete(session.id)); // ended by another one
    return session;
  }

  /** Starts statements in the session that is named, or in a new one. */
  async function submit(
    input: Record<string, unknown>,
    sqls: readonly string[],
    begin: (session: FakeSession) => FakeStatement,
  ): Promise<object> {
    if (sqls.some((sql) => Buffer.byteLength(sql) > 100_000))
      throw fault('ValidationException', 'Cannot exceed 100 KB');
    if (input.SessionId !== undefined && (input.Database ?? input.ClusterIdentifier) !== undefined)
      throw fault('ValidationException', 'Database cannot be given with SessionId');
    const session =
      input.SessionId === undefined ? await openSession(input) : sessions.get(String(input.SessionId));
    if (session === undefined)
      throw fault('ValidationException', `Session with Id: ${input.SessionId} is invalid.`);
    if (session.running !== undefined) throw fault('ValidationException', 'Session is not available.');
    const id = `statement-${statements.size + 1}`;
    const statement = begin(session);
    session.running = statement;
    void statement.ended.then(() => {
      session.running = undefined;
      session.usedAt = now();
      if (session.keepAlive === 0) void endSession(session);
    });
    statements.set(id, statement);
    if (unanswered.some((pattern) => pattern.test(sqls.join('\n')))) await new Promise(() => undefined);
    await waitFor(statement, input);
    const { status, hasRows } = statement;
    const known = input.WaitTimeSeconds === undefined ? {} : { Status: status, HasResultSet: hasRows };
    return { Id: id, SessionId: session.id, ...known };
  }

  const actions: Readonly<Record<string, (input: Record<string, unknown>) => Promise<object>>> = {
    async ExecuteStatement(input) {
      const given = (input.Parameters ?? []) as readonly { readonly name: string; readonly value: string }[];
      if (given.some(({ value }) => value.length === 0))
        throw fault('ValidationException', 'Parameter value must have length at least 1');
      return await submit(input, [String(input.Sql)], (session) => start(session, String(input.Sql), given));
    },
    async BatchExecuteStatement(input) {
      const sqls = input.Sqls as readonly string[];
      if (sqls.length < 1 || sqls.length > 40) throw fault('ValidationException', 'Sqls takes 1 to 40');
      if (Buffer.byteLength(sqls.join('')) > 100_000)
        throw fault('ValidationException', 'Cannot exceed 100 KB');
      if (input.ExecutionMode !== 'AUTO_COMMIT')
        throw fault('ValidationException', 'the fake knows no batch that is a transaction');
      return await submit(input, sqls, (session) => startAll(session, sqls));
    },
    async DescribeStatement(input) {
      const statement = found(statements, input);
      await waitFor(statement, input);
      const { status, error, hasRows, rowCount, session } = statement;
      return {
        Id: input.Id,
        Status: status,
        Error: error,
        HasResultSet: hasRows,
        ResultRows: rowCount,
        SessionId: session.id,
      };
    },
    async GetStatementResult(input) {
      const statement = found(statements, input);
      await waitFor(statement, input);
      const { status, hasRows, fields, rows } = statement;
      if (status !== 'FINISHED' || !hasRows)
        throw fault('ValidationException', 'Query does not have result.');
      const at = Number(input.NextToken ?? 0);
      const next = at + pageRows;
      return {
        ColumnMetadata: fields.map(({ name, dataTypeID }) => ({
          name,
          label: name,
          typeName: typeNames[dataTypeID] ?? 'varchar',
        })),
        Records: rows
          .slice(at, next)
          .map((row) => row.map((value, index) => fieldOf(value, fields[index]?.dataTypeID ?? 0))),
        TotalNumRows: rows.length,
        ...(next < rows.length && { NextToken: String(next) }),
      };
    },
  };

  /** Sessions that were idle for longer than they are kept are gone, and what they had not committed. */
  async function expire(): Promise<void> {
    for (const session of [...sessions.values()]) {
      if (session.running === undefined && now() - session.usedAt > session.keepAlive)
        await endSession(session);
    }
  }

  async function endSession(session: FakeSession): Promise<void> {
    sessions.delete(session.id);
    (
      session.client as unknown as { connection: { stream: { destroy(): void } } }
    ).connection.stream.destroy();
  }

  const server = await startHttpServer(async (request, response) => {
    const body = await text(request);
    const target = request.headers['x-amz-target'];
    if (typeof target !== 'string') return void response.end(describeClusters(redshift));
    const [service, action = ''] = target.split('.');
    const input = JSON.parse(body || '{}') as Record<string, unknown>;
    calls.push({ action, input });
    response.setHeader('content-type', 'application/x-amz-json-1.1');
    try {
      const failure = failures.find((each) => each.action === action && each.left > 0);
      if (failure !== undefined) {
        failure.left--;
        throw fault(failure.type, failure.message);
      }
      const run = service === 'RedshiftData' ? actions[action] : undefined;
      if (run === undefined) throw fault('ResourceNotFoundException', `none: ${target}`);
      await expire();
      response.end(inJson(await run(input)));
    } catch (error) {
      const { type = 'InternalServerException', message } = error as Error & { type?: string };
      response.writeHead(400).end(JSON.stringify({ __type: type, message, Message: message }));
    }
  });
  return {
    endpoint: server.url,
    calls,
    get sessions() {
      return sessions.size;
    },
    failNext: (action, { type, message, times = 1 }) =>
      void failures.push({ action, type, message, left: times }),
    neverAnswer: (statement) => void unanswered.push(statement),
    async expireSessions() {
      for (const session of [...sessions.values()]) await endSession(session);
    },
    async [Symbol.asyncDispose]() {
      for (const session of [...sessions.values()]) await endSession(session);
      await server[Symbol.asyncDispose]();
    },
  };
}

async function connectTo({ port, database, user, password, ca }: Redshift): Promise<pg.Client> {
  const client = new pg.Client({
    ...{ host: 'localhost', port, database, user, password, ssl: { ca, host: '127.0.0.1' } },
    application_name: 'sparkify',
    types: { getTypeParser: () => (text: string) => text },
  });
  client.on('error', () => {});
  await client.connect();
  return client;
}

function start(
  session: FakeSession,
  sql: string,
  given: readonly { readonly name: string; readonly value: string }[],
): FakeStatement {
  const statement: FakeStatement = {
    ...{ session, status: 'STARTED', fields: [], rows: [], rowCount: -1, hasRows: false },
    ended: Promise.resolve(),
  };
  // With parameters every :name is one, also in a literal.
  const text =
    given.length === 0
      ? sql
      : sql.replace(/:(\w+)/g, (_, name: string) => {
          const index = given.findIndex((each) => each.name === name);
          return index < 0 ? `no value for :${name}` : `$${index + 1}`;
        });
  const query = {
    text,
    values: given.map(({ value }) => value),
    rowMode: 'array' as const,
    queryMode: 'extended',
  };
  const sent = async () => {
    const answer = await session.client.query<(string | null)[]>(query);
    if (answer.command !== 'COPY') return answer;
    // A connection has the rows of a COPY from this function alone; the Data API has them as ResultRows.
    const count = await session.client.query<{ n: string }>('select pg_last_copy_count() as n');
    return { ...answer, rowCount: Number(count.rows[0]?.n) };
  };
  statement.ended = sent().then(
    ({ fields, rows, rowCount, command }) => {
      if (command === 'BEGIN') session.inTransaction = true;
      if (command === 'COMMIT' || command === 'ROLLBACK') session.inTransaction = false;
      const hasRows = /^(SELECT|SHOW|EXPLAIN)$/.test(command);
      Object.assign(statement, { fields, rows: rows, rowCount: rowCount ?? -1, hasRows, status: 'FINISHED' });
    },
    (error: Error & { detail?: string }) => {
      const detail = error.detail === undefined ? '' : `\n  Detail: ${error.detail}`;
      Object.assign(statement, { status: 'FAILED', error: `ERROR: ${error.message}${detail}` });
    },
  );
  return statement;
}

/** Each statement is committed by itself. What a batch does in a transaction that is open is not documented. */
function startAll(session: FakeSession, sqls: readonly string[]): FakeStatement {
  if (session.inTransaction) throw fault('ValidationException', 'a batch in an open transaction');
  const batch: FakeStatement = {
    ...{ session, status: 'STARTED', fields: [], rows: [], rowCount: -1, hasRows: false },
    ended: Promise.resolve(),
  };
  const each = async () => {
    for (const sql of sqls) {
      const statement = start(session, sql, []);
      await statement.ended;
      if (statement.status === 'FAILED') Object.assign(batch, { status: 'FAILED', error: statement.error });
    }
    if (batch.status === 'STARTED') batch.status = 'FINISHED';
  };
  batch.ended = each();
  return batch;
}

async function waitFor(
  { ended }: FakeStatement,
  { WaitTimeSeconds = 0 }: Record<string, unknown>,
): Promise<void> {
  const seconds = Number(WaitTimeSeconds);
  if (seconds > 0) await Promise.race([ended, sleep(seconds * 1000, undefined, { ref: false })]);
}

function found(
  statements: ReadonlyMap<string, FakeStatement>,
  input: Record<string, unknown>,
): FakeStatement {
  const statement = statements.get(String(input.Id));
  if (statement === undefined) throw fault('ResourceNotFoundException', 'Query does not exist.');
  return statement;
}

function fault(type: string, message: string): Error {
  return Object.assign(new Error(message), { type });
}

/** A number that is written as it is, beyond 2^53 too. */
class Digits {
  readonly digits: string;
  constructor(digits: string) {
    this.digits = digits;
  }
}

function fieldOf(value: string | null, type: number): object {
  if (value === null) return { isNull: true };
  if (type === 16) return { booleanValue: value === 't' };
  if (type === 20 || type === 21 || type === 23) return { longValue: new Digits(value) };
  // NaN and Infinity are texts in JSON, as in the protocol: https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
  if (type === 700 || type === 701)
    return { doubleValue: Number.isFinite(Number(value)) ? Number(value) : value };
  return { stringValue: value };
}

function inJson(answer: object): string {
  const mark = '\u0001';
  const text = JSON.stringify(answer, (_, value: unknown) =>
    value instanceof Digits ? `${mark}${value.digits}${mark}` : value,
  );
  return text.replaceAll(/"\\u0001(-?\d+)\\u0001"/g, '$1');
}

function describeClusters({ host, port, user, database }: Redshift): string {
  return `<DescribeClustersResponse><DescribeClustersResult><Clusters><Cluster>
    <ClusterIdentifier>sparkify</ClusterIdentifier><ClusterStatus>available</ClusterStatus><NodeType>ra3.large</NodeType>
    <NumberOfNodes>2</NumberOfNodes><DBName>${database}</DBName><MasterUsername>${user}</MasterUsername>
    <Endpoint><Address>${host}</Address><Port>${port}</Port></Endpoint>
    <Tags><Tag><Key>sparkify:cluster</Key><Value>us-west-2/sparkify</Value></Tag></Tags>
    </Cluster></Clusters></DescribeClustersResult></DescribeClustersResponse>`;
}
