// Draws docs/images/flow-light.svg and flow-dark.svg: what a run does with the data, from source to answers.
import { svg, writeDrawing } from '../src/schema/drawing.ts';

const steps = [
  { name: 'Source', lines: ['log data, song data', 'a folder, or S3'] },
  { name: 'Staging', lines: ['a row for each record;', 'bad ones: quarantine'] },
  { name: 'Star', lines: ['songplays, users,', 'songs, artists, time'] },
  { name: 'Checks', lines: ['counts reconcile,', 'no row breaks a rule'] },
  { name: 'Answers', lines: ['saved queries, SQL,', 'dashboard, exports'] },
];
const engines = [
  { name: 'On a laptop', text: 'a DuckDB file: no server, no account' },
  { name: 'On AWS', text: 'Amazon Redshift: the same commands, the same rows' },
];
const palettes = {
  light: {
    surface: '#ffffff',
    text: '#1b2430',
    muted: '#5a6675',
    line: '#c9d1da',
    accent: '#0b5cad',
    band: '#eef4fb',
  },
  dark: {
    surface: '#161d27',
    text: '#e6ebf2',
    muted: '#9aa6b6',
    line: '#3a4757',
    accent: '#6db4f5',
    band: '#1c2937',
  },
};

const box = { width: 166, height: 84, gap: 30, top: 46 };
const margin = 12;
const width = 2 * margin + steps.length * box.width + (steps.length - 1) * box.gap;
const height = 226;
const leftOf = (index) => margin + index * (box.width + box.gap);

/** The picture for one colour scheme, as a file. */
export function drawFlow(scheme) {
  const colors = palettes[scheme];
  const attributes = {
    xmlns: 'http://www.w3.org/2000/svg',
    viewBox: `0 0 ${width} ${height}`,
    role: 'img',
    'aria-label': `${steps.map(({ name }) => name).join(', then ')}; ${engines.map(({ name, text }) => `${name.toLowerCase()}: ${text}`).join('; ')}`,
  };
  return `${writeDrawing(
    svg(
      'svg',
      attributes,
      svg('style', {}, styleOf(colors)),
      ...transaction(),
      ...steps.flatMap(step),
      ...engines.flatMap(engine),
    ),
  )}\n`;
}

/** What one transaction holds: from staging to the checks. */
function transaction() {
  const from = leftOf(1) - 14;
  const to = leftOf(3) + box.width + 14;
  return [
    svg('rect', {
      x: from,
      y: 12,
      width: to - from,
      height: box.top + box.height + 2,
      rx: 10,
      class: 'band',
    }),
    svg(
      'text',
      { x: (from + to) / 2, y: 34, 'text-anchor': 'middle', class: 'muted' },
      'one transaction: all of it or nothing',
    ),
  ];
}

function step({ name, lines }, index) {
  const [x, middle] = [leftOf(index), box.top + box.height / 2];
  const arrow =
    index === 0
      ? []
      : [svg('path', { d: `M${x - box.gap + 6} ${middle}H${x - 8}m-6 -5l6 5l-6 5`, class: 'arrow' })];
  return [
    ...arrow,
    svg('rect', { x, y: box.top, width: box.width, height: box.height, rx: 8, class: 'box' }),
    svg('text', { x: x + box.width / 2, y: box.top + 28, 'text-anchor': 'middle', class: 'name' }, name),
    ...lines.map((line, row) =>
      svg(
        'text',
        { x: x + box.width / 2, y: box.top + 50 + row * 17, 'text-anchor': 'middle', class: 'muted' },
        line,
      ),
    ),
  ];
}

function engine({ name, text }, index) {
  const y = box.top + box.height + 48 + index * 26;
  return [
    svg('text', { x: leftOf(1), y, 'text-anchor': 'end', class: 'engine' }, name),
    svg('text', { x: leftOf(1) + 14, y, class: 'muted' }, text),
  ];
}

function styleOf({ surface, text, muted, line, accent, band }) {
  return `
svg { font: 13px system-ui, -apple-system, "Segoe UI", sans-serif }
text { fill: ${text} }
.name { font-size: 16px; font-weight: 650 }
.muted { fill: ${muted} }
.engine { font-weight: 600 }
.box { fill: ${surface}; stroke: ${line}; stroke-width: 1.5 }
.band { fill: ${band} }
.arrow { fill: none; stroke: ${accent}; stroke-width: 2 }
`;
}
