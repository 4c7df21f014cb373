import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { expect, test } from 'vitest';
import type { Context } from '../../src/commands/context.ts';
import { buildProgram } from '../../src/commands/program.ts';
import { root } from '../cli/sparkify.ts';
import { documents, type Fence, fencesOf, kinds } from './fences.ts';

const fences = documents.flatMap(fencesOf);

test('every block says what it is, so that commands are run or marked', () => {
  const known = Object.values(kinds).flat();
  const unknown = fences.filter(({ info }) => !known.includes(info));
  expect(unknown.map(({ file, line, info }) => `${file}:${line} ${info}`)).toEqual([]);
});

test('the commands of npm are scripts of this package, or npm itself', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const named = fences.flatMap(({ text }) => [...text.matchAll(/\bnpm run (?:--silent )?([\w:]+)/g)]);
  expect(named.length).toBeGreaterThan(0);
  expect(named.map(([, name = '']) => name).filter((name) => !(name in scripts))).toEqual([]);
});

const program = buildProgram({} as Context);

/** Also of what is not run here: schedules, what needs AWS, and commands in the text. */
test.each(documents)('every sparkify command of %s has a verb and options that there are', (file) => {
  const text = readFileSync(join(root, file), 'utf8');
  const inText = [...text.matchAll(/`(sparkify [^`\n]+)`/g)].map(([, command = '']) => command);
  const inBlocks = fences.filter((fence) => fence.file === file && fence.info !== 'text').flatMap(commandsOf);
  expect([...inText, ...inBlocks].flatMap(wrongIn)).toEqual([]);
});

function commandsOf({ text }: Fence): readonly string[] {
  return [...text.matchAll(/(?:^|&& |run: )(sparkify .*?)(?=\s#|\s\|\||$)/gm)].map(
    ([, command = '']) => command,
  );
}

function wrongIn(line: string): readonly string[] {
  const [, ...words] = line.split(/\s+/);
  let command: Command = program;
  for (const word of words) {
    const inner = command.commands.find((each) => each.name() === word);
    if (inner === undefined) break;
    command = inner;
  }
  if (command === program && !words[0]?.startsWith('-')) return [`${line}: no such verb`];
  const known = [command, program].flatMap(({ options }) =>
    options.flatMap(({ long, short }) => [long, short]),
  );
  const options = words.map((word) => word.split('=')[0] ?? '').filter((word) => /^--?[a-z]/.test(word));
  return options
    .filter((option) => option !== '--help' && !known.includes(option))
    .map((option) => `${line}: no option ${option}`);
}
