import type { DataSetFiles } from '../sources/data-set.ts';
import { addSkipped, nothingSkipped, type SkippedFiles, warnOfSkipped } from '../sources/skipped.ts';
import { listedLocations } from './report.ts';

/** What the listing of a run did not take for data. */
export interface SkippedNames {
  readonly counts: SkippedFiles;
  /** The first of them. */
  readonly locations: readonly string[];
  /** What to do about those that may be data, a sentence for each data set. */
  readonly warnings: readonly string[];
}

/** Adds up what was skipped in data sets that are listed. */
export function skippedNames(dataSets: readonly (DataSetFiles | undefined)[]): SkippedNames {
  const all = dataSets.filter((files) => files !== undefined);
  return {
    counts: all.map(({ skipped }) => skipped).reduce(addSkipped, nothingSkipped),
    locations: all.flatMap(({ skippedLocations }) => skippedLocations).slice(0, listedLocations),
    warnings: all.flatMap((files) => warnOfSkipped(files) ?? []),
  };
}

/** The location of a data set as reports have it; null where there is none. */
export function locationOf(files: DataSetFiles | undefined): string | null {
  return files?.exists === true ? files.location : null;
}
