import { svg, writeDrawing } from './drawing.ts';
import { starDiagram } from './star-diagram.ts';
import type { SchemaTable } from './table.ts';

/** The diagram of the dashboard as a file of its own, light or dark as the reader's system is. */
export function drawSvgFile(tables: readonly SchemaTable[]): string {
  const star = starDiagram(tables.map((table) => ({ ...table, caption: table.kind })));
  return writeDrawing({
    ...star,
    attributes: { xmlns: 'http://www.w3.org/2000/svg', ...star.attributes },
    children: [svg('style', {}, style), ...star.children],
  });
}

const style = `
svg { --surface: #fff; --text: #1b2430; --muted: #5a6675; --line: #c9d1da; --accent: #0b5cad; font: 12px system-ui, sans-serif }
@media (prefers-color-scheme: dark) {
  svg { --surface: #161d27; --text: #e6ebf2; --muted: #9aa6b6; --line: #3a4757; --accent: #6db4f5 }
}
rect { fill: var(--surface); stroke: var(--line); stroke-width: 1.5 }
.fact rect { stroke: var(--accent) }
text { fill: var(--text) }
.name { font-size: 14px; font-weight: 650 }
.rows, .type { fill: var(--muted); font-size: 11px }
.key text:first-child { font-weight: 650; text-decoration: underline }
.edge { fill: none; stroke: var(--accent); stroke-width: 1.5; opacity: 0.55 }
`;
