import { expect, test } from 'vitest';
import { openTestAccount, type TestAccount, wordsOf } from './account.ts';
import type { Call, Fate } from './fake-aws/fake-aws.ts';
import { emptyWorld, fakeClock, type Pace, pictureOf } from './fake-aws/world.ts';

/** As slow as AWS where it matters, and quick where every look is the same. */
const pace: Pace = {
  roleSeen: 4,
  roleAssumable: 6,
  groupSeen: 3,
  create: 12,
  change: 10,
  remove: 12,
  interfaceHeld: 12,
};

const nothing = pictureOf(emptyWorld(fakeClock()));
const remove = 'cluster delete --yes';

for (const kind of ['cluster', 'Serverless'] as const) {
  const create = `cluster create --yes --data s3://sparkify/raw --work s3://sparkify/work${kind === 'cluster' ? ' --nodes 2 --ttl 2h' : ' --serverless'}`;
  // A crash after a call that only looked leaves what the call before it left: once is enough to see that.
  const pointsOf = (history: History) => (kind === 'cluster' ? history.calls : history.mutatingCalls);

  test(`${kind}: after a crash after any call, running the same again ends like an undisturbed run`, async () => {
    const created = await historyOf([create]);
    const deleted = await historyOf([create, remove]);
    expect(created.mutatingCalls.length).toBeGreaterThan(4);
    expect(deleted.mutatingCalls.length).toBeGreaterThan(3);
    const rounds = Math.max(pointsOf(created).length, pointsOf(deleted).length);
    for (let round = 0; round < rounds; round++) {
      await using account = await openTestAccount(pace);
      const inCreate = pointsOf(created)[round];
      if (inCreate !== undefined) {
        expect(await crashing(account, create, inCreate)).toMatch(/go on|run the same command again/i);
      }
      expect(wordsOf((await account.run(create)).error), `create after crash ${inCreate}`).toBe('no error');
      expect(pictureOf(account.world), `create after crash ${inCreate}`).toEqual(created.picture);
      const inDelete = pointsOf(deleted)[round];
      if (inDelete !== undefined) await crashing(account, remove, inDelete);
      const second = await account.run(remove);
      expect(wordsOf(second.error), `delete after crash ${inDelete}`).toBe('no error');
      expect(second.out).toContain('nothing billable is left');
      expect(pictureOf(account.world), `delete after crash ${inDelete}`).toEqual(nothing);
    }
  });

  test(`${kind}: what a create left when it crashed after any change, delete takes away`, async () => {
    for (const crash of (await historyOf([create])).mutatingCalls) {
      await using account = await openTestAccount(pace);
      await crashing(account, create, crash);
      // What was just made is not seen at once; a person needs longer than this to type.
      await account.clock.sleep(10_000);
      const { error } = await account.run(remove);
      expect(wordsOf(error), `delete after the crash after call ${crash}`).toBe('no error');
      expect(pictureOf(account.world), `crash after call ${crash}`).toEqual(nothing);
    }
  });

  test(`${kind}: the answer to a change that gets lost disturbs neither create nor delete`, async () => {
    const created = await historyOf([create]);
    const deleted = await historyOf([create, remove]);
    const rounds = Math.max(created.mutatingCalls.length, deleted.mutatingCalls.length);
    for (let round = 0; round < rounds; round++) {
      await using account = await openTestAccount(pace);
      const losing =
        (lost: number | undefined) =>
        ({ number }: Call): Fate =>
          number === lost ? 'lose answer' : 'pass';
      account.aws.setFate(losing(created.mutatingCalls[round]));
      expect(wordsOf((await account.run(create)).error), `round ${round}`).toBe('no error');
      expect(pictureOf(account.world), `round ${round}`).toEqual(created.picture);
      account.aws.setFate(losing(deleted.mutatingCalls[round]));
      expect(wordsOf((await account.run(remove)).error), `round ${round}`).toBe('no error');
      expect(pictureOf(account.world), `round ${round}`).toEqual(nothing);
    }
  });

  test(`${kind}: throttling of every first try disturbs neither create nor delete`, async () => {
    await using account = await openTestAccount(pace);
    const undisturbed = await historyOf([create]);
    account.aws.setFate(({ number }) => (number % 2 === 1 ? 'throttle' : 'pass'));
    expect(wordsOf((await account.run(create)).error)).toBe('no error');
    expect(pictureOf(account.world)).toEqual(undisturbed.picture);
    expect(wordsOf((await account.run(remove)).error)).toBe('no error');
    expect(pictureOf(account.world)).toEqual(nothing);
  });
}

interface History {
  /** The numbers of the calls of the last command, and of those that change something. */
  readonly calls: readonly number[];
  readonly mutatingCalls: readonly number[];
  /** What exists afterwards. */
  readonly picture: unknown;
}

async function historyOf(commands: readonly string[]): Promise<History> {
  await using account = await openTestAccount(pace);
  for (const command of commands) {
    account.aws.setFate();
    account.aws.calls.length = 0;
    expect(wordsOf((await account.run(command)).error)).toBe('no error');
  }
  const { calls } = account.aws;
  return {
    calls: calls.map((call) => call.number),
    mutatingCalls: calls.filter((call) => call.mutating).map((call) => call.number),
    picture: pictureOf(account.world),
  };
}

/** Runs a command against an AWS that does the n-th call and never answers again; returns what was printed. */
async function crashing(account: TestAccount, command: string, after: number): Promise<string> {
  account.aws.setFate(({ number }) => (number < after ? 'pass' : number === after ? 'lose answer' : 'down'));
  const { error } = await account.run(command);
  account.aws.setFate();
  expect(error, `crash after call ${after}`).toBeDefined();
  return wordsOf(error);
}
