import pg from 'pg';
import type { Redshift } from './stand-in.ts';

/** What a server says in an error, with nothing about the driver. */
export interface ServerSays {
  readonly message: string;
  readonly code?: string;
  readonly detail?: string;
}

export interface TestClient extends AsyncDisposable {
  /** The rows of one statement. */
  query<T = Record<string, unknown>>(sql: string, values?: unknown[]): Promise<T[]>;
  /** The error that a statement must fail with. */
  failure(sql: string, values?: unknown[]): Promise<ServerSays>;
}

/** A plain `pg` client on the stand-in, for the stand-in's own tests. */
export async function connect(
  redshift: Redshift,
  overrides: { readonly user?: string; readonly password?: string; readonly port?: number } = {},
): Promise<TestClient> {
  const { host, port, database, user, password, ca } = redshift;
  const client = new pg.Client({
    ...{ host: 'localhost', port, database, user, password, ssl: { ca, host } },
    ...overrides,
  });
  client.on('error', () => undefined); // a cut connection is reported by the query that it ends
  await client.connect();
  return {
    query: async (sql, values) => (await client.query(sql, values)).rows,
    failure: async (sql, values) => {
      try {
        await client.query(sql, values);
      } catch (error) {
        const { message, code, detail } = error as ServerSays;
        return { message, ...(code && { code }), ...(detail && { detail }) };
      }
      throw new Error(`this should have failed: ${sql}`);
    },
    [Symbol.asyncDispose]: () => client.end(),
  };
}
