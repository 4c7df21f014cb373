import type { Command } from 'commander';
import type { Context } from './context.ts';
import { withExamples } from './options.ts';

export function register(program: Command, { terminal }: Context): void {
  const command = program
    .command('explain')
    .argument('[code]', 'the code of an error, the reason of a rejected record, or the name of a check')
    .summary('explain an error, a rejected record or a check')
    .description(
      'Prints what a code means, why it happens and what to do, without any connection. Without a code, lists them all.',
    )
    .option('--json', 'print one JSON document')
    .action((code: string | undefined, flags: { readonly json?: boolean }) =>
      code === undefined ? list(flags.json, terminal) : printOne(code, flags.json, terminal),
    );
  withExamples(
    command,
    'sparkify explain SPK-202',
    'sparkify explain range:ts',
    'sparkify explain one-row-per-play',
    'sparkify explain',
  );
}

async function printOne(
  code: string,
  json: boolean | undefined,
  terminal: Context['terminal'],
): Promise<void> {
  const [{ explain }, { explanationLines }] = await Promise.all([
    import('../explain/explain.ts'),
    import('../terminal/explanation.ts'),
  ]);
  const explanation = explain(code);
  if (json) terminal.print(JSON.stringify(explanation));
  else for (const line of explanationLines(explanation, terminal)) terminal.print(line);
}

async function list(json: boolean | undefined, terminal: Context['terminal']): Promise<void> {
  const { listExplanations, titleOf } = await import('../explain/explain.ts');
  const explanations = listExplanations();
  if (json) {
    terminal.print(JSON.stringify({ explanations }));
    return;
  }
  const heads = { error: 'Errors', 'rejected record': 'Reasons of rejected records', check: 'Checks' };
  for (const [kind, head] of Object.entries(heads)) {
    terminal.print(`${kind === 'error' ? '' : '\n'}  ${terminal.colors.bold(head)}`);
    const ofKind = explanations.filter((each) => each.kind === kind);
    const width = Math.max(...ofKind.map(({ code }) => code.length));
    for (const each of ofKind) terminal.print(`  ${each.code.padEnd(width)}   ${titleOf(each)}`);
  }
}
