import type { Command } from 'commander';
import { openConfigured, type WarehouseFlags } from './configured.ts';
import type { Context } from './context.ts';
import { wholeNumberFrom, withExamples, withWarehouse } from './options.ts';

interface MatchFlags extends WarehouseFlags {
  readonly limit: number;
  readonly json?: boolean;
}

export function register(program: Command, context: Context): void {
  const command = program
    .command('match')
    .summary('explain why plays match no song')
    .description(
      'Explains unmatched plays, by reason; each play is counted once. Lists the most played texts of each reason, with the closest song record.',
    );
  withWarehouse(command)
    .option('--limit <texts>', 'texts listed for each reason', wholeNumberFrom(0), 3)
    .option('--json', 'print one JSON document')
    .action((flags: MatchFlags) => explain(flags, context));
  withExamples(command, 'sparkify match', 'sparkify match --limit 100 --json');
}

async function explain(flags: MatchFlags, context: Context): Promise<void> {
  const [{ match }, { printMatches }, { toJson }] = await Promise.all([
    import('../match/match.ts'),
    import('../terminal/match-report.ts'),
    import('../to-json.ts'),
  ]);
  const { terminal } = context;
  await using warehouse = await openConfigured(flags, context);
  const report = await match(warehouse, { limit: flags.limit });
  if (flags.json) terminal.print(toJson(report));
  else printMatches(terminal, report);
}
