import { mkdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { event, song } from './reference/examples.ts';
import type { Change } from './reference/generate.ts';
import type { DataSet, ReferenceFile } from './reference/rows.ts';
import { temporaryFolder } from './temporary-folder.ts';

interface WrittenFile {
  readonly location: string;
  readonly bytes: Uint8Array | string;
}

/** A folder to load from: `log_data/` and `song_data/` with the files that a test puts there. */
export interface SourceFolder extends Disposable {
  readonly path: string;
  write(files: Iterable<WrittenFile>): void;
  apply(change: Change): void;
}

let lastInstant = Date.UTC(2018, 11, 1);

export function sourceFolder(files: readonly ReferenceFile[] = []): SourceFolder {
  const folder = temporaryFolder();
  const at = (location: string): string => join(folder.path, location);
  const source: SourceFolder = {
    path: folder.path,
    write: (written) => writeFiles(folder.path, written),
    apply(change) {
      switch (change.kind) {
        case 'remove':
          return rmSync(at(change.location));
        case 'rename':
          mkdirSync(dirname(at(change.to)), { recursive: true });
          return renameSync(at(change.from), at(change.to));
        default:
          source.write([change.file]);
          // A file that is written twice within a tick of the clock looks the same.
          lastInstant += 1000;
          return utimesSync(at(change.file.location), new Date(), new Date(lastInstant));
      }
    },
    [Symbol.dispose]: () => folder[Symbol.dispose](),
  };
  source.write(files);
  return source;
}

/** Writes files below a folder, which is made if it is missing. */
export function writeFiles(folder: string, files: Iterable<WrittenFile>): void {
  for (const { location, bytes } of files) {
    const path = join(folder, location);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
  }
}

/** A file of the source by its name below `log_data/` or `song_data/`. */
export function dataFile(dataSet: DataSet, name: string, content: string | Uint8Array): ReferenceFile {
  const root = dataSet === 'logs' ? 'log_data' : 'song_data';
  return { dataSet, location: `${root}/${name}`, bytes: Buffer.from(content) };
}

/** A small source without a fault: two users, three plays, one of which finds its song. */
export const smallSource: readonly ReferenceFile[] = [
  dataFile(
    'logs',
    '2018/11/2018-11-01-events.json',
    lines([
      event(),
      event({ itemInSession: 1, song: 'Down', ts: 1541106306796 }),
      event({ itemInSession: 2, page: 'Home', song: null, artist: null, length: null, ts: 1541106506796 }),
    ]),
  ),
  dataFile(
    'logs',
    '2018/11/2018-11-02-events.json',
    lines([event({ userId: '8', firstName: 'Bo', sessionId: 6, level: 'paid', ts: 1541192506796 })]),
  ),
  dataFile('songs', 'A/A/A/TRAAA.json', song()),
  dataFile('songs', 'A/B/C/TRABC.json', song({ song_id: 'S2', artist_id: 'A2', title: 'Left', year: 1999 })),
];

export function lines(texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join('');
}

/** A check of a project folder `own` that every song fails. */
export const failingCheck = {
  location: 'own/checks/no-song.sql',
  bytes: '-- There is no song.\n\nselect song_id from songs;\n',
};
