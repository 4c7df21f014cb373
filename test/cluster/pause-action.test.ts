import { expect } from 'vitest';
import { openTestAccount } from './account.ts';
import { test } from './in-account.ts';

const create = 'cluster create --yes --nodes 2 --allow-cidr 203.0.113.7';
const hour = 3_600_000;

test('a cluster with --ttl is paused by Redshift itself, again after a resume, and delete leaves nothing of it', async ({
  account,
}) => {
  const plan = await account.run(`${create.replace(' --yes', ' --dry-run')} --ttl 2h`);
  expect(plan.out).toMatch(/create +Scheduled action +sparkify-pause .*at 2026-11-21 11:00 UTC/);
  expect(plan.out).toMatch(/create +IAM role +sparkify-pause +may pause sparkify/);

  await account.succeed(`${create} --ttl 2h`);
  expect((await account.succeed('cluster status')).out).toMatch(
    /Pauses +by itself at 2026-11-21 11:\d\d UTC/,
  );
  await account.clock.sleep(3 * hour);
  const paused = await account.succeed('cluster status');
  expect(paused.out).toMatch(/State +paused/);
  expect(paused.out).not.toMatch(/Pauses/);

  const resumed = await account.succeed('cluster resume');
  expect(resumed.out).toMatch(
    /is available, and billed again. It pauses by itself at 2026-11-21 14:\d\d UTC/,
  );
  expect((await account.succeed('cluster status')).out).not.toMatch(/warning/);
  await account.clock.sleep(3 * hour);
  expect((await account.succeed('cluster status')).out).toMatch(/State +paused/);

  const { noted, out } = await account.succeed('cluster delete --yes');
  expect(noted).toMatch(/Scheduled action +sparkify-pause/);
  expect(out).toContain('nothing billable is left');
  expect([account.world.schedules.size, account.world.roles.size]).toEqual([0, 0]);
});

test('a second create with the same --ttl keeps the time of the pause, another --ttl moves it', async ({
  account,
}) => {
  await account.succeed(`${create} --ttl 2h`);
  const schedule = () => account.world.schedules.get('sparkify-pause')?.schedule;
  const before = schedule();
  account.aws.calls.length = 0;
  await account.succeed(`${create} --ttl 2h`);
  expect(account.aws.calls.filter(({ mutating }) => mutating)).toEqual([]);
  expect(schedule()).toBe(before);
  await account.clock.sleep(hour);
  const moved = await account.succeed(`${create} --ttl 8h`);
  expect(moved.noted).toMatch(/pause: 2026-11-21 11:00 UTC -> 2026-11-21 18:\d\d UTC/);
  expect(schedule()).toMatch(/T18:/);
  await account.clock.sleep(5 * hour);
  expect((await account.succeed('cluster status')).out).toMatch(/State +available/);
});

test('a pause comes no earlier than the cluster can be there', async ({ account }) => {
  await account.succeed(`${create} --ttl 5m`);
  expect(account.world.schedules.get('sparkify-pause')?.schedule).toBe('at(2026-11-21T09:20:00)');
});

test('Serverless and a cluster of somebody else get no scheduled action', async () => {
  await using serverless = await openTestAccount();
  const { noted } = await serverless.succeed('cluster create --yes --serverless --ttl 2h');
  expect(noted).toContain('It costs nothing while idle, so --ttl only makes status and etl warn.');
  expect(serverless.world.schedules.size).toBe(0);

  await using foreign = await openTestAccount();
  await foreign.succeed(create);
  delete foreign.world.warehouses.get('cluster sparkify')?.tags['sparkify:cluster'];
  await foreign.succeed(`${create} --ttl 2h`);
  expect(foreign.world.schedules.size).toBe(0);
});

test('a scheduled action that somebody else made is neither changed nor deleted', async ({ account }) => {
  await account.succeed(create);
  const own = { cluster: 'other', description: 'ours', schedule: 'at(2027-01-01T00:00:00)', role: 'r' };
  account.world.schedules.set('sparkify-pause', { ...own, enabled: true });
  const { error, noted } = await account.run(`${create} --ttl 2h`);
  expect(error).toMatchObject({ exitCode: 2 });
  expect(noted).toMatch(/refuse +Scheduled action/);
  await account.succeed('cluster delete --yes');
  expect(account.world.schedules.get('sparkify-pause')?.description).toBe('ours');
});
