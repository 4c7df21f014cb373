import type pg from 'pg';
import type { Row } from '../warehouse.ts';
import { firstStatements, readingOnly, type Session, untilEnded } from './session.ts';
import type { RedshiftSettings } from './settings.ts';
import { openClient } from './wire-client.ts';

/** Where the process goes on, as that of a dashboard does, the server is asked for longer. */
const connectTimeout = 5_000;

/** A session on a connection of its own. */
export async function openWireSession(settings: RedshiftSettings, signal?: AbortSignal): Promise<Session> {
  let lost = false;
  const markLost = () => {
    lost = true;
  };
  const firstWords = async (opened: pg.Client) => {
    opened.on('error', markLost); // reported by the statement that it ends, or by the next one
    opened.on('end', markLost);
    for (const statement of firstStatements) await opened.query(statement);
    return await opened.query('select pg_backend_pid() as id, version() as version');
  };
  const { client, answer } = await openClient(settings, firstWords, signal);
  const [about] = answer.rows;
  const breakOff = () => {
    markLost(); // at once: the next statement must not find the client before its end is known
    client.connection.stream.destroy();
  };
  return {
    version: String(about?.version),
    isCalled: false,
    countsCopies: false,
    statementBytes: 16 << 20, // https://docs.aws.amazon.com/redshift/latest/dg/c_redshift-sql.html
    lost: () => lost,
    breakOff,
    query: (text, values) =>
      values.length === 0 ? client.query<Row>(text) : client.query<Row>(text, [...values]),
    async queryAll(statements) {
      for (const statement of statements) await client.query(statement);
    },
    queryReadOnly(text, values) {
      // The protocol's extended mode takes one statement only, so none can end the transaction and write after it.
      const statement = { text, values: [...values], queryMode: 'extended' };
      return readingOnly(
        (sql) => client.query(sql),
        () => client.query<Row>(statement),
      );
    },
    /**
     * A statement whose client is gone may go on, and keep its locks and its place in the queue until it is done. If the server
     * is not to be reached in time, it ends by itself. https://docs.aws.amazon.com/redshift/latest/dg/PG_TERMINATE_BACKEND.html
     */
    async end() {
      breakOff();
      await untilEnded(terminate(Number(about?.id), settings));
    },
    close: () => client.end(),
  };
}

async function terminate(id: number, settings: RedshiftSettings): Promise<void> {
  const { client } = await openClient({ ...settings, connectTimeout, onConnecting: undefined }, (opened) =>
    opened.query(`select pg_terminate_backend(${id})`),
  );
  await client.end();
}
