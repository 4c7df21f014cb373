import type { OwnTablesPlan } from './own-tables/plan-own-tables.ts';
import { filesToLoad, type Plan } from './plan.ts';

/** What a run does to staging, as far as the star has to know. */
export interface Changes {
  /** Whether anything is to be published, be it in the manifest alone. */
  readonly any: boolean;
  /** Whether song records come or go: then any play may match otherwise. */
  readonly songs: boolean;
  /** Whether rows leave staging: then a user may be older again. */
  readonly rowsLeft: boolean;
  /** Whether no row of the star may stay, whatever it says. */
  readonly anew: boolean;
}

/** What a run does that rebuilds the whole star. */
export const everything: Changes = { any: true, songs: true, rowsLeft: true, anew: true };

/** @param own what becomes of the tables of users */
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
