import { randomUUID } from 'node:crypto';
import { notePublished } from '../publication.ts';
import { noSources, openSources } from '../sources/open.ts';
import { orStopped } from '../stopped.ts';
import { connect } from '../warehouse/connect.ts';
import type { LoadableWarehouse } from '../warehouse/warehouse.ts';
import { openContents } from './contents.ts';
import type { EtlOptions } from './etl-options.ts';
import { findFiles } from './list.ts';
import type { EtlReport, UntimedReport } from './report.ts';
import type { Run } from './run.ts';
import { startStopwatch } from './stopwatch.ts';
import { requireTables } from './tables.ts';
import { tryRun } from './try-run.ts';
import { warnOfEmpty } from './warn.ts';

/**
 * Loads what is new into the warehouse: stages it, builds the star, checks it, and publishes all of it in one
 * transaction, or nothing.
 *
 * @throws {UsageError} for a source or a warehouse that is not there
 * @throws {RejectedError} if more records are bad than `maxRejected` allows
 * @throws {DataError} if a check fails
 * @throws {TransientError} if another process holds the warehouse, a file changes while it is read, a disk is full, or
 * the network fails
 * @throws {InterruptedError} if `signal` aborts before anything is published
 */
export async function etl(options: EtlOptions): Promise<EtlReport> {
  const given: EtlOptions = Object(options); // null from JavaScript names no data, which the error says
  return await orStopped(load(given), given.signal);
}

async function load(options: EtlOptions): Promise<EtlReport> {
  const stopwatch = startStopwatch();
  options.onProgress?.({ step: 'list' });
  if (options.rebuildStar) await requireTables(options.warehouse, options);
  await using sources = options.rebuildStar ? noSources : await openSources(options);
  const { found, skipped } = await findFiles(sources, options);
  stopwatch.lap('list');

  await using warehouse = await connect(options.warehouse, options);
  const report = await loadInto(warehouse, { options, sources, found, skipped, stopwatch });
  const emptyFiles = warnOfEmpty(report);
  if (emptyFiles !== undefined) options.onWarning?.(emptyFiles);
  return { ...report, seconds: stopwatch.seconds() };
}

/** A run into a warehouse that is open, from files that are listed. */
export async function loadInto(
  warehouse: LoadableWarehouse,
  given: Pick<Run, 'options' | 'sources' | 'found' | 'skipped' | 'stopwatch'>,
): Promise<UntimedReport> {
  const { options, stopwatch } = given;
  const startedAt = new Date();
  const now = options.now ?? startedAt;
  const contents = openContents(options.signal);
  const run = { ...given, warehouse, contents, attemptId: randomUUID(), startedAt, now };
  const report = await tryRun(run);
  if (report.status === 'published') {
    notePublished();
    await warehouse.afterRun();
  }
  stopwatch.lap('publish');
  return report;
}
