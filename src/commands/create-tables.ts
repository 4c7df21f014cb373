import type { Command } from 'commander';
import { UsageError } from '../errors.ts';
import { configured, type WarehouseFlags } from './configured.ts';
import type { Context } from './context.ts';
import { withExamples, withWarehouse } from './options.ts';

interface CreateTablesFlags extends WarehouseFlags {
  readonly yes?: boolean;
  readonly dryRun?: boolean;
}

export function register(program: Command, context: Context): void {
  const command = program
    .command('create-tables')
    .summary('drop and create every table')
    .description('Drops every table, with the load manifest and the run log, and creates them again, empty.');
  withWarehouse(command)
    .option('--yes', 'do not ask')
    .option('--dry-run', 'print what would be dropped, and change nothing')
    .action((flags: CreateTablesFlags) => recreate(flags, context));
  withExamples(command, 'sparkify create-tables --warehouse music.duckdb --yes');
}

async function recreate(flags: CreateTablesFlags, context: Context): Promise<void> {
  const { terminal, signal } = context;
  const { createTables, describeTables } = await import('../load/create-tables.ts');
  const { warehouse: location, redshift } = configured(flags, context);
  const options = { redshift, lockTimeoutSeconds: flags.lockTimeout, signal };
  const filled = await describeTables(location, options);
  for (const { table, rows } of filled) terminal.note(`  drop ${table.padEnd(16)} ${rows} rows`);
  if (flags.dryRun)
    return terminal.print(
      `Nothing was changed. ${filled.length} tables would be dropped and created in ${location}.`,
    );
  if (filled.some(({ rows }) => rows > 0) && !flags.yes) await confirm(location, context);
  await createTables(location, options);
  terminal.print(`Created the tables of ${location}, empty.`);
}

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
