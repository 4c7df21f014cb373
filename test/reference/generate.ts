import fc from 'fast-check';
import { type ContentOptions, fileContents } from './generate-files.ts';
import { nameFile } from './name-file.ts';
import type { DataSet, ReferenceFile } from './rows.ts';

export type { ContentOptions } from './generate-files.ts';
export { dataLine } from './generate-files.ts';
export { type Change, type History, histories } from './generate-histories.ts';

export interface FilesOptions extends ContentOptions {
  /** How many files of each data set there are at most; at least one of each. */
  readonly maxFiles?: number;
  /** File names with quotes, newlines, glob characters and the like, and names that must be skipped. */
  readonly hostileNames?: boolean;
}

/** The files of a whole source: `log_data/…` and `song_data/…`, each name once. */
export function dataFiles(options: FilesOptions = {}): fc.Arbitrary<readonly ReferenceFile[]> {
  const { maxFiles = 5, hostileNames = false } = options;
  const filesOf = (dataSet: DataSet) =>
    fileContents(dataSet, maxFiles, options).map((contents) =>
      contents.map((content, index) => nameFile(dataSet, index, content, hostileNames)),
    );
  return fc
    .tuple(filesOf('logs'), filesOf('songs'))
    .map(([logs, songs]) => [...logs, ...songs, ...(hostileNames ? skipped : [])]);
}

const garbage = Buffer.from('this is no data\n');
const skipped: readonly ReferenceFile[] = (['logs', 'songs'] as const).flatMap((dataSet) =>
  [
    ...['_SUCCESS', '.hidden.json', '.part.json.crc', 'part.json.crc', 'notes.txt', 'x.json.bak', 'x.csv.gz'],
    ...['_started_1.json', '_temporary/0/part-0.json', 'a/.ipynb_checkpoints/x.json', '_x=1.json'],
  ].map((name) => ({
    location: `${dataSet === 'logs' ? 'log_data' : 'song_data'}/${name}`,
    dataSet,
    bytes: garbage,
  })),
);
