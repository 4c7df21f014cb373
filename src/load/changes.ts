import type { OwnTablesPlan } from './own-tables/plan-own-tables.ts';
import { filesToLoad, type Plan } from './plan.ts';

/** What a run changes in staging, as far as it decides what the star rebuilds. */
export interface Changes {
  /** Whether there is anything to publish, even if only in the manifest. */
  readonly any: boolean;
  /** Whether song records are added or removed: then any play may match another song. */
  readonly songs: boolean;
  /** Whether rows are removed from staging: then an earlier event of a user may be the latest. */
  readonly rowsLeft: boolean;
  /** Whether every row of the star is rebuilt. */
  readonly anew: boolean;
}

/** The changes of a run that rebuilds the whole star. */
export const everything: Changes = { any: true, songs: true, rowsLeft: true, anew: true };

/** @param own what the run does to the tables of the project */
export function changesOf(plan: Plan, own: Pick<OwnTablesPlan, 'isChanged'>): Changes {
  const added = filesToLoad(plan);
  const left = [...plan.replaced, ...plan.removed];
  const relisted = plan.sameContent.length + plan.renamed.length;
  return {
    any: added.length + left.length + relisted > 0 || own.isChanged,
    songs: [...added, ...left].some(({ dataSet }) => dataSet === 'songs'),
    rowsLeft: left.length > 0,
    anew: false,
  };
}
