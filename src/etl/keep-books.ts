import type { LoadableWarehouse } from '../warehouse/warehouse.ts';
import { type BookedFile, bookFiles, rebookFiles, unbookFiles } from './books.ts';
import type { Contents } from './contents.ts';
import type { Staged } from './stage.ts';
import type { Plan } from './subtract.ts';

/** What a run did to staging, as far as the star has to know. */
export interface Changes {
  /** Whether anything is to be published, be it in the books alone. */
  readonly any: boolean;
  /** Files whose rows were removed because they are gone. */
  readonly removed: readonly BookedFile[];
  /** Whether song records came or went: then any play may match otherwise. */
  readonly songs: boolean;
  /** Whether rows left staging: then a user may be older again. */
  readonly rowsLeft: boolean;
  /** Whether no row of the star may stay, whatever it says. */
  readonly anew: boolean;
}

/** What a run did that built the whole star anew. */
export const everything: Changes = { any: true, removed: [], songs: true, rowsLeft: true, anew: true };

interface KeepBooksOptions {
  readonly plan: Plan;
  readonly contents: Contents;
  readonly staged: Staged;
  readonly runId: number;
  readonly prune: boolean;
}

/** Writes every file of the run into the books, and takes those out that are gone if they are to be pruned. */
export async function keepBooks(warehouse: LoadableWarehouse, options: KeepBooksOptions): Promise<Changes> {
  const { plan, contents, staged, runId, prune } = options;
  const found = new Set([...contents.renamed.map(({ booked }) => booked), ...contents.replaced]);
  const removed = prune ? plan.gone.filter((file) => !found.has(file)) : [];
  const relisted = [...plan.touched, ...contents.renamed];
  await unbookFiles(warehouse, [...removed, ...contents.replaced]);
  await rebookFiles(warehouse, relisted);
  await bookFiles(
    warehouse,
    staged.files.map(({ found: { dataSet, file }, ...counts }) => ({
      fileId: counts.fileId,
      copiedWith: counts.copiedWith,
      runId,
      dataSet,
      location: file.location,
      size: file.size,
      version: file.version,
      content: counts.content,
      counts,
    })),
  );
  const left = [...plan.changed.map(({ booked }) => booked), ...removed, ...contents.replaced];
  return {
    any: staged.files.length + relisted.length + left.length > 0,
    removed,
    songs: [...staged.files.map(({ found }) => found), ...left].some(({ dataSet }) => dataSet === 'songs'),
    rowsLeft: left.length > 0,
    anew: false,
  };
}
