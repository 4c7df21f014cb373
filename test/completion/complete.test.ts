import type { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import type { Context } from '../../src/commands/context.ts';
import { buildProgram } from '../../src/commands/program.ts';
import { complete } from '../../src/completion/complete.ts';
import { readStatement } from '../../src/sql.ts';

const program = buildProgram({} as Context);
const commands: readonly Command[] = program.commands.flatMap((command) => [command, ...command.commands]);

const wordsAfter = async (...words: string[]) => (await complete(program, words)).map(({ word }) => word);

describe('what may come next', () => {
  test('is every verb, but not the one that shells ask', async () => {
    const verbs = await wordsAfter('');
    expect(verbs).toEqual(expect.arrayContaining(['start', 'etl', 'completion', 'help']));
    expect(verbs).not.toContain('__complete');
    expect(await wordsAfter('help', 'cluster', 'st')).toEqual(['status']);
  });

  test('is every option of every command, with what it is for', async () => {
    for (const command of commands.filter((each) => each.name() !== '__complete')) {
      const path =
        command.parent === program ? [command.name()] : [command.parent?.name() ?? '', command.name()];
      const candidates = await complete(program, [...path, '--']);
      for (const option of command.options) {
        const found = candidates.find(({ word }) => word === option.long);
        expect(found, `${path.join(' ')} ${option.long}`).toEqual({
          word: option.long,
          about: option.description,
        });
      }
    }
  });

  test('is not an option that is there already', async () => {
    expect(await wordsAfter('etl', '--prune', '--pru')).toEqual([]);
  });

  test('is a value behind an option that takes one, and a verb is none there', async () => {
    expect(await wordsAfter('etl', '--warehouse', '')).toEqual([]);
    expect(await wordsAfter('ask', '--level', 'cluster', '')).not.toContain('pause');
    expect(await wordsAfter('cluster', 'policy', '--for', '')).toEqual(['me', 'role']);
    expect(await wordsAfter('ask', '--system', 'i')).toEqual(['iPad', 'iPhone']);
    expect(await wordsAfter('ask', '--exclude', 'so')).toEqual(['song=']);
  });

  test.each(['browser', 'system'])('is every %s that the SQL names, and no other', async (filter) => {
    const { text } = readStatement('filters/agents.sql');
    const upToIts = text.slice(0, text.search(new RegExp(`end as "?${filter}`)));
    const named = upToIts.slice(upToIts.lastIndexOf('case')).matchAll(/(?:then|else) '(\w+)'/g);
    expect((await wordsAfter('ask', `--${filter}`, '')).sort()).toEqual(
      [...named].map(([, name]) => name).sort(),
    );
  });
});
