import { readFileSync, writeFileSync } from 'node:fs';
import { betweenMarks } from './between-marks.ts';
import type { Machine } from './machine.ts';
import { markdownTable } from './markdown-table.ts';
import { type CaseResult, headings, toCells } from './result.ts';

const page = new URL('../docs/benchmarks.md', import.meta.url);

/** Puts the results between the marks of `docs/benchmarks.md`. */
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
  writeFileSync(page, betweenMarks(readFileSync(page, 'utf8'), 'results', lines.join('\n').trimEnd()));
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
