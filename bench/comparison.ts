import { type Drawing, svg, writeDrawing } from '../src/schema/drawing.ts';
import { type Figure, type Figures, type Load, ourName } from './figures.ts';
import { markdownTable } from './markdown-table.ts';
import { mebibytes, seconds } from './result.ts';

/** What each tool leaves to its user, by its name in the bench. */
const leaves: Readonly<Record<string, string>> = {
  [ourName]: 'hosting and a schedule',
  'DuckDB SQL alone': 'checks, manifest, rejected records, a second run',
  'ClickHouse embedded (chdb)': 'checks, manifest, rejected records, a second run',
  'polars and DuckDB': 'checks, manifest, rejected records, a second run',
  'dbt-duckdb': 'which files are new, rejected records, one transaction for all tables',
  'dlt and dbt': 'changed and removed files, rejected records, one transaction for all tables',
  PySpark: 'checks, manifest, rejected records, a second run',
  'the scripts of the course': 'checks, changed files, rejected records; a second run adds every play again',
  'AWS Glue, or COPY JOB (auto-copy)': 'the star, checks, changed and removed files; needs an AWS account',
};

/** What most people would use instead. */
const alternatives = [
  ...[ourName, 'the scripts of the course', 'dbt-duckdb', 'dlt and dbt'],
  'AWS Glue, or COPY JOB (auto-copy)',
];

/** The table of the README: seconds without memory. */
export function alternativesTable({ loads }: Figures): string {
  return markdownTable(
    ['', ...loads.map(({ name }) => name), 'leaves to you'],
    alternatives.map((tool) => [
      tool,
      ...loads.map((load) => secondsOf(load, tool) || 'not measured'),
      leaves[tool] ?? '',
    ]),
  );
}

/** The tables that compare tools: first runs with their memory, then second runs. */
export function comparisonTables({ loads }: Figures): string {
  const [first, second] = [loads.filter(({ isFirst }) => isFirst), loads.filter(({ isFirst }) => !isFirst)];
  return [
    markdownTable(
      ['first run', ...first.flatMap(({ name }) => [name, 'peak memory']), 'leaves to you'],
      toolsOf(first).map((tool) => [
        tool,
        ...first.flatMap((load) => {
          const figure = figureOf(load, tool);
          return figure === undefined ? ['', ''] : [seconds(figure), mebibytes(figure.peakBytes)];
        }),
        leaves[tool] ?? '',
      ]),
    ),
    markdownTable(
      ['second run', ...second.map(({ name }) => name)],
      toolsOf(second).map((tool) => [tool, ...second.map((load) => secondsOf(load, tool))]),
    ),
  ].join('\n\n');
}

function secondsOf(load: Load, tool: string): string {
  const figure = figureOf(load, tool);
  return figure === undefined ? '' : seconds(figure);
}

function figureOf({ figures }: Load, tool: string): Figure | undefined {
  return figures.find((figure) => figure.tool === tool);
}

function toolsOf(loads: readonly Load[]): readonly string[] {
  return [...new Set(loads.flatMap(({ figures }) => figures.map(({ tool }) => tool)))];
}

const width = 760;
const labels = 190;
const row = 24;

/** Horizontal bars, a group for each first run, each on a scale of its own. */
export function drawComparison({ loads }: Figures): string {
  const children: Drawing[] = [svg('style', {}, style)];
  let y = 8;
  for (const { name, figures } of loads.filter(({ isFirst }) => isFirst)) {
    children.push(svg('text', { x: 0, y: y + 14, class: 'data' }, name));
    y += row;
    const longest = Math.max(...figures.map((figure) => figure.seconds));
    for (const figure of figures) {
      const length = Math.max(2, (figure.seconds / longest) * (width - labels - 190));
      const label = `${seconds({ ...figure, spread: 0 })}, ${mebibytes(figure.peakBytes)}`;
      children.push(
        svg('text', { x: labels - 8, y: y + 15, 'text-anchor': 'end' }, figure.tool),
        svg('rect', {
          x: labels,
          y: y + 4,
          width: length.toFixed(1),
          height: row - 8,
          class: figure.tool === ourName ? 'ours' : 'bar',
        }),
        svg('text', { x: (labels + length + 8).toFixed(1), y: y + 15, class: 'figure' }, label),
      );
      y += row;
    }
    y += row / 2;
  }
  const attributes = {
    xmlns: 'http://www.w3.org/2000/svg',
    viewBox: `0 0 ${width} ${y}`,
    role: 'img',
    'aria-label': 'Seconds and peak memory of each tool for the same star',
  };
  return `${writeDrawing(svg('svg', attributes, ...children))}\n`;
}

const style = `
svg { --text: #1b2430; --muted: #5a6675; --bar: #b9c4d0; --ours: #0b5cad; font: 13px system-ui, sans-serif }
@media (prefers-color-scheme: dark) {
  svg { --text: #e6ebf2; --muted: #9aa6b6; --bar: #47566a; --ours: #6db4f5 }
}
text { fill: var(--text) }
.data { font-weight: 650 }
.figure { fill: var(--muted) }
.bar { fill: var(--bar) }
.ours { fill: var(--ours) }
`;
