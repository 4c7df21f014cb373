import { useMemo } from 'preact/hooks';
import type { ApiAnswer, JsonRow } from '../../api.ts';
import { formatNumber } from '../format.ts';
import { colourOfLevel, levelsOf, nameOfLevel } from '../levels.ts';
import { sumOf } from '../sum-of.ts';
import { type Bars, WeekBars } from './bars.tsx';

interface LevelBarsProps {
  /** A row for each week and level. */
  readonly answer: ApiAnswer;
  readonly label: string;
}

/** The weeks of an answer, each as one row with the sums over its levels: a bar for each column. */
export function BarsOfLevels({ answer, bars, label }: LevelBarsProps & { readonly bars: readonly Bars[] }) {
  const weeks = useMemo(
    () => weeksOf(answer, (row) => bars.map(({ column }) => [column, Number(row[column])])),
    [answer, bars],
  );
  return <WeekBars weeks={weeks} bars={bars} label={labelled(label, weeks, bars)} />;
}

/** The weeks of an answer, a bar for each level in its colour. */
export function BarsByLevel({ answer, measure, label }: LevelBarsProps & { readonly measure: string }) {
  const [weeks, bars] = useMemo(() => {
    return [
      weeksOf(answer, (row) => [[nameOfLevel(row.level ?? null), Number(row[measure])]]),
      levelsOf(answer.rows).map(
        (level): Bars => ({
          column: level,
          name: level,
          colour: (colours) => colourOfLevel(level, colours),
        }),
      ),
    ] as const;
  }, [answer, measure]);
  return <WeekBars weeks={weeks} bars={bars} label={labelled(label, weeks, bars)} />;
}

function weeksOf(
  { rows }: ApiAnswer,
  countsOf: (row: JsonRow) => readonly (readonly [column: string, count: number])[],
): readonly JsonRow[] {
  const weeks = new Map<string, Record<string, string | number>>();
  for (const row of rows) {
    const week = weeks.get(String(row.week)) ?? { week: String(row.week) };
    weeks.set(String(row.week), week);
    for (const [column, count] of countsOf(row)) week[column] = Number(week[column] ?? 0) + count;
  }
  return [...weeks.values()];
}

function labelled(label: string, weeks: readonly JsonRow[], bars: readonly Bars[]): string {
  const sums = bars.map(({ column, name }) => `${formatNumber(sumOf(weeks, column))} ${name}`);
  return `${label} by week: ${sums.join(', ')}`;
}
