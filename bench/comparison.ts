import { writeFileSync } from 'node:fs';
import { type Drawing, svg, writeDrawing } from '../src/schema/drawing.ts';
import { type CaseResult, mebibytes, seconds } from './result.ts';
import type { Timing } from './timing.ts';

/** What each tool leaves to its user, by its name in the bench. */
const lacks: Readonly<Record<string, string>> = {
  'Sparkify Warehouse': '',
  'DuckDB SQL alone': 'checks, manifest, rejected records, a second run',
  'ClickHouse embedded (chdb)': 'checks, manifest, rejected records, a second run',
  'polars and DuckDB': 'checks, manifest, rejected records, a second run',
  'dbt-duckdb': 'manifest, rejected records, a second run that reads only new files',
  'dlt and dbt': 'rejected records, changed and removed files, one transaction',
  PySpark: 'checks, manifest, rejected records, a second run',
};

interface Figure {
  readonly tool: string;
  readonly timing: Timing;
}

/** The lines of the table that compares tools, and the chart of the same figures in `docs/images/`. */
export function writeComparison(results: readonly CaseResult[]): readonly string[] {
  const groups = figuresByData(results);
  if (groups.size === 0) return [];
  writeFileSync(new URL('../docs/images/peers.svg', import.meta.url), drawChart(groups));
  const data = [...groups.keys()];
  const tools = [...(groups.values().next().value ?? [])].map(({ tool }) => tool);
  return [
    '![Seconds that each tool takes for the same star](images/peers.svg)',
    '',
    `| tool | ${data.flatMap((name) => [name, 'peak memory']).join(' | ')} | leaves to you |`,
    `| --- | ${data.map(() => '---: | ---:').join(' | ')} | --- |`,
    ...tools.map((tool) => {
      const cells = data.flatMap((name) => {
        const timing = groups.get(name)?.find((figure) => figure.tool === tool)?.timing;
        return timing === undefined ? ['', ''] : [seconds(timing), mebibytes(timing.peakBytes)];
      });
      return `| ${[tool, ...cells, lacks[tool] ?? ''].join(' | ')} |`;
    }),
    '',
  ];
}

function figuresByData(results: readonly CaseResult[]): ReadonlyMap<string, readonly Figure[]> {
  const groups = new Map<string, Figure[]>();
  for (const { peer } of results) {
    if (peer === undefined) continue;
    const figures = groups.get(peer.data) ?? [{ tool: 'Sparkify Warehouse', timing: peer.ours }];
    figures.push({ tool: peer.name, timing: peer.theirs });
    groups.set(peer.data, figures);
  }
  return groups;
}

const width = 760;
const labels = 190;
const row = 24;

/** Horizontal bars, a group for each data set, each on a scale of its own. */
function drawChart(groups: ReadonlyMap<string, readonly Figure[]>): string {
  const children: Drawing[] = [svg('style', {}, style)];
  let y = 8;
  for (const [data, figures] of groups) {
    children.push(svg('text', { x: 0, y: y + 14, class: 'data' }, data));
    y += row;
    const longest = Math.max(...figures.map(({ timing }) => timing.seconds));
    for (const { tool, timing } of figures) {
      const length = Math.max(2, (timing.seconds / longest) * (width - labels - 190));
      const isOurs = tool === 'Sparkify Warehouse';
      const figure = `${seconds({ ...timing, spread: 0 })}, ${mebibytes(timing.peakBytes)}`;
      children.push(
        svg('text', { x: labels - 8, y: y + 15, 'text-anchor': 'end' }, tool),
        svg('rect', {
          x: labels,
          y: y + 4,
          width: length.toFixed(1),
          height: row - 8,
          class: isOurs ? 'ours' : 'bar',
        }),
        svg('text', { x: (labels + length + 8).toFixed(1), y: y + 15, class: 'figure' }, figure),
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
