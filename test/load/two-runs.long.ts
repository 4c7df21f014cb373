import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect } from '../../src/warehouse/connect.ts';
import { sparkify, start } from '../cli/sparkify.ts';
import { type ChangedSource, changedSource, commandLine } from './changed-source.ts';

let changed: ChangedSource;
beforeAll(async () => {
  changed = await changedSource();
});
afterAll(() => changed[Symbol.dispose]());

describe('two runs at once', () => {
  test('the second waits for the first, and then finds nothing new', async () => {
    using place = changed.oldState();
    const both = [1, 2].map(() =>
      start([...commandLine(changed.optionsFor(place)), '--json'], { env: { TMPDIR: place.temporary } }),
    );
    const ended = await Promise.all(both.map((run) => run.ended));
    expect(ended.map(({ code, stderr }) => ({ code, stderr }))).toEqual([
      { code: 0, stderr: '' },
      { code: 0, stderr: '' },
    ]);
    expect(ended.map(({ stdout }) => JSON.parse(stdout).status).sort()).toEqual(['published', 'up-to-date']);
    expect(await changed.expectOldOrNew(place)).toBe('new');
  });

  test('the second gives up after --lock-timeout with 75, and names who holds the warehouse', async () => {
    using place = changed.oldState();
    await using holder = await connect(place.warehouse);
    const ended = await start([...commandLine(changed.optionsFor(place)), '--lock-timeout', '1']).ended;
    expect(ended).toMatchObject({ code: 75, stdout: '' });
    expect(ended.stderr).toContain(`error  ${holder.location} is held by process ${process.pid} (`);
    expect(ended.stderr).toContain('), and was not free within 1 s.\n       Nothing was published.\n');
  });

  test('a reader in another process sees the old state or the new, never less or more', async () => {
    using place = changed.oldState();
    const sql = `select (select count(*) from songplays) as plays, (select count(*) from users) as users, (select count(*) from songs) as songs, (select count(*) from etl.files) as files`;
    const read = async () =>
      (await sparkify(['query', sql, '--warehouse', place.warehouse, '--json'])).stdout;
    const old = await read();
    const run = start([...commandLine(changed.optionsFor(place)), '--quiet'], {
      env: { TMPDIR: place.temporary },
    });
    const seen: string[] = [];
    while (run.exitCode === null) seen.push(await read());
    const last = await read();
    expect((await run.ended).code).toBe(0);
    expect(last).not.toBe(old);
    expect(seen.filter((each) => each !== old && each !== last)).toEqual([]);
  });
});
