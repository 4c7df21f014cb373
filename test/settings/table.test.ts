import type { Command } from 'commander';
import { expect, test } from 'vitest';
import type { Context } from '../../src/commands/context.ts';
import { buildProgram } from '../../src/commands/program.ts';
import { knownKeys } from '../../src/settings/dwh-cfg.ts';
import { kindsOf } from '../../src/settings/sections.ts';
import { defaults, parsed, settingNames, settingOf } from '../../src/settings/table.ts';

test('a key means one setting in each kind of section', () => {
  const places = new Map<string, Set<string>>();
  for (const { kind, key, setting } of knownKeys) {
    const place = `${kind} ${key}`;
    places.set(place, (places.get(place) ?? new Set()).add(setting));
  }
  expect([...places].filter(([, settings]) => settings.size > 1)).toEqual([]);
});

test('a variable of the environment means one setting', () => {
  const variables = settingNames.flatMap((name) => {
    const { environment = [], libpq } = settingOf(name);
    return libpq === undefined ? environment : [...environment, libpq];
  });
  expect(variables.toSorted()).toEqual([...new Set(variables)].toSorted());
});

test('a setting has its default where nothing is set, and the default can be parsed', () => {
  for (const name of settingNames) {
    const { default: usual } = settingOf(name);
    expect([name, defaults[name]?.value, defaults[name]?.origin]).toEqual([name, usual, usual && 'default']);
    expect([name, parsed(defaults, name) === undefined]).toEqual([name, usual === undefined]);
  }
});

test('the flag of every setting is an option of a command', () => {
  const everyCommand = (command: Command): readonly Command[] => [
    command,
    ...command.commands.flatMap(everyCommand),
  ];
  const options = everyCommand(buildProgram({} as Context)).flatMap((command) => command.options);
  const taken = new Set(options.map(({ flags }) => flags));
  const flags = settingNames.flatMap((name) => settingOf(name).flag ?? []);
  expect(flags.length).toBeGreaterThan(20);
  expect(flags.filter((flag) => !taken.has(flag))).toEqual([]);
});

test('the key that init writes is understood in its section', () => {
  for (const name of settingNames) {
    const { init } = settingOf(name);
    if (init === undefined) continue;
    const [section, key] = init;
    const kinds = kindsOf(section);
    const found = kinds
      .map((kind) => knownKeys.find((known) => known.kind === kind && known.key === key.toLowerCase()))
      .find((known) => known !== undefined);
    expect([section, key, found?.setting]).toEqual([section, key, name]);
  }
});
