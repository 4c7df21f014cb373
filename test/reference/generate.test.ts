import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Change, dataFiles, histories } from './generate.ts';
import { compareText, groupBy } from './order.ts';
import { loadReference, type ReferenceTables } from './reference.ts';
import { playsOf } from './songplays.ts';

const sample = { numRuns: 150, seed: 20181130 };

describe('generated files', () => {
  test('are clean when asked for: no line of them is rejected', () => {
    fc.assert(
      fc.property(dataFiles({ clean: true }), (files) => {
        expect(loadReference(files).rejected).toEqual([]);
      }),
    );
  });

  test('are accounted for: every record is staged or rejected, and every byte belongs to one or is between', () => {
    fc.assert(
      fc.property(dataFiles({ openQuestions: true, hostileNames: true }), (files) => {
        for (const file of loadReference(files).files) {
          expect(file.records).toBe(file.staged + file.rejected);
          expect(file.bytes).toBe(file.stagedBytes + file.rejectedBytes + file.betweenBytes);
        }
      }),
    );
  });

  test('provoke every code of rejection', () => {
    const codes = new Set(
      sampleTables().flatMap(({ rejected }) => rejected.map(({ code }) => code.replace(/:.*/, ''))),
    );
    expect([...codes].sort()).toEqual([
      'bad_json',
      'bad_utf8',
      'fraction',
      'lone_surrogate',
      'missing',
      'not_object',
      'nul',
      'range',
      'too_deep',
      'type',
    ]);
  });

  test.each(Object.entries(situations()))('provoke: %s', (_, occurs) => {
    const often = sampleTables().filter(occurs).length;
    expect(often).toBeGreaterThan(2);
  });
});

describe('generated histories', () => {
  const sampled = fc.sample(histories(), sample);

  test('end with a run that ends well, prunes, and sees the final files', () => {
    for (const { runs, files } of sampled) {
      const last = runs.at(-1);
      expect(last).toMatchObject({ prune: true, crashAt: null });
      expect(isDeepStrictEqual(last?.files, files)).toBe(true);
    }
  });

  test('always leave a file of each data set, and no two of one with the same bytes', () => {
    for (const { files } of sampled.flatMap(({ runs }) => runs)) {
      expect(new Set(files.map(({ dataSet }) => dataSet)).size).toBe(2);
      const contents = files.map(({ dataSet, bytes }) => dataSet + Buffer.from(bytes).toString('base64'));
      expect(new Set(contents).size).toBe(contents.length);
    }
  });

  test('hold every kind of change, crashes, runs with nothing new, upgrades, and removals before a rebuild', () => {
    const runs = sampled.flatMap((history) => history.runs);
    const kinds = new Set(runs.flatMap(({ changes }) => changes.map(({ kind }: Change) => kind)));
    expect([...kinds].sort()).toEqual(['add', 'change', 'remove', 'rename', 'touch']);
    expect(runs.some(({ crashAt }) => crashAt !== null)).toBe(true);
    expect(runs.some(({ changes, rebuild }) => changes.length === 0 && !rebuild)).toBe(true);
    expect(runs.some(({ olderTables }) => olderTables)).toBe(true);
    const removes = ({ changes }: { changes: readonly Change[] }) =>
      changes.some(({ kind }) => kind === 'remove');
    expect(runs.some((run) => run.rebuild && !run.prune && removes(run))).toBe(true);
  });
});

let sampledTables: readonly ReferenceTables[] | undefined;
function sampleTables(): readonly ReferenceTables[] {
  sampledTables ??= fc.sample(dataFiles({ maxLines: 30 }), sample).map((files) => loadReference(files));
  return sampledTables;
}

/** What a set of files must show now and then, or a rule goes untested. */
function situations(): Record<string, (tables: ReferenceTables) => boolean> {
  const some = <Row>(groups: Map<unknown, readonly Row[]>, differs: (row: Row) => unknown): boolean =>
    [...groups.values()].some((group) => new Set(group.map(differs)).size > 1);
  const identity = (event: {
    ts: bigint;
    user_id: bigint | null;
    session_id: bigint;
    item_in_session: number;
  }) => [event.ts, event.user_id, event.session_id, event.item_in_session].join('|');
  return {
    'plays of one identity that differ': ({ stagingEvents }) =>
      some(groupBy(playsOf(stagingEvents), identity), (play) => `${play.level}${play.song}${play.length}`),
    'plays of one session and item, but another user or ts': ({ stagingEvents }) =>
      some(
        groupBy(playsOf(stagingEvents), (play) => `${play.session_id}|${play.item_in_session}`),
        identity,
      ),
    'matched and unmatched plays': ({ songplays }) =>
      new Set(songplays.map(({ song_id }) => song_id === null)).size === 2,
    'matches but for trailing blanks': ({ stagingEvents, stagingSongs }) =>
      stagingEvents.some(({ song }) =>
        stagingSongs.some(({ title }) => song !== title && song?.trimEnd() === title.trimEnd()),
      ),
    'plays without a length that match': ({ stagingEvents, songplays }) =>
      stagingEvents.some(
        (event) =>
          event.length === null &&
          songplays.some(({ song_id, session_id }) => song_id !== null && session_id === event.session_id),
      ),
    'several songs of one title and artist': ({ stagingSongs }) =>
      some(
        groupBy(stagingSongs, (song) => `${song.title.trimEnd()}|${song.artist_name.trimEnd()}`),
        ({ song_id }) => song_id,
      ),
    'a user of several levels': ({ stagingEvents }) =>
      some(
        groupBy(stagingEvents, ({ user_id }) => user_id),
        ({ level }) => level,
      ),
    'a user whose latest events are equals': ({ stagingEvents }) =>
      some(groupBy(stagingEvents, identity), ({ first_name }) => first_name),
    'a user who never played': ({ users, songplays }) =>
      users.some(({ user_id }) => songplays.every((play) => play.user_id !== user_id)),
    'records of one song that differ in year': ({ stagingSongs }) =>
      some(
        groupBy(stagingSongs, ({ song_id }) => song_id),
        ({ year }) => year,
      ),
    'an artist of several names': ({ stagingSongs }) =>
      some(
        groupBy(stagingSongs, ({ artist_id }) => artist_id),
        ({ artist_name }) => artist_name,
      ),
    'an artist of several places': ({ stagingSongs }) =>
      some(
        groupBy(stagingSongs, ({ artist_id }) => artist_id),
        ({ artist_location }) => artist_location,
      ),
    'text whose order by bytes is not that of UTF-16': ({ stagingSongs }) =>
      stagingSongs.some((a) =>
        stagingSongs.some((b) => compareText(a.song_id, b.song_id) < 0 && a.song_id > b.song_id),
      ),
    'a user that no double holds': ({ stagingEvents }) =>
      stagingEvents.some(({ user_id }) => user_id !== null && BigInt(Number(user_id)) !== user_id),
    'several records on a line': ({ files }) => files.some(({ records, lines }) => records > lines),
    'a record over several lines': ({ files }) =>
      files.some(({ records, lines, blank }) => records > 0 && records < lines - blank),
    'a record ahead of the clock': ({ rejected }) => rejected.some(({ code }) => code === 'range:ts'),
    'objects where text is expected': ({ stagingEvents }) =>
      stagingEvents.some(({ artist }) => artist?.startsWith('{')),
    'numbers where text is expected': ({ stagingEvents }) => stagingEvents.some(({ song }) => song === '-0'),
    'unknown keys': ({ unknownKeys }) => unknownKeys.logs.includes('TS'),
    'blank lines': ({ files }) => files.some(({ blank }) => blank > 0),
    'an empty file': ({ files }) => files.some(({ lines }) => lines === 0),
  };
}
