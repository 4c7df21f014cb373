import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import { UsageError } from '../errors.ts';
import { configured, type WarehouseFlags } from './configured.ts';
import { withExamples, withWarehouse } from './options.ts';
import type { Runtime } from './runtime.ts';

interface CreateTablesFlags extends WarehouseFlags {
  readonly yes?: boolean;
  readonly dryRun?: boolean;
}

export function register(program: Command, runtime: Runtime): void {
  const command = program
    .command('create-tables')
    .summary('drop and create every table')
    .description('Drops every table, with the books of what is loaded, and makes them anew, empty.');
  withWarehouse(command)
    .option('--yes', 'do not ask')
    .option('--dry-run', 'say what would be dropped, and stop')
    .action((flags: CreateTablesFlags) => recreate(flags, runtime));
  withExamples(command, 'sparkify create-tables --warehouse music.duckdb --yes');
}

async function recreate(flags: CreateTablesFlags, runtime: Runtime): Promise<void> {
  const { terminal, signal } = runtime;
  const { createTables, describeTables } = await import('../etl/create-tables.ts');
  const { warehouse: location, redshift } = configured(flags, runtime);
  const options = { redshift, lockTimeoutSeconds: flags.lockTimeout, signal };
  const filled = await describeTables(location, options);
  for (const { table, rows } of filled) terminal.note(`  drop ${table.padEnd(16)} ${rows} rows`);
  if (flags.dryRun)
    return terminal.print(
      `Nothing was changed. ${filled.length} tables would be dropped and created in ${location}.`,
    );
  if (filled.some(({ rows }) => rows > 0) && !flags.yes) await confirm(location);
  await createTables(location, options);
  terminal.print(`Created the tables of ${location}, empty.`);
}

/** @throws {UsageError} unless the user says yes */
async function confirm(location: string): Promise<void> {
  if (!process.stdin.isTTY) {
    throw new UsageError(`${location} holds data, and nobody is here to ask.`, {
      details: ['Nothing was changed.'],
      hints: ['Say --yes to drop it.'],
    });
  }
  using prompt = createInterface({ input: process.stdin, output: process.stderr }) as ReturnType<
    typeof createInterface
  > &
    Disposable;
  const answer = await prompt.question('Drop all of it? [y/N] ');
  if (!/^y(es)?$/i.test(answer.trim())) throw new UsageError('Nothing was changed.');
}
