import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect } from '../../src/warehouse/connect.ts';
import { type Ended, sparkify, start } from '../cli/sparkify.ts';
import { drawn, seed } from '../seed.ts';
import { expectStops, interrupted, untilHandled } from '../stopping/stop.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { type ChangedSource, changedSource, commandLine, type Place } from './changed-source.ts';

let changed: ChangedSource;
beforeAll(async () => {
  changed = await changedSource();
});
afterAll(() => changed[Symbol.dispose]());

describe('a run that is stopped', () => {
  /** The real command, which sends itself a signal the moment that it sends a statement that begins so, once it has sent another. */
  async function stopAt(
    place: Place,
    statement: RegExp,
    signal: NodeJS.Signals,
    after = /^/,
  ): Promise<Ended> {
    using folder = temporaryFolder();
    const hook = join(folder.path, 'hook.mjs');
    writeFileSync(
      hook,
      `const write = process.stderr.write.bind(process.stderr);
      let [sent, isReady] = [false, false];
      process.stderr.write = (text, ...rest) => {
        const begins = String(text).replace(/^--.*\\n/gm, '').trimStart();
        isReady ||= ${after}.test(begins);
        if (isReady && !sent && ${statement}.test(begins)) {
          sent = true;
          process.kill(process.pid, '${signal}');
        }
        return write(text, ...rest);
      };`,
    );
    return await sparkify([...commandLine(changed.optionsFor(place)), '--show-sql'], {
      nodeOptions: ['--import', hook],
      env: { TMPDIR: place.temporary },
    });
  }

  test.each([
    ['plan', /^begin/],
    ['remove', /^delete from etl/],
    ['stage', /^insert into staging_/],
    ['record', /^insert into etl\.files/],
    ['star', /^insert into songplays/],
    ['check', /^select \* from/],
    ['publish', /^insert into etl\.runs/],
  ])('in the phase %s ends with 130 and leaves the old state', async (_, statement) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      using place = changed.oldState();
      const ended = await stopAt(place, statement, signal);
      expect(ended).toMatchObject({ code: 130, signal: null, stdout: '' });
      expect(ended.stderr).toMatch(/Stopped; nothing was published\.\n$/);
      expect(await changed.expectOldOrNew(place)).toBe('old');
      expect(readdirSync(place.temporary)).toEqual([]);
      await changed.expectRecovery(place);
    }
  });

  test.each(['SIGINT', 'SIGTERM'] as const)(
    'by %s when COMMIT has begun publishes, and says so',
    async (signal) => {
      using place = changed.oldState();
      const ended = await stopAt(place, /^commit/, signal, /^insert into etl\.runs/);
      expect(ended).toMatchObject({ code: 0, stdout: expect.stringContaining('Published') });
      expect(await changed.expectOldOrNew(place)).toBe('new');
    },
  );

  test('at any time has published all and says so, or nothing', async () => {
    for (const share of drawn(6)) {
      using place = changed.oldState();
      const run = start(commandLine(changed.optionsFor(place)), { env: { TMPDIR: place.temporary } });
      await untilHandled(run);
      await sleep(share * 400);
      run.kill('SIGINT');
      const ended = await run.ended;
      const state = await changed.expectOldOrNew(place);
      const { code, signal, stdout } = ended;
      const words = `SPARKIFY_SEED=${seed}: ${JSON.stringify({ state, code, signal, stdout })}`;
      if (state === 'old') expect(interrupted(ended), words).toBe(true);
      else {
        // While Node.js ends, no program has its signals: one that comes then, after all is said, kills it.
        expect(code === 0 || signal === 'SIGINT', words).toBe(true);
        expect(stdout, words).toContain('Published');
      }
    }
  });

  test('while it waits for the lock ends at once', async () => {
    using place = changed.oldState();
    await using holder = await connect(place.warehouse);
    const run = start(commandLine(changed.optionsFor(place)), { env: { TMPDIR: place.temporary } });
    await untilHandled(run);
    await sleep(500);
    await expectStops(run, 'SIGTERM');
    expect(holder.location).toBe(place.warehouse);
  });
});
