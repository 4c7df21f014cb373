import type { Cell, JsonRow } from '../api.ts';
import type { Palette } from './palette.ts';

/** How the filter names plays whose log event has no level; `sql/filters/level.sql` reads it. */
const noLevel = 'none';

export function nameOfLevel(level: Cell): string {
  return level === null ? noLevel : String(level);
}

/** The names of the levels that rows have, in order. */
export function levelsOf(rows: readonly JsonRow[]): readonly string[] {
  return [...new Set(rows.map(({ level = null }) => nameOfLevel(level)))].sort();
}

/** The class that colours a level in style sheets. */
export function levelClass(level: Cell): 'paid' | 'free' | 'other' {
  return level === 'paid' || level === 'free' ? level : 'other';
}

export function colourOfLevel(level: string, colours: Palette): string {
  return colours[levelClass(level)];
}
