import type { Cell, JsonResult, JsonRow } from '../../api.ts';
import { holdsNumbers } from '../holds-numbers.ts';
import { sortedRows } from '../sorted-rows.ts';

/** What a chart of any result draws. */
export interface SqlSeries {
  /** The column that the places are values of. */
  readonly along: string;
  /** Whether the places are days or instants; then they are in order. */
  readonly isTime: boolean;
  readonly places: readonly string[];
  readonly series: readonly Series[];
}

/** A result; without the names of its numeric columns, those that hold numbers are. */
export interface SqlRows extends JsonResult {
  readonly numbers?: readonly string[];
}

interface Series {
  readonly name: string;
  /** A value for each place, null where the result has none. */
  readonly values: readonly (number | null)[];
}

const mostPlaces = 400;

/**
 * Finds what a result can be drawn as: its numbers along its dates, or along its first column of texts. Where a place has
 * several rows that the other texts distinguish, each of these texts becomes a series of its own.
 *
 * @returns undefined for a result without numbers, or without rows
 */
export function sqlSeries({ columns, rows, numbers }: SqlRows): SqlSeries | undefined {
  const isNumeric = (column: string) =>
    numbers === undefined
      ? holdsNumbers(rows, column)
      : numbers.includes(column) && rows.some((row) => toNumber(row[column]) !== null);
  const texts = columns.filter((column) => !isNumeric(column));
  const along = texts.find((column) => holdsTimes(rows, column)) ?? texts[0] ?? columns[0];
  const measures = columns.filter((column) => column !== along && !texts.includes(column));
  if (along === undefined || measures.length === 0 || rows.length === 0) return undefined;
  const others = texts.filter((column) => column !== along);
  const isTime = holdsTimes(rows, along);
  const ordered = isTime ? sortedRows(rows, { column: along, isDescending: false }, []) : rows;
  const isSplit = !areDistinct(rows, [along]) && areDistinct(rows, texts);
  return {
    along,
    isTime,
    ...(isSplit
      ? aSeriesForEachText(ordered, along, others, measures)
      : aPlaceForEachRow(ordered, areDistinct(rows, [along]) ? [along] : [along, ...others], measures)),
  };
}

/** Whether all values of a column are days or timestamps. */
export function holdsTimes(rows: readonly JsonRow[], column: string): boolean {
  return rows.every((row) => /^\d{4}-\d\d-\d\d/.test(String(row[column])));
}

type Drawn = Pick<SqlSeries, 'places' | 'series'>;

function aPlaceForEachRow(
  rows: readonly JsonRow[],
  named: readonly string[],
  measures: readonly string[],
): Drawn {
  const shown = rows.slice(0, mostPlaces);
  return {
    places: shown.map((row) => name(row, named)),
    series: measures.map((measure) => ({
      name: measure,
      values: shown.map((row) => toNumber(row[measure])),
    })),
  };
}

function aSeriesForEachText(
  rows: readonly JsonRow[],
  along: string,
  others: readonly string[],
  measures: readonly string[],
): Drawn {
  const places = [...new Set(rows.map((row) => name(row, [along])))].slice(0, mostPlaces);
  const texts = new Map<string, Map<string, JsonRow>>();
  for (const row of rows) {
    const text = name(row, others);
    texts.set(text, (texts.get(text) ?? new Map<string, JsonRow>()).set(name(row, [along]), row));
  }
  return {
    places,
    series: [...texts].flatMap(([text, rowAt]) =>
      measures.map((measure) => ({
        name: measures.length === 1 ? text : `${text} · ${measure}`,
        values: places.map((place) => toNumber(rowAt.get(place)?.[measure])),
      })),
    ),
  };
}

/** What a row is called by some of its columns. */
function name(row: JsonRow, columns: readonly string[]): string {
  return columns.map((column) => String(row[column] ?? 'NULL')).join(' · ');
}

function areDistinct(rows: readonly JsonRow[], columns: readonly string[]): boolean {
  return new Set(rows.map((row) => name(row, columns))).size === rows.length;
}

/** A number that JavaScript cannot hold exactly arrives as a text; for a chart the nearest one will do. */
function toNumber(value: Cell | undefined): number | null {
  if (value === null || value === undefined || value === '' || typeof value === 'boolean') return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}
