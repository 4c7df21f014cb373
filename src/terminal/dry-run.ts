import type { DryRunReport } from '../load/dry-run.ts';
import { count, formatBytes, formatNumber } from '../numbers.ts';
import type { ProjectPlan } from '../project/plan-project.ts';
import { describeSkipped } from '../sources/skipped.ts';
import { visible } from './plain.ts';
import type { Terminal } from './terminal.ts';

const listedFiles = 10;

/** Prints what a run would do, for people. */
export function printDryRun(terminal: Terminal, report: DryRunReport): void {
  const { files, skipped, bytes, locations, warehouse, upgrade, rebuilt, refused } = report;
  const { bold, dim } = terminal.colors;
  const line = (what: string, text: string) => terminal.print(`  ${what.padEnd(10)} ${text}`);
  terminal.print(`  ${bold('Dry run')}   nothing was written to ${warehouse}\n`);
  if (upgrade !== null) line('upgrade', `the tables, from version ${upgrade.from} to version ${upgrade.to}`);
  if (rebuilt !== null)
    line('rebuild', rebuilt === 'star' ? 'the star, from the staging tables' : 'everything');
  const kinds = [
    [
      'refuse',
      refused ? files.gone : 0,
      locations.gone.map((location) => `${location} (missing: its rows would be lost)`),
    ],
    ['load', files.new, locations.new],
    ['replace', files.changed, locations.changed],
    ['remove', files.removed, locations.removed],
    ['rename', files.renamed, locations.renamed.map(({ from, to }) => `${from} -> ${to}`)],
    ['leave out', files.copies, locations.copies.map(({ location, of }) => `${location} (a copy of ${of})`)],
    [
      'keep',
      refused ? 0 : files.gone,
      locations.gone.map((location) => `${location} (missing; --prune removes its rows)`),
    ],
    [
      rebuilt === 'all' ? 'leave out' : 'keep',
      files.hidden,
      locations.hidden.map((location) => `${location} (its name is hidden now)`),
    ],
    [
      'keep',
      files.not_read_again,
      locations.not_read_again.map(
        (location) => `${location} (to be read again, but missing or not readable)`,
      ),
    ],
  ] as const;
  for (const [what, number, lines] of kinds) {
    if (number === 0) continue;
    line(what, `${count(number, 'file')}${what === 'load' ? `   ${formatBytes(bytes.load)}` : ''}`);
    for (const file of lines.slice(0, listedFiles)) terminal.print(dim(`             ${visible(file)}`));
    if (lines.length > listedFiles)
      terminal.print(dim(`             … and ${formatNumber(lines.length - listedFiles)} more`));
  }
  if (rebuilt !== 'star') line('unchanged', count(files.unchanged, 'file'));
  if (skipped.files > 0) line('skipped', describeSkipped(skipped));
}

/** Prints what the run would do with a project folder. */
export function printProjectPlan(terminal: Terminal, plan: ProjectPlan, report: DryRunReport): void {
  const { dim } = terminal.colors;
  const line = (what: string, counted: string, names: readonly string[]) => {
    if (names.length > 0) terminal.print(`  ${what.padEnd(10)} ${counted}   ${dim(names.join(', '))}`);
  };
  const { tables, dropped, checks, questions } = plan;
  line(isPublishing(report) || plan.changed ? 'build' : 'unchanged', count(tables.length, 'table'), tables);
  line('drop', count(dropped.length, 'table'), dropped);
  line('check', `${count(checks.length, 'check')} of ${plan.folder}`, checks);
  line(
    'valid',
    `${formatNumber(questions.length)} saved ${questions.length === 1 ? 'query' : 'queries'}`,
    questions,
  );
}

function isPublishing({ files, upgrade, rebuilt }: DryRunReport): boolean {
  const { new: added, changed, removed, renamed } = files;
  return added + changed + removed + renamed > 0 || upgrade !== null || rebuilt !== null;
}
