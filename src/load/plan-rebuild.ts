import { UsageError } from '../errors.ts';
import { readContent } from './contents.ts';
import type { LoadedFile, Manifest } from './manifest/manifest.ts';
import { type FoundFile, type Plan, type Sources, splitHidden } from './plan.ts';

/**
 * What a run that loads everything anew has to do. Wherever a loaded file was, its rows go: so each that this run does
 * not list is missing, unless a listed file has its content, or it is still there with a name that is hidden now.
 */
export async function planRebuild(
  found: readonly FoundFile[],
  manifest: Manifest,
  sources: Sources,
  signal?: AbortSignal,
): Promise<Plan> {
  const listed = new Set(found.map(({ dataSet, file }) => `${dataSet} ${file.location}`));
  const unlisted = manifest.files.filter(({ dataSet, location }) => !listed.has(`${dataSet} ${location}`));
  const contents = await contentsOf(found, unlisted, manifest, signal);
  const { hidden, others } = splitHidden(unlisted, sources);
  const missing = others.filter(({ dataSet, contentHash }) => !contents.has(`${dataSet} ${contentHash}`));
  return {
    listed: found,
    new: found,
    changed: [],
    sameContent: [],
    unchanged: 0,
    missing,
    notReadAgain: [],
    hidden,
  };
}

/** The contents of those listed files that may hold what an unlisted one held, by data set. */
async function contentsOf(
  found: readonly FoundFile[],
  unlisted: readonly LoadedFile[],
  manifest: Manifest,
  signal: AbortSignal | undefined,
): Promise<ReadonlySet<string>> {
  const sizes = new Set(unlisted.map(({ dataSet, size }) => `${dataSet} ${size}`));
  const loaded = new Map(manifest.files.map((file) => [`${file.dataSet} ${file.location}`, file]));
  const contents = new Set<string>();
  for (const each of found) {
    const { dataSet, file } = each;
    if (!sizes.has(`${dataSet} ${file.size}`)) continue;
    const known = loaded.get(`${dataSet} ${file.location}`);
    const content = known?.fingerprint === file.version ? known.contentHash : await readContent(each, signal);
    contents.add(`${dataSet} ${content}`);
  }
  return contents;
}

/** Whether `--prune` may let go of a loaded file: it is within the locations of the run. */
export function isWithin(sources: Sources, { dataSet, location }: LoadedFile): boolean {
  return sources[dataSet]?.covers(location) ?? false;
}

const namedFiles = 10;

/**
 * Requires that a run that loads everything anew loses nothing.
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
        'Rebuild the star from the staging tables, without the files: sparkify etl --rebuild-star',
      ],
    },
  );
}
