import type { Cell, JsonRow } from '../api.ts';

/** How the filter names plays whose log event has no level; `sql/filters/level.sql` reads it. */
const noLevel = 'none';

export function nameOfLevel(level: Cell): string {
  return level === null ? noLevel : String(level);
}

/** The names of the levels that rows have: paid, free, and others. */
export function levelsOf(rows: readonly JsonRow[]): readonly string[] {
  const names = new Set(rows.map(({ level = null }) => nameOfLevel(level)));
  const usual = ['paid', 'free'].filter((name) => names.has(name));
  return [...usual, ...[...names].filter((name) => !usual.includes(name)).sort()];
}

/** The class that colours a level in style sheets, and its name in the palette. */
export function levelClass(level: Cell): 'paid' | 'free' | 'other' {
  return level === 'paid' || level === 'free' ? level : 'other';
}
