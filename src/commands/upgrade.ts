import { warnOn } from '../terminal/warn.ts';
import { toJson } from '../to-json.ts';
import { command } from './command.ts';
import { configured } from './configured.ts';
import { flag } from './option.ts';
import { json, quiet, warehouse } from './options.ts';

export const upgrade = command({
  name: 'upgrade',
  summary: 'upgrade the tables of an older version',
  description:
    'Upgrades the tables of an older version in one transaction, and rebuilds the star from the staging tables. It reads no source. The next etl does the same.',
  options: {
    ...warehouse,
    ...quiet,
    dryRun: flag('--dry-run', 'print the plan, and change nothing'),
    json,
  },
  examples: ['sparkify upgrade --dry-run', 'sparkify upgrade --warehouse music.duckdb'],
  async run({ dryRun = false, ...flags }, context) {
    const { terminal } = context;
    const [{ upgrade }, { printUpgrade }] = await Promise.all([
      import('../load/upgrade.ts'),
      import('../terminal/upgrade-report.ts'),
    ]);
    const report = await upgrade(configured(flags, context), {
      dryRun,
      ...(!flags.quiet && { onWarning: warnOn(terminal) }),
    });
    if (flags.json) terminal.print(toJson(report));
    else if (!flags.quiet) printUpgrade(terminal, report);
  },
});
