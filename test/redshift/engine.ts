import type { Engine, Isolation } from './backend.ts';
import type { LoadError } from './copy/copy.ts';
import { openPglite } from './pglite.ts';
import { openPostgres } from './postgres.ts';

/**
 * An empty engine: sessions side by side in the server that `postgres-server.ts` has started for this suite, or PGlite in
 * this process.
 */
export function openEngine(isolation: Isolation): Promise<Engine> {
  const server = process.env.SPARKIFY_STAND_IN_SERVER;
  return server === undefined ? openPglite() : openPostgres(server, isolation);
}

/** A load error with what the session adds to it. */
export interface RecordedError extends LoadError {
  readonly session: number;
  readonly query: number;
  readonly at: Date;
}

/**
 * Fills SYS_LOAD_ERROR_DETAIL [docs: SYS_LOAD_ERROR_DETAIL]. Its rows survive a rollback on Redshift, so they are
 * kept outside and written again for each statement that reads them.
 */
export async function showErrors(engine: Engine, errors: readonly RecordedError[]): Promise<void> {
  await engine.query('delete from redshift.sys_load_error_detail');
  for (const { session: id, query, at, file, line, column, position, code, message } of errors) {
    await engine.query(
      `insert into redshift.sys_load_error_detail values
         (100, $1, 1, $2, current_database(), 1, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        ...[query, id, at.toISOString().replace('Z', ''), file.slice(0, 256), line, column?.name ?? ''],
        ...[column?.type.slice(0, 10) ?? '', `${column?.length ?? 0}`, position, code, message.slice(0, 512)],
      ],
    );
  }
}
