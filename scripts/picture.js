#!/usr/bin/env node
// Draws docs/images/first-run.svg: what `npm start` prints on a fresh clone. Run it after a change of that output:
// npm run build && node scripts/picture.js
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const command = fileURLToPath(new URL('../dist/cli.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'sparkify-picture-'));
const output = execFileSync(process.execPath, [command, 'start'], {
  cwd: folder,
  encoding: 'utf8',
  env: { ...process.env, npm_lifecycle_event: 'start' },
});
rmSync(folder, { recursive: true });

const characterWidth = 8.4;
const lineHeight = 20;
const margin = 20;
const lines = ['$ npm ci && npm start', '', ...output.trimEnd().split('\n')];
const width = Math.ceil(Math.max(...lines.map((line) => line.length)) * characterWidth) + 2 * margin;
const height = lines.length * lineHeight + 2 * margin;

const texts = lines.map((line, index) => {
  const y = margin + (index + 0.8) * lineHeight;
  return `<text x="${margin}" y="${y}" xml:space="preserve">${dress(line)}</text>`;
});
writeFileSync(
  new URL('../docs/images/first-run.svg', import.meta.url),
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="What npm start prints">
<style>
text { font: 14px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; fill: #d7dce5 }
.label { fill: #ffffff; font-weight: 600 } .bar { fill: #4cc38a } .faint { fill: #8b949e }
</style>
<rect width="100%" height="100%" rx="10" fill="#16191f"/>
${texts.join('\n')}
</svg>
`,
);

/** Labels are bright, bars are green, and headings name their command faintly. */
function dress(line) {
  const escaped = line.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  if (line.startsWith('$')) return `<tspan class="label">${escaped}</tspan>`;
  return escaped
    .replace(/[█▏▎▍▌▋▊▉]+/g, '<tspan class="bar">$&</tspan>')
    .replace(
      /^( {2})(Simulate|Source|New|Stage|Star|Check|Published|Try next)\b/,
      '$1<tspan class="label">$2</tspan>',
    )
    .replace(
      /^( {2})(\S.*?)( {3})(npx sparkify ask \S+)$/,
      '$1<tspan class="label">$2</tspan>$3<tspan class="faint">$4</tspan>',
    );
}
