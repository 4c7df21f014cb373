import { setTimeout as sleep } from 'node:timers/promises';
import { openClient, type Session } from './session.ts';
import type { RedshiftSettings } from './settings.ts';

/** A command that is stopped ends within a second (`signals.ts`); so long it waits for this. */
const patience = 600;

/** Where the process goes on, as that of a dashboard does, the server is asked for longer. */
const connectTimeout = 5_000;

/**
 * Breaks a session off, and ends on the server what runs in it: a statement whose client is gone may go on, and keep
 * its locks and its place in the queue until it is done. A transaction is rolled back. If the server is not to be reached
 * in time, it ends by itself.
 * https://docs.aws.amazon.com/redshift/latest/dg/PG_TERMINATE_BACKEND.html
 */
export async function endSession({ id, breakOff }: Session, settings: RedshiftSettings): Promise<void> {
  breakOff();
  const ended = terminate(id, settings).catch(() => undefined); // there is nothing that anybody could do about it
  await Promise.race([ended, sleep(patience, undefined, { ref: false })]);
}

async function terminate(id: number, settings: RedshiftSettings): Promise<void> {
  const { client } = await openClient({ ...settings, connectTimeout, onConnecting: undefined }, (opened) =>
    opened.query(`select pg_terminate_backend(${id})`),
  );
  await client.end();
}
