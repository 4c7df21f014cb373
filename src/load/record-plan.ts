import type { LoadableWarehouse } from '../warehouse/warehouse.ts';
import type { Contents } from './contents.ts';
import { recordFiles, relistFiles, removeFiles } from './manifest/files.ts';
import type { LoadedFile } from './manifest/manifest.ts';
import type { Plan } from './plan.ts';
import type { Staged } from './stage.ts';

/** What a run did to staging, as far as the star has to know. */
export interface Changes {
  /** Whether anything is to be published, be it in the manifest alone. */
  readonly any: boolean;
  /** Files whose rows were removed because they are missing. */
  readonly removed: readonly LoadedFile[];
  /** Whether song records came or went: then any play may match otherwise. */
  readonly songs: boolean;
  /** Whether rows left staging: then a user may be older again. */
  readonly rowsLeft: boolean;
  /** Whether no row of the star may stay, whatever it says. */
  readonly anew: boolean;
}

/** What a run did that built the whole star anew. */
export const everything: Changes = { any: true, removed: [], songs: true, rowsLeft: true, anew: true };

interface RecordPlanOptions {
  readonly plan: Plan;
  readonly contents: Contents;
  readonly staged: Staged;
  readonly runId: number;
  readonly prune: boolean;
}

/** Records every file of the run in the manifest, and removes those that are gone if they are to be pruned. */
export async function recordPlan(warehouse: LoadableWarehouse, options: RecordPlanOptions): Promise<Changes> {
  const { plan, contents, staged, runId, prune } = options;
  const found = new Set([...contents.renamed.map(({ loaded }) => loaded), ...contents.replaced]);
  const removed = prune ? plan.missing.filter((file) => !found.has(file)) : [];
  const relisted = [...plan.sameContent, ...contents.renamed];
  await removeFiles(warehouse, [...removed, ...contents.replaced]);
  await relistFiles(warehouse, relisted);
  await recordFiles(
    warehouse,
    staged.files.map(({ found: { dataSet, file }, ...counts }) => ({
      fileId: counts.fileId,
      copyGroupId: counts.copyGroupId,
      runId,
      dataSet,
      location: file.location,
      size: file.size,
      fingerprint: file.version,
      contentHash: counts.content,
      counts,
    })),
  );
  const left = [...plan.changed.map(({ loaded }) => loaded), ...removed, ...contents.replaced];
  return {
    any: staged.files.length + relisted.length + left.length > 0,
    removed,
    songs: [...staged.files.map(({ found }) => found), ...left].some(({ dataSet }) => dataSet === 'songs'),
    rowsLeft: left.length > 0,
    anew: false,
  };
}
