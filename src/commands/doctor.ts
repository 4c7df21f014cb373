import type { Command } from 'commander';
import { type Context, settingsGiven } from './context.ts';

/** Adds `sparkify doctor`. Nothing of AWS is loaded before it runs. */
export function register(program: Command, context: Context): void {
  program
    .command('doctor')
    .summary('show each setting, and test each connection')
    .description(
      'Shows each setting with where it came from, tests each connection, and says how to mend what fails.',
    )
    .option('--warehouse <location>', 'a DuckDB file, or the word redshift')
    .option('--data <location>', 'where the data lies')
    .option('--identifier <name>', 'name of the cluster')
    .option('--region <region>', 'AWS region')
    .option('--profile <name>', 'profile of the AWS configuration')
    .option('--config <file>', 'settings (default: dwh.cfg, if there is one)')
    .option('--json', 'one JSON document on stdout, and nothing else there')
    .addHelpText('after', '\nExamples:\n  $ sparkify doctor --warehouse redshift')
    .action(async (_, command: Command) => {
      const { repeatingFlags } = await import('./repeat-flags.ts');
      await repeatingFlags(command, context, doctor);
    });
}

async function doctor(flags: Readonly<Record<string, unknown>>, context: Context): Promise<void> {
  const { readClusterSettings } = await import('../cluster/settings.ts');
  const { openClients } = await import('../cluster/clients.ts');
  const { isSecret } = await import('../config/settings.ts');
  const { examine } = await import('../doctor/examine.ts');
  const { drawFinding, drawSettings } = await import('../doctor/draw.ts');
  const { UsageError } = await import('../errors.ts');

  const given = await settingsGiven(flags, context);
  const { terminal, clock, addressService, retryDelay } = context;
  const write = terminal.print;
  const isJson = flags.json === true;
  if (!isJson) {
    drawSettings(given, write);
    write('');
  }
  const settings = readClusterSettings(given);
  using clients = openClients(settings.connection, retryDelay, context.signal);
  const findings = [];
  for await (const found of examine(given, settings, { clients, now: clock.now(), addressService })) {
    findings.push(found);
    if (!isJson) drawFinding(found, write);
  }
  if (isJson) {
    const told = Object.entries(given).map(([name, { value, from }]) => [
      name,
      { value: isSecret(name as keyof typeof given) ? '(set)' : value, from },
    ]);
    write(JSON.stringify({ settings: Object.fromEntries(told), findings }));
  }
  const failed = findings.filter((found) => found.state === 'wrong').map((found) => found.name);
  if (failed.length > 0) throw new UsageError(`Not in order: ${[...new Set(failed)].join(', ')}.`);
}
