import { useMemo } from 'preact/hooks';
import type { ApiAnswer } from '../../api.ts';
import { formatNumber, formatShort } from '../format.ts';
import type { Palette } from '../palette.ts';
import { useAsked } from '../use-asked.ts';
import type { View } from '../view.ts';
import { Chart } from './chart.tsx';
import { categoryAxis, grid, groupAxis, legend, tooltip, valueAxis } from './option.ts';
import type { Periods } from './periods.ts';
import { type BarsOf, type Stacks, stacksOf } from './stacks.ts';

interface OverTimeProps {
  readonly answer: ApiAnswer;
  readonly view: View;
  /** The same function as before, unless other bars should be drawn. */
  readonly bars: BarsOf;
  /** What it shows, without the grain. */
  readonly label: string;
  readonly height?: number | undefined;
  /** What it means that every bar is zero; without it, an empty chart says so. */
  readonly nothing?: string | undefined;
}

/** Bars along hours, days, weeks or months; incomplete ones are lighter, and what was before is a dashed line. */
export function OverTime({ nothing, ...props }: OverTimeProps) {
  const { answer, view, bars } = props;
  const stacks = useMemo(() => stacksOf(answer, view.days, view, bars), [answer, view.ask, bars]);
  if (nothing !== undefined && stacks.bars.every(({ total }) => total === 0))
    return <p class="nothing">{nothing}</p>;
  return <StackChart {...props} stacks={stacks} />;
}

type StackChartProps = Omit<OverTimeProps, 'nothing'> & { readonly stacks: Stacks };

function StackChart({ answer, view, bars: barsOf, stacks, label, height = 230 }: StackChartProps) {
  const before = useStacksBefore(view, answer.question, barsOf);
  const { periods, bars, incomplete } = stacks;
  const isPicked = view.onFilter !== undefined && canPick(periods);
  const optionOf = useMemo(
    () => (colours: Palette) => optionIn(colours, stacks, before, isPicked ? 'pointer' : 'default'),
    [stacks, before, isPicked],
  );
  const sums = bars.map(({ name, total }) => `${name} ${formatNumber(Math.abs(total))}`);
  return (
    <>
      <Chart
        optionOf={optionOf}
        label={`${label} by ${answer.grain}: ${sums.join(', ')}`}
        height={height}
        picking={isPicked ? pickingOf(stacks, view) : undefined}
      />
      {incomplete.size > 0 && (
        <p class="card-note chart-note">
          Lighter: {periods.grain}s that the plays or the chosen days cover only in part.
        </p>
      )}
    </>
  );
}

/** The bars of the days before; undefined if nothing is before. */
function useStacksBefore(view: View, question: string, barsOf: BarsOf): Stacks | undefined {
  const { previous, grain, ask } = view;
  const { value } = useAsked(
    async (signal) => ({
      of: ask,
      answer: previous && (await ask(question, { signal, isPrevious: true, grain })),
    }),
    [ask, question],
  );
  return useMemo(() => {
    const { of, answer } = value ?? {};
    // That of other days would be drawn beside these ones.
    return of === ask && answer && previous ? stacksOf(answer, previous, view, barsOf) : undefined;
  }, [value, ask, barsOf]);
}

function optionIn(colours: Palette, stacks: Stacks, before: Stacks | undefined, cursor: string) {
  const { periods, bars, incomplete } = stacks;
  const { starts, groups, long, short } = periods;
  const names = starts.map((start, index) => `${long(index)}${incomplete.has(start) ? ' · incomplete' : ''}`);
  const sides = bars.some(({ isBelow }) => isBelow) ? [false, true] : [false];
  return {
    legend: {
      ...legend(colours),
      data: [...bars.map(({ name }) => name), ...(before ? [{ name: previousName, icon: dashes }] : [])],
    },
    grid,
    // Bars below the line have no sign.
    tooltip: tooltip(colours, (value) => formatNumber(Math.abs(Number(value)))),
    yAxis: valueAxis(colours, (value) => formatShort(Math.abs(value))),
    xAxis: [
      categoryAxis(colours, names, short),
      ...(groups.some(Boolean) ? [groupAxis(colours, groups)] : []),
    ],
    series: [
      ...bars.map(({ name, colour, values }) => ({
        name,
        type: 'bar',
        stack: 'all',
        color: colours[colour],
        barMaxWidth: 34,
        barCategoryGap: starts.length > 60 ? '10%' : '25%',
        cursor,
        data: starts.map((start, index) => ({
          value: values[index],
          // A border of nothing would be a line.
          ...(incomplete.has(start) && values[index] && { itemStyle: lighter(colours[colour]) }),
        })),
      })),
      ...(before ? sides.map((isBelow) => ({ ...dashed(colours, periods, before, isBelow), cursor })) : []),
    ],
  };
}

function lighter(colour: string) {
  return { opacity: 0.4, borderColor: colour, borderWidth: 1, borderType: 'dashed' };
}

const previousName = 'previous';
/** The key of a dashed line. */
const dashes = 'path://M0 4h4v2h-4z M6 4h4v2h-4z';

/** The sum of the bars on one side of the line, in the period of the same place before: flat over its bar, so that no lines cross. */
function dashed(colours: Palette, { starts }: Periods, { periods, bars }: Stacks, below: boolean) {
  const side = bars.filter(({ isBelow = false }) => isBelow === below);
  return {
    name: previousName,
    type: 'line',
    step: 'middle',
    symbol: starts.length === 1 ? 'circle' : 'none',
    lineStyle: { width: 1.5, type: 'dashed' },
    color: colours.muted,
    tooltip: {
      valueFormatter: (value: unknown, index: number) =>
        value == null ? '–' : `${formatNumber(Math.abs(Number(value)))} (${periods.long(index)})`,
    },
    data: starts.map((_, index) =>
      index < periods.starts.length ? side.reduce((sum, { values }) => sum + (values[index] ?? 0), 0) : null,
    ),
  };
}

/** The hours of one day, or one period, are no choice of days. */
function canPick({ grain, starts }: Periods): boolean {
  return grain === 'hour' ? starts[0]?.slice(0, 10) !== starts.at(-1)?.slice(0, 10) : starts.length > 1;
}

function pickingOf({ periods, bars }: Stacks, { filters, onFilter }: View) {
  return {
    count: periods.starts.length,
    describe: (index: number) =>
      `${periods.long(index)}: ${bars
        .map(({ name, values }) => `${name} ${formatNumber(Math.abs(values[index] ?? 0))}`)
        .join(', ')}`,
    onPick: (first: number, last: number) =>
      onFilter?.({ ...filters, period: '', grain: '', ...periods.daysOf(first, last) }),
  };
}
