import { type StagingTable, stagingEvents, stagingSongs } from '../formats/columns.ts';
import { type NearKey, nearKeys } from '../formats/near-keys.ts';
import { recordParser } from '../formats/parse-record.ts';
import type { TimeLimits } from '../formats/time-limits.ts';
import type { OpenSources } from '../sources/open.ts';
import type { DataSet } from '../sources/source.ts';
import type { StagedFile, Staging } from '../warehouse/stage.ts';
import type { LoadableWarehouse } from '../warehouse/warehouse.ts';
import { collectGarbage } from './collect-garbage.ts';
import type { Contents } from './contents.ts';
import { bytesOf, type FoundFile } from './list.ts';
import { filesToLoad, type Plan } from './plan.ts';
import type { OnProgress } from './progress.ts';
import { rejectedRecordsTable } from './rejected-record.ts';
import type { RejectingFile } from './rejecting-files.ts';
import { validateFiles } from './validate-files.ts';

export interface Staged {
  readonly files: readonly StagedFile[];
  /** The files with rejected records. */
  readonly rejecting: readonly RejectingFile[];
  /** Keys of the source that feed no column. */
  readonly unknownKeys: Readonly<Record<DataSet, readonly string[]>>;
  /** Of these, the ones that may mean what a column expects under another key. */
  readonly nearKeys: Readonly<Record<DataSet, readonly NearKey[]>>;
}

/** The files of a plan on their way into staging. */
export interface PlannedStaging extends Pick<Staging, 'canStageAgain'>, AsyncDisposable {
  /** Within the transaction: stages what is not staged yet. May be called again after a transaction that failed. */
  load(): Promise<Staged>;
}

export interface StageOptions {
  readonly sources: Pick<OpenSources, 'jsonPaths'>;
  readonly contents: Contents;
  readonly firstFileId: number;
  readonly timeLimits: TimeLimits;
  readonly onProgress: OnProgress;
  readonly signal: AbortSignal | undefined;
}

/** Begins to stage the files of a plan: every record of them, or it is rejected with the reason. */
export async function stage(
  warehouse: LoadableWarehouse,
  plan: Plan,
  { sources: { jsonPaths }, contents, firstFileId, timeLimits, onProgress, signal }: StageOptions,
): Promise<PlannedStaging> {
  const files = filesToLoad(plan);
  const tables = {
    logs: stagingEvents(jsonPaths.logs?.paths, jsonPaths.logs?.ignoresCase),
    songs: stagingSongs(jsonPaths.songs?.paths, jsonPaths.songs?.ignoresCase),
  };
  const parserOf = (table: StagingTable) =>
    recordParser(table, { textLimits: warehouse.textLimits(table.name), timeLimits });
  const parsers = { logs: parserOf(tables.logs), songs: parserOf(tables.songs) };
  const limits = warehouse.textLimits(rejectedRecordsTable.name);
  const advance = progressOf(files, onProgress);
  let rejecting: RejectingFile[] = [];
  const staging = await warehouse.stage({
    files,
    listed: plan.listed,
    jsonPaths: { logs: jsonPaths.logs?.location, songs: jsonPaths.songs?.location },
    tables,
    firstFileId,
    timeLimits,
    signal,
    advance,
    async validate(some, firstId, sink) {
      rejecting = [];
      const onRejecting = (file: RejectingFile) => void rejecting.push(file);
      await collectGarbage(some.length);
      const staged = await validateFiles(some, firstId, sink, {
        tables,
        parsers,
        limits,
        contents,
        onRejecting,
        advance,
      });
      await collectGarbage(some.length);
      return staged;
    },
  });
  return {
    async load() {
      const { files: staged, unknownKeys: readNatively } = await staging.load();
      const keysOf = (dataSet: DataSet) =>
        [...new Set([...parsers[dataSet].unknownKeys, ...readNatively[dataSet]])].sort();
      const unknownKeys = { logs: keysOf('logs'), songs: keysOf('songs') };
      const nearOf = (dataSet: DataSet) =>
        nearKeys(Object.fromEntries(unknownKeys[dataSet].map((key) => [key, null])), tables[dataSet]);
      return {
        files: staged,
        rejecting,
        unknownKeys,
        nearKeys: { logs: nearOf('logs'), songs: nearOf('songs') },
      };
    },
    canStageAgain: staging.canStageAgain,
    [Symbol.asyncDispose]: () => staging[Symbol.asyncDispose](),
  };
}

/** Counts no more than there is: a transaction that is tried again reads the same files again. */
function progressOf(files: readonly FoundFile[], onProgress: OnProgress) {
  const total = { files: files.length, bytes: bytesOf(files) };
  const done = { files: 0, bytes: 0 };
  return (moreFiles: number, moreBytes: number): void => {
    done.files = Math.min(done.files + moreFiles, total.files);
    done.bytes = Math.min(done.bytes + moreBytes, total.bytes);
    onProgress({
      step: 'stage',
      files: { done: done.files, total: total.files },
      bytes: { done: done.bytes, total: total.bytes },
    });
  };
}
