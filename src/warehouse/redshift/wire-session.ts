import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { Row } from '../warehouse.ts';
import type { Session } from './session.ts';
import type { RedshiftSettings } from './settings.ts';
import { openClient } from './wire-client.ts';

/** A command that is stopped ends within a second (`signals.ts`); so long it waits for this. */
const patience = 600;

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
    await opened.query(`set query_group to 'sparkify'`);
    await opened.query(`set timezone to 'UTC'`);
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
    statementBytes: 16 << 20, // https://docs.aws.amazon.com/redshift/latest/dg/c_redshift-sql.html
    lost: () => lost,
    breakOff,
    query: (text, values) =>
      values.length === 0 ? client.query<Row>(text) : client.query<Row>(text, [...values]),
    async queryReadOnly(text, values, types) {
      await client.query('begin read only');
      // The protocol's extended mode takes one statement only, so none can end the transaction and write after it.
      // https://docs.aws.amazon.com/redshift/latest/dg/r_BEGIN.html
      const statement = { text, values: [...values], queryMode: 'extended', ...(types && { types }) };
      try {
        return await client.query<Row>(statement);
      } finally {
        await client.query('rollback').catch(() => undefined); // the statement's own error says what is wrong
      }
    },
    /**
     * A statement whose client is gone may go on, and keep its locks and its place in the queue until it is done. If the server
     * is not to be reached in time, it ends by itself. https://docs.aws.amazon.com/redshift/latest/dg/PG_TERMINATE_BACKEND.html
     */
    async end() {
      breakOff();
      const ended = terminate(Number(about?.id), settings).catch(() => undefined); // there is nothing that anybody could do about it
      await Promise.race([ended, sleep(patience, undefined, { ref: false })]);
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
