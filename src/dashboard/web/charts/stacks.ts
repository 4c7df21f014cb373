import type { ApiAnswer, JsonRow } from '../../api.ts';
import type { ChosenDays } from '../../period.ts';
import { levelClass, levelsOf, nameOfLevel } from '../levels.ts';
import type { ColourName } from '../palette.ts';
import { sumsBy } from '../sum-of.ts';
import type { View } from '../view.ts';
import { type Periods, periodsOf } from './periods.ts';

/** What bars of one colour show. */
export interface Bars {
  readonly name: string;
  readonly colour: ColourName;
  /** What a row counts for in its period; negative where the bars are below the line. */
  readonly value: (row: JsonRow) => number;
  readonly isBelow?: boolean;
}

/** The bars of an answer, on top of each other. */
export type BarsOf = (rows: readonly JsonRow[]) => readonly Bars[];

/** Bars for each level of a measure, in its colour. */
export function byLevel(measure: string, counts: (row: JsonRow) => boolean = () => true): BarsOf {
  const value = (row: JsonRow) => (counts(row) ? Number(row[measure]) : 0);
  return (rows) =>
    levelsOf(rows.filter((row) => value(row) > 0)).map((level) => ({
      name: level,
      colour: levelClass(level),
      value: (row) => (nameOfLevel(row.level ?? null) === level ? value(row) : 0),
    }));
}

interface Column extends Pick<Bars, 'colour' | 'isBelow'> {
  readonly column: string;
  /** What people call the column where that is something else. */
  readonly name?: string;
}

/** Bars for each of several columns, summed over the levels. */
export function byColumn(...columns: readonly Column[]): BarsOf {
  const bars = columns.map(({ column, name = column, colour, isBelow = false }) => {
    const sign = isBelow ? -1 : 1;
    return { name, colour, isBelow, value: (row: JsonRow) => sign * Number(row[column]) };
  });
  return () => bars;
}

/** The bars of each period. */
export interface Stacks {
  readonly periods: Periods;
  readonly bars: readonly (Bars & {
    /** By the place of the period. */
    readonly values: readonly number[];
    readonly total: number;
  })[];
  /** The starts of periods that the plays or the chosen days cover only in part. */
  readonly incomplete: ReadonlySet<string>;
}

/** Sums the rows of an answer over time by the periods of these days. */
export function stacksOf(answer: ApiAnswer, days: ChosenDays, view: View, barsOf: BarsOf): Stacks {
  const { rows } = answer;
  const grain = answer.grain ?? view.grain;
  const startOf = (row: JsonRow) => String(row[grain]);
  const periods = periodsOf(grain, days, view, rows.map(startOf));
  const bars = barsOf(rows).map((each) => {
    const sums = sumsBy(rows, startOf, each.value);
    const total = rows.reduce((sum, row) => sum + each.value(row), 0);
    return { ...each, values: periods.starts.map((start) => sums.get(start) ?? 0), total };
  });
  return {
    periods,
    bars,
    incomplete: new Set(rows.filter((row) => row.incomplete === true).map(startOf)),
  };
}
