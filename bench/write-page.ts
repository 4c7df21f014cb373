import { readFileSync, writeFileSync } from 'node:fs';
import type { Machine } from './machine.ts';
import { markdownTable } from './markdown-table.ts';
import { type CaseResult, headings, toCells } from './result.ts';

const begin = '<!-- results -->';
const end = '<!-- end of results -->';
const page = new URL('../docs/benchmarks.md', import.meta.url);

/** Puts the results between the marks of `docs/benchmarks.md`; what people wrote around them stays. */
export function writePage(
  results: readonly CaseResult[],
  machine: Machine,
  { full, peers }: { readonly full: boolean; readonly peers: boolean },
): void {
  const command = `npm run bench -- ${full ? '--full ' : ''}${peers ? '--peers ' : ''}--write`;
  const lines = [
    `${machine.date}, ${machine.description}; ${machine.versions}. Made by \`${command}\`.`,
    ...(machine.busy
      ? [`The machine was busy: ${machine.busy}. The times are too high, the ratios less so.`]
      : []),
    '',
    markdownTable(headings, results.map(toCells)),
    '',
    ...losses(results),
  ];
  const text = readFileSync(page, 'utf8');
  const from = text.indexOf(begin) + begin.length;
  const to = text.indexOf(end);
  if (from < begin.length || to < from) throw new Error('docs/benchmarks.md has lost its marks.');
  writeFileSync(page, `${text.slice(0, from)}\n\n${lines.join('\n')}${text.slice(to)}`);
}

/** Where we lose, it says so. */
function losses(results: readonly CaseResult[]): readonly string[] {
  const lost = results.filter(({ verdict }) => verdict === 'missed' || verdict === 'slower');
  if (lost.length === 0) return ['Every goal is met on this machine.', ''];
  return [
    'Where we lose:',
    '',
    ...lost.map(({ case: name, floor, ratio, ours, goal }) => {
      const factor = ratio === undefined ? '' : ` (${ratio.toFixed(2)} ×)`;
      return `- ${name}: ${ours} against ${floor}${factor}; the goal is ${goal}.`;
    }),
    '',
  ];
}
