import { UsageError } from '../errors.ts';
import { type StagingTable, stagingTable } from '../formats/columns.ts';
import { recordParser } from '../formats/parse-record.ts';
import { readFrame } from '../formats/read-records.ts';
import { timeLimitsAt } from '../formats/time-limits.ts';
import type { DataSetFiles } from '../sources/data-set.ts';
import { openSources, type SourceLocations } from '../sources/open.ts';
import type { DataSet, SourceFile } from '../sources/source.ts';
import type { Result, Row } from '../warehouse/warehouse.ts';
import { framesOf } from './frames-of.ts';

/** What is previewed. */
export interface PreviewOptions extends SourceLocations {
  /** Records at most. */
  readonly limit?: number;
  /** Ends the reading. */
  readonly signal?: AbortSignal;
}

/** The first records of a data set. */
export interface Preview extends Result {
  /** The files that were read, in order. */
  readonly files: readonly string[];
  /** Records on the way that `etl` would reject, with the reason. */
  readonly rejected: readonly { readonly location: string; readonly line: number; readonly reason: string }[];
}

/**
 * The first records of the source as staging would hold them. Reads no more of the source than that takes.
 *
 * @throws {UsageError} if the source has no such data
 */
export async function preview(
  dataSet: DataSet,
  { limit = 10, signal, ...locations }: PreviewOptions,
): Promise<Preview> {
  await using sources = await openSources({ ...locations, signal });
  const { [dataSet]: listed, jsonPaths } = sources;
  if (listed === undefined) throw noData(dataSet);
  const { paths, ignoresCase } = jsonPaths[dataSet] ?? {};
  const table = stagingTable(dataSet, paths, ignoresCase);
  return await firstRecords(listed, table, limit, signal);
}

export function noData(dataSet: DataSet): UsageError {
  return new UsageError('SPK-215', `The source has no ${dataSet === 'logs' ? 'log' : 'song'} data.`);
}

async function firstRecords(
  listed: DataSetFiles,
  table: StagingTable,
  limit: number,
  signal?: AbortSignal,
): Promise<Preview> {
  const parser = recordParser(table, { timeLimits: timeLimitsAt(new Date()) });
  const columns = table.columns.map(({ name }) => name);
  const rows: Row[] = [];
  const rejected: { location: string; line: number; reason: string }[] = [];
  const files: string[] = [];
  const onFile = ({ location }: SourceFile) => void files.push(location);
  for await (const { file, frame } of framesOf(listed, signal, onFile)) {
    if (rows.length === limit) break;
    const record = readFrame(frame, parser);
    if ('row' in record)
      rows.push(Object.fromEntries(columns.map((name) => [name, record.row[name] ?? null])));
    else rejected.push({ location: file.location, line: record.line, reason: record.rejection.reason });
  }
  if (files.length === 0) throw noData(listed.dataSet);
  return { columns, rows, files, rejected };
}
