import { UsageError } from '../errors.ts';
import type { DataSet } from '../formats/columns.ts';
import { dataEndings } from './data-file.ts';
import {
  adviceOnSkipped,
  describeSkipped,
  nothingSkipped,
  type SkippedFiles,
  type SkippedTally,
  tallySkipped,
} from './skipped.ts';
import type { Source, SourceFile } from './source.ts';

/** A listed file, the source that lists it, and the data set that it belongs to. */
export interface ListedFile {
  readonly dataSet: DataSet;
  readonly source: Source;
  readonly file: SourceFile;
}

/** The files of the logs, or of the songs: of one location, or of several. */
export interface DataSetFiles extends AsyncDisposable {
  readonly dataSet: DataSet;
  /** As the user wrote them; one or more. */
  readonly locations: readonly string[];
  /** Whether anything is there; a folder below `data` may be missing in a bucket. Known once it was listed. */
  readonly exists: boolean;
  /** What was not taken for data; known once it was listed. */
  readonly skipped: SkippedFiles;
  readonly skippedLocations: readonly string[];
  /** What the braces of its patterns name and no file matches; known once it was listed. */
  readonly unmatched: readonly string[];
  /** Whether a loaded file, by its location, would be listed here if it still existed. */
  covers(location: string): boolean;
  /** Whether a loaded file, by its location, has a name that is hidden, or is in a folder that has one. */
  hides(location: string): boolean;
  /** Whether a file is there now, whatever its name. */
  has(location: string, signal?: AbortSignal): Promise<boolean>;
  /**
   * The files of all locations in turn; one that several name is listed once.
   *
   * @throws {UsageError} if a location holds or matches no data
   */
  list(signal?: AbortSignal): AsyncIterable<ListedFile>;
}

export interface DataSetOptions {
  /** Called where nothing is at a location, which is an error without it. */
  readonly whenMissing?: (signal: AbortSignal | undefined) => Promise<void>;
}

/** Makes one data set of sources, which close with it. */
export function dataSetFiles(
  dataSet: DataSet,
  sources: readonly Source[],
  { whenMissing }: DataSetOptions = {},
): DataSetFiles {
  let tally: SkippedTally | undefined;
  let exists = true;
  return {
    dataSet,
    locations: sources.map(({ location }) => location),
    get exists() {
      return exists;
    },
    get skipped() {
      return tally?.counts() ?? nothingSkipped;
    },
    get skippedLocations() {
      return tally?.locations ?? [];
    },
    get unmatched() {
      return sources.flatMap((source) => source.unmatched ?? []);
    },
    covers: (location) => exists && sources.some((source) => source.covers(location)),
    hides: (location) => exists && sources.some((source) => source.hides?.(location) ?? false),
    async has(location, signal) {
      for (const source of sources) if (await source.has?.(location, signal)) return true;
      return false;
    },
    async *list(signal) {
      tally = tallySkipped();
      // One source lists a path once; it can meet the target of links again.
      const listed = new Set<string>();
      for (const source of sources) {
        const ofSource = tallySkipped();
        let isEmpty = true;
        for await (const file of source.list(signal, (skipped) => {
          ofSource.add(skipped);
          tally?.add(skipped);
        })) {
          isEmpty = false;
          const place = file.target ?? (sources.length > 1 ? file.location : undefined);
          if (place !== undefined && listed.has(place)) continue;
          if (place !== undefined) listed.add(place);
          yield { dataSet, source, file };
        }
        if (!isEmpty) continue;
        if (whenMissing === undefined || source.kind !== undefined)
          throw await nothingIn(source, dataSet, ofSource, signal);
        await whenMissing(signal);
        exists = false;
      }
    },
    async [Symbol.asyncDispose]() {
      for (const source of sources) await source[Symbol.asyncDispose]();
    },
  };
}

/** Why a location gives no file, and what its owner may have meant. */
async function nothingIn(
  source: Source,
  dataSet: DataSet,
  skipped: SkippedTally,
  signal: AbortSignal | undefined,
): Promise<UsageError> {
  const { location, kind } = source;
  const details = ['Nothing was published.'];
  const flag = `--${dataSet}` as const;
  if (kind === 'pattern')
    return new UsageError('SPK-206', `No file matches ${location}.`, {
      details: [
        'A * matches no slash. It matches hidden names only if its part of the pattern begins with . or _.',
        ...details,
      ],
      hints: ['Check the pattern; ** matches folders of any depth.'],
    });
  const counts = skipped.counts();
  if (counts.files > 0) {
    const shown = skipped.locations.slice(0, mostShown);
    const more = counts.files - shown.length;
    return new UsageError('SPK-207', `${location} holds no data files: ${describeSkipped(counts)}.`, {
      details: [...shown, ...(more > 0 ? [`… and ${more} more`] : []), dataEndings, ...details],
      hints: adviceOnSkipped({ dataSet, skipped: counts, skippedLocations: skipped.locations }),
    });
  }
  const alike = kind === undefined ? ((await source.alike?.(signal)) ?? []) : [];
  if (alike.length > 0)
    return new UsageError(
      'SPK-207',
      `${location} is neither a folder nor a file; other names begin with it.`,
      {
        details,
        hints: [`Write ${alike.map((each) => `${flag} ${each}`).join(' or ')}`],
      },
    );
  return new UsageError('SPK-207', `There are no data files below ${location}.`, {
    details: [dataEndings, ...details],
    hints: [`Check what --data, --logs and --songs name.`],
  });
}

const mostShown = 5;
