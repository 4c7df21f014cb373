import { Argument, type Command } from 'commander';
import type { Shell } from '../completion/scripts.ts';
import { command } from './command.ts';
import type { Context } from './context.ts';

export const completion = command({
  name: 'completion',
  summary: 'print a completion script for your shell',
  description:
    'Prints a script that completes verbs, options and names in your shell. Bash: put the line below into ~/.bashrc. Zsh: write it into a folder of $fpath. Fish: write it into ~/.config/fish/completions.',
  arguments: [new Argument('<shell>', 'your shell').choices(['bash', 'zsh', 'fish'])],
  examples: [
    'source <(sparkify completion bash)',
    'sparkify completion zsh > ~/.zfunc/_sparkify',
    'sparkify completion fish > ~/.config/fish/completions/sparkify.fish',
  ],
  async run(_, { terminal }, shell: Shell) {
    const { completionScripts } = await import('../completion/scripts.ts');
    terminal.print(completionScripts[shell]);
  },
});

/** Adds what the scripts ask: the words that may come next in this program. */
export function addCompleter(program: Command, { terminal }: Context): void {
  program
    .command('__complete', { hidden: true })
    .argument('[words...]')
    .action(async (words: readonly string[]) => {
      const { complete } = await import('../completion/complete.ts');
      const known = { ask: questions, schema: tableNames, explain: codes };
      for (const { word, about } of await complete(program, words, known))
        terminal.print(`${word}\t${about}`);
    });
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
