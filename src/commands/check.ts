import { toJson } from '../to-json.ts';
import { command } from './command.ts';
import { openConfigured, openProjectToRun } from './configured.ts';
import { option } from './option.ts';
import { json, parseDuration, project, quiet, warehouse } from './options.ts';

export const check = command({
  name: 'check',
  summary: 'run the data-quality checks on the published data',
  description: 'Runs every data-quality check on the published data. Each check is a query for bad rows.',
  options: {
    ...warehouse,
    ...project,
    ...quiet,
    freshness: option(
      '--freshness <time>',
      'fail if the newest run was published longer ago, such as 30m, 2h or 7d',
      parseDuration,
    ),
    json,
  },
  examples: [
    'sparkify check',
    'sparkify check --freshness 2h',
    'sparkify check --warehouse music.duckdb --json',
  ],
  async run(flags, context) {
    const [{ check, requirePassed }, { freshness, requireFresh }, { printChecks }] = await Promise.all([
      import('../load/checks.ts'),
      import('../load/freshness.ts'),
      import('../terminal/checks.ts'),
    ]);
    const checks = (await openProjectToRun(flags, context))?.checks;
    await using published = await openConfigured(flags, context);
    const results = await check(published, { checks });
    const age =
      flags.freshness === undefined
        ? undefined
        : await freshness(published, { atMost: flags.freshness, now: new Date() });
    const document = { warehouse: published.location, checks: results, ...(age && { freshness: age }) };
    if (flags.json) context.terminal.print(toJson(document));
    else if (!flags.quiet) printChecks(context.terminal, results, age);
    requirePassed(results, 'The published data is wrong.', [
      { command: 'etl', flags: { rebuild: true }, why: 'Load it again' },
    ]);
    if (age !== undefined) requireFresh(age);
  },
});
