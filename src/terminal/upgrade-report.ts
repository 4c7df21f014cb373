import type { Upgrade } from '../load/report.ts';
import type { UpgradeReport } from '../load/upgrade.ts';
import { count } from '../numbers.ts';
import type { Terminal } from './terminal.ts';

/** Prints what an upgrade did, or would do, for people. */
export function printUpgrade(terminal: Terminal, report: UpgradeReport): void {
  const { status, warehouse, from, to, files_to_read_again: files } = report;
  if (status === 'up-to-date') terminal.print(`  The tables of ${warehouse} are of version ${to} already.`);
  else if (status === 'dry-run')
    terminal.print(
      `  Nothing was changed. The tables of ${warehouse} would be upgraded ${versions(report)}.`,
    );
  else {
    terminal.print(
      `  Upgraded the tables of ${warehouse} ${upgradeText({ from, to, files_to_read_again: files ?? 0 })}.`,
    );
  }
}

/** The upgrade of a run in a few words: `from version 0 to version 1; 3 files are to be read again`. */
export function upgradeText(upgrade: Upgrade): string {
  const files = upgrade.files_to_read_again;
  if (files === 0) return versions(upgrade);
  return `${versions(upgrade)}; ${count(files, 'file')} ${files === 1 ? 'is' : 'are'} to be read again`;
}

function versions({ from, to }: Pick<Upgrade, 'from' | 'to'>): string {
  return `from version ${from} to version ${to}`;
}
