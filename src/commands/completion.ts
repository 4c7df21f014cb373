import { Argument, type Command } from 'commander';
import type { Shell } from '../completion/scripts.ts';
import type { Context } from './context.ts';
import { withExamples } from './options.ts';

export function register(program: Command, context: Context): void {
  const command = program
    .command('completion')
    .addArgument(new Argument('<shell>', 'your shell').choices(['bash', 'zsh', 'fish']))
    .summary('print a completion script for your shell')
    .description(
      'Prints a script that completes verbs, options and names in your shell. Bash: put the line below into ~/.bashrc. Zsh: write it into a folder of $fpath. Fish: write it into ~/.config/fish/completions.',
    )
    .action((shell: Shell) => print(shell, context));
  withExamples(
    command,
    'source <(sparkify completion bash)',
    'sparkify completion zsh > ~/.zfunc/_sparkify',
    'sparkify completion fish > ~/.config/fish/completions/sparkify.fish',
  );
  program
    .command('__complete', { hidden: true })
    .argument('[words...]')
    .action((words: readonly string[]) => answer(program, words, context));
}

async function print(shell: Shell, { terminal }: Context): Promise<void> {
  const { completionScripts } = await import('../completion/scripts.ts');
  terminal.print(completionScripts[shell]);
}

/** What the scripts ask. */
async function answer(program: Command, words: readonly string[], { terminal }: Context): Promise<void> {
  const { complete } = await import('../completion/complete.ts');
  const candidates = await complete(program, words, {
    ask: questions,
    schema: tableNames,
    explain: codes,
  });
  for (const { word, about } of candidates) terminal.print(`${word}\t${about}`);
}

async function questions() {
  const [{ listQuestions }, { openProject }] = await Promise.all([
    import('../ask/questions.ts'),
    import('../project/project.ts'),
  ]);
  return listQuestions(openProject(undefined)?.questions).map(({ name, title }) => ({
    word: name,
    about: title,
  }));
}

async function tableNames() {
  const { tables } = await import('../schema/tables.ts');
  return tables.map(({ name, meaning }) => ({ word: name, about: meaning }));
}

async function codes() {
  const { listExplanations, titleOf } = await import('../explain/explain.ts');
  return listExplanations().map((each) => ({ word: each.code, about: titleOf(each) }));
}
