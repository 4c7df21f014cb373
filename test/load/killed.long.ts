import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { drawn, seed } from '../seed.ts';
import { type ChangedSource, changedSource, type Place } from './changed-source.ts';
import { type KilledRun, type Moment, type Phase, phases, runKilled } from './killed-run.ts';

let changed: ChangedSource;
beforeAll(async () => {
  changed = await changedSource();
});
afterAll(() => changed[Symbol.dispose]());

describe(`a run that is killed (SPARKIFY_SEED=${seed})`, () => {
  const kill = (place: Place, at?: { readonly at: number; readonly after: number }) =>
    runKilled(changed.optionsFor(place), at, {
      TMPDIR: place.temporary,
    });
  let undisturbed: readonly Moment[];
  beforeAll(async () => {
    using place = changed.oldState();
    const { ended, moments } = await kill(place);
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    undisturbed = moments;
  });
  const momentsOf = (phase: Phase) =>
    [...undisturbed.keys()].filter((at) => undisturbed[at]?.phase === phase);

  test('goes through every phase', () => {
    expect(new Set(undisturbed.map(({ phase }) => phase))).toEqual(new Set(phases));
  });

  /** Where a kill landed: the phase of the last thing that the run did. */
  const landedIn = ({ ended, moments }: KilledRun) =>
    ended.signal === 'SIGKILL' ? moments.at(-1)?.phase : 'ended';

  test.each(phases)(
    'in the phase %s, before its first and its last statement and one between, leaves the old state',
    async (phase) => {
      const moments = momentsOf(phase);
      const [share = 0] = drawn(1);
      const between = moments[Math.floor(share * moments.length)];
      // The last moment of all is the end of the run: by then it is published.
      const last = phase === 'commit' ? moments[0] : moments.at(-1);
      for (const at of new Set([moments[0], phase === 'commit' ? moments[0] : between, last])) {
        using place = changed.oldState();
        expect(landedIn(await kill(place, { at: at ?? 0, after: 0 })), `before moment ${at}`).toBe(phase);
        expect(await changed.expectOldOrNew(place)).toBe('old');
        await changed.expectRecovery(place);
      }
    },
  );

  test.each(phases)(
    'while the engine works in the phase %s leaves the old state or the new',
    async (phase) => {
      const moments = momentsOf(phase).filter((at) => (undisturbed[at]?.lasted ?? 0) > 0);
      const shares = drawn(2 * tries);
      const landed: (string | undefined)[] = [];
      for (let hits = 0, attempt = 0; hits < 2; attempt++) {
        expect(attempt, `kills landed in ${landed.join(', ')}`).toBeLessThan(tries);
        const [which = 0, when = 0] = shares.slice(2 * attempt);
        const at = moments[Math.floor(which * moments.length)] ?? 0;
        // Later tries come sooner after the moment, in case this machine is faster now.
        const after = (0.05 + when * 0.9) * (undisturbed[at]?.lasted ?? 0) * (1 - attempt / tries);
        using place = changed.oldState();
        landed.push(landedIn(await kill(place, { at, after })));
        if (landed.at(-1) === phase) hits++;
        const state = await changed.expectOldOrNew(place);
        if (landed.at(-1) !== 'commit' && landed.at(-1) !== 'ended') expect(state).toBe('old');
        await changed.expectRecovery(place);
      }
    },
  );

  test('on an empty warehouse, again and again in any phase, is made up for', async () => {
    using place = changed.oldState();
    const fresh = { ...place, warehouse: `${place.warehouse}.fresh` };
    for (const share of drawn(6)) {
      const at = Math.floor(share * undisturbed.length * 0.9);
      expect((await kill(fresh, { at, after: 0 })).ended.signal).toBe('SIGKILL');
    }
    await changed.expectRecovery(fresh);
  });
});

/** Of a kill that has to land in a phase of some milliseconds. */
const tries = 20;
