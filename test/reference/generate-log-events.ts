import fc from 'fast-check';
import {
  looseText,
  type MemberArbitrary,
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
import { artistNames, durations, titles } from './generate-song-records.ts';

export interface RecordOptions {
  /** Also the ties that the page does not decide; see "Read as" in `reference.ts`. */
  readonly openQuestions?: boolean;
}

/**
 * The ts of plays: moments of one millisecond apart, both sides of a year's end in three of the calendar's traps, and
 * the first millisecond that is taken.
 */
const playMoments = [
  1541106106796n, // Thursday 2018-11-01 21:01:46.796
  1541106106797n,
  1546300799999n, // Monday 2018-12-31 23:59:59.999, ISO week 1
  1483228800000n, // Sunday 2017-01-01, ISO week 52
  1609459200001n, // Friday 2021-01-01, ISO week 53
  1582934400500n, // Saturday 2020-02-29
  946684800000n, // Saturday 2000-01-01
] as const;

const people = ['Ana', 'Zoë', '\uFFFD', '\u{1F600}', 'a', 'O\'Neil "x"', 'null'] as const;
const places = ['Paris', 'Zürich, ZH', '\uFFFDtown', '\u{1F600}town', 'Tab\tand\nline \\ slash/'] as const;
const agents = ['', 'Mozilla/5.0 "quoted"', 'Opera', '\uFEFFOpera', '\u2028', '\uFF5E', '\u{10000}'] as const;
const pages = ['Home', 'Logout', 'nextsong', '', 'NextSong ', 'NextSong\u00a0', 'Thumbs Up'] as const;
const levels = ['free', 'paid', 'Free', 'fre\u00e9'] as const;

/**
 * The members of one good log event. Few users, sessions and moments, so that events collide in their identity and
 * differ in the rest. With `openQuestions` also the ties that the page does not decide (NULL against `''` or 0).
 */
export function logEvent({ openQuestions = false }: RecordOptions): fc.Arbitrary<MemberTexts> {
  return fc.boolean().chain((isPlay) => membersOf(isPlay ? play(openQuestions) : visit(openQuestions)));
}

function play(openQuestions: boolean): Record<string, MemberArbitrary> {
  return {
    ...common(openQuestions),
    page: spelledText('NextSong'),
    ts: fc.constantFrom(...playMoments).chain(spelledInteger),
    userId: userId,
  };
}

function visit(openQuestions: boolean): Record<string, MemberArbitrary> {
  return {
    ...common(openQuestions),
    page: mostly(textOf(pages), looseText),
    ts: fc.constantFrom(...playMoments).chain(spelledInteger),
    userId: mostly(userId, nullNumber),
  };
}

const userId: MemberArbitrary = mostly(
  fc.constantFrom('"1"', '"2"', '"10"'),
  fc.constantFrom('1', '10', '2.0', '"1.0"', '"-2147483649"', '3000000000', '"9007199254740993"'),
);

/** By default a column holds NULL or the value that counts as NULL, never both: which wins is not decided. */
function common(openQuestions: boolean): Record<string, MemberArbitrary> {
  const empty = openQuestions ? fc.constant('""') : nullText;
  const absent = openQuestions ? nullText : fc.constant('""');
  return {
    artist: mostly(textOf(artistNames), looseText, absent),
    auth: mostly(textOf(['Logged In', 'Logged Out']), nullText, looseText),
    firstName: mostly(textOf(people), nullText, empty),
    gender: mostly(textOf(['F', 'M']), nullText, empty),
    itemInSession: fc.constantFrom(0, 0, 0, 1, 2147483647).chain(spelledInteger),
    lastName: mostly(textOf(people), looseText, absent),
    length: fc.oneof(fc.constantFrom(...durations).chain(spelledDouble), nullNumber, zero(openQuestions)),
    level: mostly(textOf(levels), nullText, empty),
    location: mostly(textOf(places), nullText, looseText, empty),
    method: mostly(textOf(['PUT', 'GET']), nullText),
    registration: mostly(fc.constantFrom('1540919166796.0', '1540919166796', '-0.5', '1e-5'), nullNumber),
    sessionId: fc
      .constantFrom<number | bigint>(1, 1, 1, 2, 12, 9007199254740993n, 5n * 10n ** 18n)
      .chain(spelledInteger),
    song: mostly(textOf(titles), nullText, looseText, empty),
    status: mostly(fc.constantFrom(200, 307, 404).chain(spelledInteger), nullNumber),
    userAgent: mostly(textOf(agents), looseText, absent),
  };
}

function zero(openQuestions: boolean): MemberArbitrary {
  return openQuestions ? fc.constantFrom('0', '0.0') : nullNumber;
}
