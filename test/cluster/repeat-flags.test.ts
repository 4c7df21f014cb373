import type { Command } from 'commander';
import { expect, test } from 'vitest';
import type { Context } from '../../src/commands/context.ts';
import { buildProgram } from '../../src/commands/program.ts';
import { withFlagsOf } from '../../src/commands/repeat-flags.ts';
import { openTestAccount, toldOf } from './account.ts';

test('a command that is told has the flags of the one that ran, as far as it knows them', () => {
  const create = parsed([
    '--identifier',
    'music',
    '--serverless',
    '--ttl',
    '2h',
    '--yes',
    '--config',
    'my cfg',
  ]);
  const told = (text: string) => withFlagsOf(create, text);
  expect(told('Look   sparkify cluster status')).toBe(
    "Look   sparkify cluster status --identifier music --config 'my cfg'",
  );
  expect(told('Go on: sparkify cluster create')).toBe(
    "Go on: sparkify cluster create --identifier music --serverless --ttl 2h --config 'my cfg'",
  );
  expect(told('sparkify etl --warehouse redshift     sparkify cluster pause')).toBe(
    "sparkify etl --identifier music --config 'my cfg' --warehouse redshift     sparkify cluster pause --identifier music --config 'my cfg'",
  );
  expect(told('sparkify cluster create --ttl 4h')).not.toContain('2h');
  expect(told('sparkify was to live for 2h; sparkify cluster: nothing')).not.toContain('--');
  expect(withFlagsOf(parsed(['--allow-cidr', '1.2.3.4', '5.6.7.8']), 'sparkify cluster create')).toBe(
    'sparkify cluster create --allow-cidr 1.2.3.4,5.6.7.8',
  );
});

test('after a crash, what is told goes on with the very same cluster', async () => {
  await using account = await openTestAccount();
  account.aws.setFate(({ action }) => (action === 'CreateWorkgroup' ? 'down' : 'pass'));
  const create = 'cluster create --yes --serverless --identifier music --data s3://sparkify/raw';
  const { error } = await account.run(create);
  account.aws.setFate();
  const [line = ''] = /(?<=Go on +sparkify ).*/.exec(toldOf(error)) ?? [];
  expect(toldOf((await account.run(`${line} --yes`)).error)).toBe('no error');
  expect([...account.world.warehouses.keys()].sort()).toEqual(['namespace music', 'workgroup music']);
});

test('the command that doctor tells mends what it found', async () => {
  await using account = await openTestAccount();
  await account.run('cluster create --yes --identifier music');
  const doctor = 'doctor --warehouse redshift --identifier music --data s3://sparkify/raw';
  account.world.objects.set('sparkify/raw/log_data/a.json', '{}');
  const [line = ''] = /(?<=role +wrong.*\n +sparkify ).*/.exec((await account.run(doctor)).out) ?? [];
  expect(toldOf((await account.run(`${line} --yes`)).error)).toBe('no error');
  expect((await account.run(doctor)).out).toMatch(/role +ok/);
});

function parsed(words: readonly string[]): Command {
  const program = buildProgram({} as Context);
  const cluster = program.commands.find((command) => command.name() === 'cluster');
  const create = cluster?.commands.find((command) => command.name() === 'create');
  if (create === undefined) throw new Error('There is no cluster create.');
  create.parseOptions([...words]);
  return create;
}

test('every verb that opens a warehouse or talks to AWS takes region, profile, identifier and config', () => {
  const verbs = leavesOf(buildProgram({} as Context)).filter(
    (command) =>
      command.options.some(({ long }) => long === '--warehouse') || command.parent?.name() === 'cluster',
  );
  expect(verbs.length).toBeGreaterThan(15);
  const wanted = ['--region', '--profile', '--identifier', '--config'];
  for (const verb of verbs) {
    const flags = verb.options.map(({ long }) => long);
    expect([verb.name(), wanted.filter((flag) => !flags.includes(flag))]).toEqual([verb.name(), []]);
  }
});

function leavesOf(command: Command): readonly Command[] {
  return command.commands.length === 0 ? [command] : command.commands.flatMap(leavesOf);
}
