import type { Plan } from './plan.ts';
import type { PlannedFiles, PlannedLocations } from './report.ts';

export function countFiles(plan: Plan): PlannedFiles {
  return {
    seen: plan.listed.length,
    new: plan.new.length,
    changed: plan.changed.length,
    removed: plan.removed.length,
    unchanged: plan.unchanged,
    gone: plan.missing.length,
    renamed: plan.renamed.length,
    copies: plan.copies.length,
    not_read_again: plan.notReadAgain.length,
    hidden: plan.hidden.length,
  };
}

/** @param most of each kind */
export function locationsIn(plan: Plan, most = Number.POSITIVE_INFINITY): PlannedLocations {
  const first = <T>(items: readonly T[]) => items.slice(0, most);
  const ofLoaded = (files: readonly { readonly location: string }[]) =>
    first(files).map(({ location }) => location);
  return {
    new: first(plan.new).map(({ file }) => file.location),
    changed: first(plan.changed).map(({ found }) => found.file.location),
    removed: ofLoaded(plan.removed),
    gone: ofLoaded(plan.missing),
    not_read_again: ofLoaded(plan.notReadAgain),
    hidden: ofLoaded(plan.hidden),
    copies: first(plan.copies),
    renamed: first(plan.renamed).map(({ loaded, found }) => ({
      from: loaded.location,
      to: found.file.location,
    })),
  };
}
