import type { DataSetFiles } from '../sources/data-set.ts';
import type { Locations, OpenSources } from '../sources/open.ts';
import { addSkipped, nothingSkipped, type SkippedFiles, warnOfSkipped } from '../sources/skipped.ts';
import { type EtlReport, listedLocations } from './report.ts';

/** What the listing of a run did not take for data. */
export interface SkippedNames {
  readonly counts: SkippedFiles;
  /** The first of them. */
  readonly locations: readonly string[];
  /** What to do about those that may be data, a sentence for each data set; and which parts of patterns match nothing. */
  readonly warnings: readonly string[];
}

/** Adds up what was skipped in data sets that are listed. */
export function skippedNames(dataSets: readonly (DataSetFiles | undefined)[]): SkippedNames {
  const all = dataSets.filter((files) => files !== undefined);
  return {
    counts: all.map(({ skipped }) => skipped).reduce(addSkipped, nothingSkipped),
    locations: all.flatMap(({ skippedLocations }) => skippedLocations).slice(0, listedLocations),
    warnings: all.flatMap(({ dataSet, skipped, skippedLocations, unmatched }) =>
      [
        warnOfSkipped({ dataSet, skipped, skippedLocations, listed: all.flatMap(flagsOf) }),
        ...unmatched.map((part) => `No file matches ${part}, a part of the pattern of the ${dataSet}.`),
      ].filter((warning) => warning !== undefined),
    ),
  };
}

function flagsOf({ dataSet, exists, locations }: DataSetFiles): readonly string[] {
  return exists ? locations.map((location) => `--${dataSet} '${location}'`) : [];
}

/** What a run reads, as reports have it. */
export function describeSources({ logs, songs, jsonPaths }: OpenSources): EtlReport['sources'] {
  return {
    logs: locationsOf(logs),
    songs: locationsOf(songs),
    log_jsonpath: jsonPaths.logs?.named ?? null,
    song_jsonpath: jsonPaths.songs?.named ?? null,
  };
}

/** The locations of a data set: one is a text; null where nothing is there. */
function locationsOf(files: DataSetFiles | undefined): Locations | null {
  if (files?.exists !== true) return null;
  const { locations } = files;
  return locations.length === 1 && locations[0] !== undefined ? locations[0] : locations;
}
