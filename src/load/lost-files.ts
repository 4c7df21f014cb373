import { UsageError } from '../errors.ts';
import type { ListedFile } from '../sources/data-set.ts';
import type { Contents } from './contents.ts';
import type { Sources } from './list.ts';
import type { LoadedFile, Manifest } from './manifest/manifest.ts';

/**
 * Finds the loaded files whose rows a run with `--rebuild` would lose: those that it does not list, unless a listed file has the
 * same content, or the file still exists under a name that is hidden now.
 */
export async function findLost(
  found: readonly ListedFile[],
  manifest: Manifest,
  sources: Sources,
  contents: Contents,
): Promise<{ readonly lost: readonly LoadedFile[]; readonly hidden: readonly LoadedFile[] }> {
  const listed = new Set(found.map(({ dataSet, file }) => `${dataSet} ${file.location}`));
  const unlisted = manifest.files.filter(({ dataSet, location }) => !listed.has(`${dataSet} ${location}`));
  const present = await contentsOf(found, unlisted, manifest, contents);
  const { hidden, others } = await splitHidden(unlisted, sources);
  const lost = others.filter((file) => !present.has(`${file.dataSet} ${file.contentHash}`));
  return { lost, hidden };
}

/** The contents of those listed files that may hold what an unlisted one held, by data set. */
async function contentsOf(
  found: readonly ListedFile[],
  unlisted: readonly LoadedFile[],
  manifest: Manifest,
  contents: Contents,
): Promise<ReadonlySet<string>> {
  const sizes = new Set(unlisted.map(({ dataSet, size }) => `${dataSet} ${size}`));
  const loaded = new Map(manifest.files.map((file) => [`${file.dataSet} ${file.location}`, file]));
  const ofSize = found.filter(({ dataSet, file }) => sizes.has(`${dataSet} ${file.size}`));
  const contentOf = (each: ListedFile) => {
    const known = loaded.get(`${each.dataSet} ${each.file.location}`);
    return known?.fingerprint === each.file.version ? known.contentHash : contents.of(each);
  };
  await contents.know(ofSize.filter((each) => contentOf(each) === undefined));
  return new Set(ofSize.map((each) => `${each.dataSet} ${contentOf(each)}`));
}

/** Splits loaded files that are not listed into those that are there under a hidden name and others. */
export async function splitHidden(files: readonly LoadedFile[], sources: Sources) {
  const hidden = new Set<LoadedFile>();
  for (const file of files) {
    const source = sources[file.dataSet];
    if (source?.hides(file.location) && (await source.has(file.location))) hidden.add(file);
  }
  return { hidden: [...hidden], others: files.filter((file) => !hidden.has(file)) };
}

/** Whether a loaded file that is not there belongs to the locations of the run, so that `--prune` removes it. */
export function isWithin(sources: Sources, { dataSet, location }: LoadedFile): boolean {
  const source = sources[dataSet];
  return source !== undefined && (source.covers(location) || source.hides(location));
}

const namedFiles = 10;

/**
 * Requires that a run that loads everything again loses nothing.
 *
 * @throws {UsageError} if it would lose the rows of loaded files that it does not list, except those that are pruned
 */
export function requireNothingLost(missing: readonly LoadedFile[]): void {
  if (missing.length === 0) return;
  const named = missing.slice(0, namedFiles).map(({ location }) => location);
  const more = missing.length - named.length;
  const files = missing.length === 1 ? '1 loaded file' : `${missing.length} loaded files`;
  throw new UsageError(
    'SPK-224',
    `--rebuild would lose the rows of ${files}, which this run does not list.`,
    {
      details: [...named, ...(more > 0 ? [`… and ${more} more`] : []), 'Nothing was published.'],
      hints: [
        'Restore the files, or name every location that was loaded.',
        'Remove the rows of files that are missing within the locations of this run: --rebuild --prune',
        {
          command: 'etl',
          flags: { rebuildStar: true, rebuild: false },
          why: 'Rebuild the star from the staging tables, without the files',
        },
      ],
    },
  );
}
