import type { Command } from 'commander';
import { expect } from 'vitest';
import { callOf } from '../../src/commands/call.ts';
import { buildProgram } from '../../src/commands/program.ts';
import { commandLine, hintLines } from '../../src/hint.ts';
import { recordingContext } from '../recording-context.ts';
import { wordsOf } from './account.ts';
import { test } from './in-account.ts';

test('a hint has the flags of the call that its command knows, and its own before them', () => {
  const create = called([
    '--identifier',
    'music',
    '--serverless',
    '--ttl',
    '2h',
    '--yes',
    '--config',
    'my cfg',
  ]);
  const line = (command: string, flags = {}) => commandLine({ command, flags }, create);
  expect(line('cluster status')).toBe("sparkify cluster status --identifier music --config 'my cfg'");
  expect(line('cluster create')).toBe(
    "sparkify cluster create --identifier music --serverless --ttl 2h --config 'my cfg'",
  );
  expect(line('etl', { warehouse: 'redshift' })).toBe(
    "sparkify etl --identifier music --config 'my cfg' --warehouse redshift",
  );
  expect(line('cluster create', { ttl: '4h', serverless: false })).toBe(
    "sparkify cluster create --identifier music --ttl 4h --config 'my cfg'",
  );
  const ranges = called(['--allow-cidr', '1.2.3.4', '5.6.7.8']);
  expect(commandLine({ command: 'cluster create' }, ranges)).toBe(
    'sparkify cluster create --allow-cidr 1.2.3.4,5.6.7.8',
  );
});

test('hints are printed below each other, and sentences as they are', () => {
  const hints = [
    { command: 'cluster status', why: 'See its state' },
    { command: 'cluster delete', why: 'Delete it' },
    'Or wait.',
  ];
  expect(hintLines(hints)).toEqual([
    'See its state   sparkify cluster status',
    'Delete it       sparkify cluster delete',
    'Or wait.',
  ]);
});

test('after a crash, the hint goes on with the very same cluster', async ({ account }) => {
  account.aws.setFate(({ action }) => (action === 'CreateWorkgroup' ? 'down' : 'pass'));
  const create = 'cluster create --yes --serverless --identifier music --data s3://sparkify/raw';
  const { error } = await account.run(create);
  account.aws.setFate();
  const [line = ''] = /(?<=Go on +sparkify ).*/.exec(wordsOf(error)) ?? [];
  await account.succeed(`${line} --yes`);
  expect([...account.world.warehouses.keys()].sort()).toEqual(['namespace music', 'workgroup music']);
});

test('the command that doctor prints repairs what it found', async ({ account }) => {
  await account.run('cluster create --yes --identifier music');
  const doctor = 'doctor --warehouse redshift --identifier music --data s3://sparkify/raw';
  account.world.objects.set('sparkify/raw/log_data/a.json', '{}');
  const [line = ''] = /(?<=role +wrong.*\n +sparkify ).*/.exec((await account.run(doctor)).out) ?? [];
  await account.succeed(`${line} --yes`);
  expect((await account.run(doctor)).out).toMatch(/role +ok/);
});

/** A call of `cluster create` with these words. */
function called(words: readonly string[]) {
  const program: Command = buildProgram(recordingContext().context);
  const cluster = program.commands.find((command) => command.name() === 'cluster');
  const create = cluster?.commands.find((command) => command.name() === 'create');
  if (create === undefined) throw new Error('cluster create does not exist');
  create.parseOptions([...words]);
  return callOf(create);
}

test('every verb that opens a warehouse or talks to AWS takes region, profile, identifier and config', () => {
  const verbs = leavesOf(buildProgram(recordingContext().context)).filter(
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
  const inner = command.createHelp().visibleCommands(command);
  return command.commands.length === 0 ? [command] : inner.flatMap(leavesOf);
}
