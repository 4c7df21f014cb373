import type { ListedFile } from '../sources/data-set.ts';
import type { OpenSources } from '../sources/open.ts';
import type { DataSet } from '../sources/source.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import {
  type BookedFile,
  type Books,
  locationIn,
  readBooks,
  readLastRun,
  readVersionLines,
  versionLine,
} from './books.ts';
import { readContent } from './contents.ts';

/** The places that a run loads from; one of the two may be missing. */
export type Sources = Pick<OpenSources, DataSet>;

/** A file that a run finds. */
export type FoundFile = ListedFile;

/** A loaded file, and the same one as it is listed now. */
export interface RelistedFile {
  readonly found: FoundFile;
  readonly booked: BookedFile;
}

/** What a run has to do: the listed files held against the books. */
export interface Plan {
  readonly listed: readonly FoundFile[];
  /** Not in the books by this name; their content may still be (a copy, or a file that was renamed). */
  readonly fresh: readonly FoundFile[];
  /** With another content than the one that is loaded, or to be read again all the same. */
  readonly changed: readonly RelistedFile[];
  /** With another version, but the same content: only the books need to know. */
  readonly touched: readonly RelistedFile[];
  readonly unchanged: number;
  /** In the books, but no longer in the source. */
  readonly gone: readonly BookedFile[];
  /** To be read again, but not listed by this run: their rows stay as they are. */
  readonly notReadAgain: readonly BookedFile[];
  /** Still in the source, but hidden by their names, which an older version did not look at: not missing. */
  readonly hidden: readonly BookedFile[];
}

const emptyPlan: Plan = {
  listed: [],
  fresh: [],
  changed: [],
  touched: [],
  unchanged: 0,
  gone: [],
  notReadAgain: [],
  hidden: [],
};

/**
 * Lists the files of both data sets, each in the order of its locations.
 *
 * @throws {UsageError} if a location holds no data: a folder that is not mounted looks like one from which all files are gone
 */
export async function findFiles(sources: Sources, signal?: AbortSignal): Promise<readonly FoundFile[]> {
  const found: FoundFile[] = [];
  for (const dataSet of ['songs', 'logs'] as const) {
    const files: FoundFile[] = [];
    for await (const each of sources[dataSet]?.list(signal) ?? []) files.push(each);
    files.sort(({ file: a }, { file: b }) =>
      a.location < b.location ? -1 : a.location > b.location ? 1 : 0,
    );
    for (const each of files) found.push(each);
  }
  return found;
}

/**
 * Holds what is listed against the books of a warehouse that has its tables. If everything is loaded already, as most
 * runs find, the books are told without their files, which take several times as long to read as names and versions.
 */
export async function planRun(
  warehouse: Warehouse,
  found: readonly FoundFile[],
  sources: Sources,
  signal?: AbortSignal,
): Promise<{ readonly books: Books; readonly plan: Plan }> {
  if (await areLoaded(warehouse, found, sources)) {
    const books = { files: [], lastRun: await readLastRun(warehouse) };
    return { books, plan: { ...emptyPlan, listed: found, unchanged: found.length } };
  }
  const books = await readBooks(warehouse);
  return { books, plan: await subtract(found, books, sources, signal) };
}

/**
 * Whether these files are loaded, each in its version, and no other of their sources. Both sides are in the order of
 * their names; where engine and JavaScript order them otherwise (beyond U+FFFF), "no" only costs the longer way.
 */
async function areLoaded(
  warehouse: Warehouse,
  found: readonly FoundFile[],
  sources: Sources,
): Promise<boolean> {
  for (const dataSet of ['songs', 'logs'] as const) {
    const source = sources[dataSet];
    if (source === undefined) continue;
    const lines = await readVersionLines(warehouse, dataSet);
    const loaded = lines?.filter((line) => source.covers(locationIn(line)));
    if (lines?.some((line) => source.hides(locationIn(line)))) return false;
    const listed = found.filter((each) => each.dataSet === dataSet);
    if (loaded?.length !== listed.length) return false;
    if (!listed.every(({ file }, index) => loaded[index] === versionLine(file))) return false;
  }
  return true;
}

/** Subtracts what is loaded already. */
export async function subtract(
  found: readonly FoundFile[],
  books: Books,
  sources: Sources,
  signal?: AbortSignal,
): Promise<Plan> {
  const missing = {
    logs: new Map<string, BookedFile>(),
    songs: new Map<string, BookedFile>(),
  };
  for (const file of books.files) missing[file.dataSet].set(file.location, file);
  const fresh: FoundFile[] = [];
  const changed: RelistedFile[] = [];
  const touched: RelistedFile[] = [];
  for (const each of found) {
    const { location } = each.file;
    const booked = missing[each.dataSet].get(location);
    missing[each.dataSet].delete(location);
    if (booked === undefined) fresh.push(each);
    else if (booked.readAgain) changed.push({ found: each, booked });
    else if (booked.version !== each.file.version) {
      const same = booked.size === each.file.size && booked.content === (await readContent(each, signal));
      (same ? touched : changed).push({ found: each, booked });
    }
  }
  const unlisted = [...missing.logs.values(), ...missing.songs.values()];
  const { hidden, others } = splitHidden(unlisted, sources);
  const gone = others.filter(({ dataSet, location }) => sources[dataSet]?.covers(location) ?? false);
  const unchanged = found.length - fresh.length - changed.length;
  const notReadAgain = unlisted.filter(({ readAgain }) => readAgain);
  return { listed: found, fresh, changed, touched, unchanged, gone, notReadAgain, hidden };
}

/** Tells loaded files that are hidden in the source from others that are not listed. */
export function splitHidden(files: readonly BookedFile[], sources: Sources) {
  const isHidden = ({ dataSet, location }: BookedFile) => sources[dataSet]?.hides(location) ?? false;
  return { hidden: files.filter(isHidden), others: files.filter((file) => !isHidden(file)) };
}
