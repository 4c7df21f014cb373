import type { OwnTable } from './own-table.ts';
import type { OwnTablesPlan } from './plan-own-tables.ts';

/** A sentence about tables that a published run dropped, or left as they were, if there are any. */
export function warnOfOwnTables(
  { built, removed }: OwnTablesPlan,
  tables: readonly OwnTable[] | undefined,
): readonly string[] {
  const names = (list: readonly { readonly name: string }[]) => list.map(({ name }) => name).join(', ');
  if (tables === undefined && built.length > 0) {
    return [
      `Built without a project folder: ${names(built)} stayed as an earlier run built them (--project DIR).`,
    ];
  }
  if (removed.length === 0) return [];
  return [`Dropped, since the project folder has no file for them any more: ${names(removed)}.`];
}
