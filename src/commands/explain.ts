import { Argument } from 'commander';
import type { Terminal } from '../terminal/terminal.ts';
import { command } from './command.ts';
import { json } from './options.ts';

export const explain = command({
  name: 'explain',
  summary: 'explain an error, a rejected record or a check',
  description:
    'Prints what a code means, why it happens and what to do, without any connection. Without a code, lists them all.',
  arguments: [
    new Argument('[code]', 'the code of an error, the reason of a rejected record, or the name of a check'),
  ],
  options: { json },
  examples: [
    'sparkify explain SPK-202',
    'sparkify explain range:ts',
    'sparkify explain one-row-per-play',
    'sparkify explain',
  ],
  run: (flags, { terminal }, code?: string) =>
    code === undefined ? list(terminal, flags) : printOne(terminal, code, flags),
});

interface ExplainFlags {
  readonly json?: boolean | undefined;
}

async function printOne(terminal: Terminal, code: string, { json }: ExplainFlags): Promise<void> {
  const [{ explain }, { explanationLines }] = await Promise.all([
    import('../explain/explain.ts'),
    import('../terminal/explanation.ts'),
  ]);
  const explanation = explain(code);
  if (json) terminal.print(JSON.stringify(explanation));
  else for (const line of explanationLines(explanation, terminal)) terminal.print(line);
}

async function list(terminal: Terminal, { json }: ExplainFlags): Promise<void> {
  const [{ listExplanations, titleOf }, { printProse }] = await Promise.all([
    import('../explain/explain.ts'),
    import('../terminal/wrap.ts'),
  ]);
  const explanations = listExplanations();
  if (json) return terminal.print(JSON.stringify({ explanations }));
  const heads = { error: 'Errors', 'rejected record': 'Reasons of rejected records', check: 'Checks' };
  for (const [kind, head] of Object.entries(heads)) {
    terminal.print(`${kind === 'error' ? '' : '\n'}  ${terminal.colors.bold(head)}`);
    const ofKind = explanations.filter((each) => each.kind === kind);
    const width = Math.max(...ofKind.map(({ code }) => code.length));
    for (const each of ofKind) printProse(terminal, `  ${each.code.padEnd(width)}   `, titleOf(each));
  }
}
