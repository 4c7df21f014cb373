import { NothingPublishedError } from '../errors.ts';
import { openSources } from '../sources/open.ts';
import { hasTables } from '../warehouse/has-tables.ts';
import { openPublished } from '../warehouse/open-published.ts';
import { type Books, emptyBooks, readBooks } from './books.ts';
import { type Copy, knownContents, readContent } from './contents.ts';
import type { EtlOptions } from './etl.ts';
import { type FoundFile, findFiles, subtract } from './subtract.ts';

/** What a run would do; nothing was written to find it out. */
export interface DryRunReport {
  readonly status: 'dry-run';
  readonly warehouse: string;
  readonly files: Readonly<
    Record<'seen' | 'new' | 'changed' | 'removed' | 'unchanged' | 'gone' | 'renamed' | 'copies', number>
  >;
  /** Bytes that would be read and loaded. */
  readonly bytes: { readonly load: number };
  readonly locations: {
    readonly new: readonly string[];
    readonly changed: readonly string[];
    readonly removed: readonly string[];
    readonly gone: readonly string[];
    readonly copies: readonly Copy[];
    readonly renamed: readonly { readonly from: string; readonly to: string }[];
  };
}

/**
 * Says which files a run would load, replace and remove. The warehouse is opened for reading alone, and files are read
 * only where nothing but their content tells a copy from a new file.
 *
 * @throws {UsageError} for a source or a warehouse that is not there
 */
export async function dryRun(options: EtlOptions): Promise<DryRunReport> {
  const { signal, prune = false } = options;
  await using sources = await openSources(options);
  const found = await findFiles(sources, signal);
  const books = options.rebuild ? emptyBooks : await publishedBooks(options);
  const plan = await subtract(found, books, sources, signal);
  const replaced = plan.changed.map(({ booked }) => booked);
  const candidates = [...plan.fresh, ...plan.changed.map((file) => file.found)];
  const contents = knownContents({
    booked: books.files.filter((file) => !replaced.includes(file)),
    gone: plan.gone,
    found: candidates,
    allowCopies: options.allowCopies ?? false,
  });
  const loaded: FoundFile[] = [];
  for (const each of candidates) {
    if (!contents.mayHold(each) || contents.claim(each, await readContent(each, signal))) loaded.push(each);
  }
  const changed = plan.changed.map((file) => file.found).filter((file) => loaded.includes(file));
  const fresh = loaded.filter((file) => !changed.includes(file));
  const gone = plan.gone.filter((file) => !contents.renamed.some(({ booked }) => booked === file));
  const removed = prune ? gone : [];
  const kept = prune ? [] : gone;
  return {
    status: 'dry-run',
    warehouse: options.warehouse,
    files: {
      seen: found.length,
      new: fresh.length,
      changed: changed.length,
      removed: removed.length,
      unchanged: plan.unchanged,
      gone: kept.length,
      renamed: contents.renamed.length,
      copies: contents.copies.length,
    },
    bytes: { load: loaded.reduce((sum, { file }) => sum + file.size, 0) },
    locations: {
      new: fresh.map(({ file }) => file.location),
      changed: changed.map(({ file }) => file.location),
      removed: removed.map(({ location }) => location),
      gone: kept.map(({ location }) => location),
      copies: contents.copies,
      renamed: contents.renamed.map(({ booked, found: to }) => ({
        from: booked.location,
        to: to.file.location,
      })),
    },
  };
}

async function publishedBooks(options: EtlOptions): Promise<Books> {
  try {
    await using warehouse = await openPublished(options.warehouse, options);
    return (await hasTables(warehouse)) ? await readBooks(warehouse) : emptyBooks;
  } catch (error) {
    if (error instanceof NothingPublishedError) return emptyBooks;
    throw error;
  }
}
