import fc from 'fast-check';
import {
  looseText,
  type MemberTexts,
  membersOf,
  mostly,
  nullNumber,
  nullText,
  spelledDouble,
  spelledInteger,
  spelledText,
  textOf,
} from './generate-json.ts';

/**
 * Titles that songs and plays share: they differ in trailing blanks, in what only looks like one, in case, in bytes. Most
 * are the first two, or hardly a play would match.
 */
export const titles = [
  ...repeat(['Intro', 'Intro', 'Intro  '], 5),
  ' Intro',
  'Intro\u00a0',
  'Intro\t',
  'intro',
  'Été',
  'E\u0301te\u0301',
  '\uFFFD',
  '\u{1F600}',
  '112',
  'true',
] as const;

/** Names under which the same few artists are credited. */
export const artistNames = [
  ...repeat(['Kid', 'Kid', 'Kid '], 4),
  'Kid / Bo',
  'Bo',
  'Bo',
  '\uFFFDid',
  '\u{1F600}id',
  '112',
] as const;

/** Seconds. Two of them lie equally far from the third, and 0.1 + 0.2 is not 0.3. */
export const durations = [200, 199.5, 200.5, 182.85669, 0.1, 0.30000000000000004] as const;

const ids = ['', 'S1', 'S1 ', 'S2', 's1', 'S10', 'S\uFFFD', 'S\u{1F600}'] as const;
const artistIds = ['', 'A1', 'A1 ', 'A2', 'A\uFFFD', 'A\u{1F600}'] as const;
const towns = ['Paris', 'Paris ', '  ', 'Paris, TX', '\uFFFDtown', '\u{1F600}town', 'a'] as const;
const degrees = [0, 48.85341, -90.5, 2.3488] as const;

/**
 * The members of one good song record. Few ids, titles and names, so that records share a song_id and differ, and artists
 * have several names and places. With `openQuestions` also a longitude without a latitude, and the reverse.
 */
export function songRecord(openQuestions: boolean): fc.Arbitrary<MemberTexts> {
  const degree = fc.constantFrom(...degrees).chain(spelledDouble);
  const anyDegree = mostly(degree, nullNumber);
  const bothOrNone = fc.oneof(fc.tuple(degree, degree), fc.tuple(nullNumber, nullNumber));
  return (openQuestions ? fc.tuple(anyDegree, anyDegree) : bothOrNone).chain(([latitude, longitude]) =>
    membersOf({
      num_songs: mostly(spelledInteger(1), nullNumber),
      artist_id: textOf(artistIds),
      artist_latitude: fc.constant(latitude),
      artist_longitude: fc.constant(longitude),
      artist_location: fc.oneof(textOf(towns), nullText, spelledText('')),
      artist_name: mostly(textOf(artistNames), looseText, spelledText('')),
      song_id: mostly(textOf(ids), looseText),
      title: mostly(textOf(titles), looseText, spelledText('')),
      duration: fc.constantFrom(...durations).chain(spelledDouble),
      year: mostly(fc.constantFrom(0, 1999, 2005, 2147483647).chain(spelledInteger), nullNumber),
    }),
  );
}

function repeat(texts: readonly string[], times: number): readonly string[] {
  return Array.from({ length: times }, () => texts).flat();
}
