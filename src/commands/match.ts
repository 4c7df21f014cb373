import { toJson } from '../to-json.ts';
import { command } from './command.ts';
import { openConfigured } from './configured.ts';
import { option, withDefault } from './option.ts';
import { json, warehouse, wholeNumberFrom } from './options.ts';

export const match = command({
  name: 'match',
  summary: 'explain why plays match no song',
  description:
    'Explains unmatched plays, by reason; each play is counted once. Lists the most played texts of each reason, with the closest song record.',
  options: {
    ...warehouse,
    limit: withDefault(option('--limit <texts>', 'texts listed for each reason', wholeNumberFrom(0)), 3),
    json,
  },
  examples: ['sparkify match', 'sparkify match --limit 100 --json'],
  async run(flags, context) {
    const [{ match }, { printMatches }] = await Promise.all([
      import('../match/match.ts'),
      import('../terminal/match-report.ts'),
    ]);
    await using published = await openConfigured(flags, context);
    const report = await match(published, { limit: flags.limit });
    if (flags.json) context.terminal.print(toJson(report));
    else printMatches(context.terminal, report);
  },
});
