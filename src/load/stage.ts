import { type StagingTable, stagingEvents, stagingSongs } from '../formats/columns.ts';
import { type NearKey, nearKeys } from '../formats/near-keys.ts';
import { type RecordParser, recordParser } from '../formats/parse-record.ts';
import { timeLimitsAt } from '../formats/time-limits.ts';
import type { ListedFile } from '../sources/data-set.ts';
import type { OpenSources } from '../sources/open.ts';
import type { DataSet } from '../sources/source.ts';
import type { StagedFile, StagedFiles, StageRequest, Staging } from '../warehouse/stage.ts';
import { collectGarbage } from './collect-garbage.ts';
import { bytesOf } from './list.ts';
import { filesToLoad, type Plan } from './plan.ts';
import type { OnProgress } from './progress.ts';
import { rejectedRecordsTable } from './rejected-record.ts';
import type { RejectingFile } from './rejecting-files.ts';
import type { Run } from './run.ts';
import { validateFiles } from './validate-files.ts';

export interface Staged {
  readonly files: readonly StagedFile[];
  /** The files with rejected records. */
  readonly rejecting: readonly RejectingFile[];
  /** Keys of the source that feed no column. */
  readonly unknownKeys: Readonly<Record<DataSet, readonly string[]>>;
  /** The unknown keys that may mean what a column expects under another key. */
  readonly nearKeys: Readonly<Record<DataSet, readonly NearKey[]>>;
}

const noKeys = { logs: [], songs: [] } as const;

export const nothingStaged: Staged = { files: [], rejecting: [], unknownKeys: noKeys, nearKeys: noKeys };

/** The files of a plan on their way into staging. */
export interface PlannedStaging extends Pick<Staging, 'canStageAgain'>, AsyncDisposable {
  /** Within the transaction: stages what is not staged yet. May be called again after a transaction that failed. */
  load(): Promise<Staged>;
}

type Tables = Readonly<Record<DataSet, StagingTable>>;
type Parsers = Readonly<Record<DataSet, RecordParser>>;

/** Begins to stage the files of a plan: every record of them, or it is rejected with the reason. */
export async function stage(
  { warehouse, sources: { jsonPaths }, contents, now, options }: Run,
  plan: Plan,
  firstFileId: number,
): Promise<PlannedStaging> {
  const files = filesToLoad(plan);
  const timeLimits = timeLimitsAt(now);
  const tables = stagingTables(jsonPaths);
  const parserOf = (table: StagingTable) =>
    recordParser(table, { textLimits: warehouse.textLimits(table.name), timeLimits });
  const parsers = { logs: parserOf(tables.logs), songs: parserOf(tables.songs) };
  const limits = warehouse.textLimits(rejectedRecordsTable.name);
  const advance = progressOf(files, options.onProgress);
  let rejecting: RejectingFile[] = [];

  const validate: StageRequest['validate'] = async (some, firstId, sink) => {
    rejecting = [];
    const onRejecting = (file: RejectingFile) => void rejecting.push(file);
    await collectGarbage(some.length);
    const validation = { tables, parsers, limits, contents, onRejecting, advance };
    const staged = await validateFiles(some, firstId, sink, validation);
    await collectGarbage(some.length);
    return staged;
  };

  const staging = await warehouse.stage({
    files,
    listed: plan.listed,
    jsonPaths: { logs: jsonPaths.logs?.location, songs: jsonPaths.songs?.location },
    tables,
    firstFileId,
    timeLimits,
    signal: options.signal,
    advance,
    validate,
  });
  return {
    async load() {
      const staged = await staging.load();
      return { files: staged.files, rejecting, ...keysOf(staged, parsers, tables) };
    },
    canStageAgain: staging.canStageAgain,
    [Symbol.asyncDispose]: () => staging[Symbol.asyncDispose](),
  };
}

/** The staging tables with the paths of the JSONPaths files. */
function stagingTables({ logs, songs }: OpenSources['jsonPaths']): Tables {
  return {
    logs: stagingEvents(logs?.paths, logs?.ignoresCase),
    songs: stagingSongs(songs?.paths, songs?.ignoresCase),
  };
}

/** The keys without a column, whether a parser of ours or the engine has read them. */
function keysOf(
  { unknownKeys: readNatively }: StagedFiles,
  parsers: Parsers,
  tables: Tables,
): Pick<Staged, 'unknownKeys' | 'nearKeys'> {
  const unknownOf = (dataSet: DataSet) =>
    [...new Set([...parsers[dataSet].unknownKeys, ...readNatively[dataSet]])].sort();
  const unknownKeys = { logs: unknownOf('logs'), songs: unknownOf('songs') };
  const nearOf = (dataSet: DataSet) =>
    nearKeys(Object.fromEntries(unknownKeys[dataSet].map((key) => [key, null])), tables[dataSet]);
  return { unknownKeys, nearKeys: { logs: nearOf('logs'), songs: nearOf('songs') } };
}

/** Counts no more than there is: a transaction that is tried again reads the same files again. */
function progressOf(files: readonly ListedFile[], onProgress: OnProgress | undefined) {
  const total = { files: files.length, bytes: bytesOf(files) };
  const done = { files: 0, bytes: 0 };
  return (moreFiles: number, moreBytes: number): void => {
    done.files = Math.min(done.files + moreFiles, total.files);
    done.bytes = Math.min(done.bytes + moreBytes, total.bytes);
    onProgress?.({
      step: 'stage',
      files: { done: done.files, total: total.files },
      bytes: { done: done.bytes, total: total.bytes },
    });
  };
}
