import type { HistoryRun } from '../reference/generate-histories.ts';
import type { ReferenceFile } from '../reference/rows.ts';

/** Which files a warehouse holds the rows of, kept beside it by the rules for runs. */
export interface LoadedFiles {
  /** Locations whose rows a run that rebuilds would lose. */
  missing(run: HistoryRun): readonly string[];
  /** The run has published. */
  publish(run: HistoryRun): void;
}

export function loadedFiles(): LoadedFiles {
  let loaded = new Map<string, ReferenceFile>();
  /** Loaded, but neither listed nor listed by another name. */
  const missingFrom = ({ files }: HistoryRun) => {
    const locations = new Set(files.map(({ location }) => location));
    const contents = new Set(files.map(contentOf));
    return [...loaded.values()].filter(
      (file) => !locations.has(file.location) && !contents.has(contentOf(file)),
    );
  };
  return {
    missing: (run) => missingFrom(run).map(({ location }) => location),
    publish(run) {
      const kept = run.rebuild || run.prune ? [] : missingFrom(run);
      loaded = new Map([...kept, ...run.files].map((file) => [file.location, file]));
    },
  };
}

const contentOf = ({ dataSet, bytes }: ReferenceFile): string =>
  `${dataSet} ${Buffer.from(bytes).toString('base64')}`;
