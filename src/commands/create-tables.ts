import { UsageError } from '../errors.ts';
import { count } from '../numbers.ts';
import { command } from './command.ts';
import { configured } from './configured.ts';
import type { Context } from './context.ts';
import { flag } from './option.ts';
import { warehouse } from './options.ts';

export const createTables = command({
  name: 'create-tables',
  summary: 'drop and create every table',
  description: 'Drops every table, with the load manifest and the run log, and creates them again, empty.',
  options: {
    ...warehouse,
    yes: flag('--yes', 'do not ask'),
    dryRun: flag('--dry-run', 'print what would be dropped, and change nothing'),
  },
  examples: ['sparkify create-tables --warehouse music.duckdb --yes'],
  async run(flags, context) {
    const { terminal } = context;
    const { createTables, describeTables } = await import('../load/create-tables.ts');
    const config = configured(flags, context);
    const location = config.warehouse;
    const filled = await describeTables(location, config);
    const list = () => {
      for (const { table, rows } of filled) terminal.note(`  drop ${table.padEnd(16)} ${count(rows, 'row')}`);
    };
    const asks = !flags.yes && filled.some(({ rows }) => rows > 0);
    if (asks || flags.dryRun) list();
    if (flags.dryRun)
      return terminal.print(
        `  Nothing was changed. ${filled.length} tables would be dropped and created in ${location}.`,
      );
    if (asks) await confirm(location, context);
    await createTables(config);
    if (!asks) list();
    terminal.print(`  Created the tables of ${location}, empty.`);
  },
});

/** @throws {UsageError} unless the user says yes */
async function confirm(location: string, { ask }: Context): Promise<void> {
  const answer = await ask('Drop all of it? [y/N] ');
  if (answer === undefined) {
    throw new UsageError(
      'SPK-107',
      `${location} holds data, and there is no terminal to ask for confirmation.`,
      {
        details: ['Nothing was changed.'],
        hints: ['Add --yes to drop it.'],
      },
    );
  }
  if (!/^y(es)?$/i.test(answer.trim())) throw new UsageError('SPK-108', 'Nothing was changed.');
}
