import type { Message } from './message.ts';

type Explanation = Pick<Message, 'meaning' | 'why' | 'fix'>;

/**
 * What each reason of a rejected record means, by its code in `etl.rejected_records`. KEY is the key of the source, such
 * as `missing:userId`; a code with a key of its own is the exception to that.
 */
export const rejections = {
  bad_json: {
    meaning: 'The text at this place is not the beginning of a complete JSON object.',
    why: 'A line was cut when a disk was full or a program crashed. Or two programs wrote to one file, or the line is not JSON at all.',
    fix: '`sparkify rejects` prints the text with its file and line. Correct it there and run `etl` again, which replaces the rejects of the file.',
  },
  not_object: {
    meaning:
      'The text is valid JSON, but not an object: a text, a number, true, false, null, or an array within a line.',
    why: 'A header line, a count or a message of a program is among the records.',
    fix: 'Remove the line, or write one object a record: `{"page":"NextSong", …}`.',
  },
  bad_utf8: {
    meaning: 'The record holds bytes that are not UTF-8.',
    why: 'A program wrote Latin-1 or another encoding, or a character was cut in half.',
    fix: 'Convert the file: `iconv -f latin1 -t utf-8 FILE`.',
  },
  nul: {
    meaning: 'A text of the record holds the character NUL (`\\u0000`), which neither engine stores.',
    why: 'Binary data, or a fixed-length field of an older program.',
    fix: 'Remove the character in the source.',
  },
  lone_surrogate: {
    meaning: 'A text holds half of a surrogate pair (such as `\\ud83d`), which is no character.',
    why: 'A program cut a text in the middle of an emoji or another rare character.',
    fix: 'Correct the program that cuts, or remove the half in the source.',
  },
  too_long: {
    meaning: 'The record is larger than 16 MiB.',
    why: 'A closing quote or brace is missing, so that many records read as one, or a text holds binary data.',
    fix: 'Look at the beginning of the record (`sparkify rejects`), and correct the source.',
  },
  too_deep: {
    meaning: 'The record has more than 512 levels of objects and arrays.',
    why: 'A program nests by mistake, or somebody made the file to exhaust programs that read it.',
    fix: 'Correct the program that writes the file.',
  },
  'type:KEY': {
    meaning:
      'The value of this key is not of the type of its column, such as a text where a number is expected.',
    why: 'Another version of the logging program, or a field that holds something else.',
    fix: 'Correct the value at its source. If the key feeds the wrong column, give a JSONPaths file: `sparkify preview logs --jsonpaths`.',
  },
  'fraction:KEY': {
    meaning:
      'The value of this key should be a whole number and has a fraction. It is never rounded silently.',
    why: 'A program computes with floating point numbers, or writes seconds in place of milliseconds.',
    fix: 'Write a whole number. `3.0` is accepted.',
  },
  'range:ts': {
    meaning: 'The time of the event is before 2000-01-01, or more than 24 hours after the run began.',
    why: 'The unit is seconds or microseconds in place of milliseconds, or the clock of a device is wrong.',
    fix: 'Write epoch milliseconds (UTC). The next run reads a file with events ahead of the clock again. `etl --now TIME` sets the clock for a backfill or a test.',
  },
  'range:KEY': {
    meaning: 'The number is too large or too small for the type of its column.',
    why: 'The key holds another number than expected, or a number that is not finite.',
    fix: 'Correct the value at its source. `sparkify schema` shows the type of each column.',
  },
  'missing:KEY': {
    meaning: 'A key that every record needs is missing, null, or `""` where a number is expected.',
    why: 'The logging program left it out, the key has another name, or the file holds other records.',
    fix: 'Events need page, ts, sessionId and itemInSession, plays userId too; songs need song_id, title, artist_id, artist_name and duration. Map keys of other names with a JSONPaths file.',
  },
  'too_long:KEY': {
    meaning: 'The text has more bytes than its column holds on Redshift. It is never cut silently.',
    why: 'A field holds more than expected, such as a whole page in a user agent.',
    fix: 'Shorten the text at its source. `sparkify schema` shows the width of each column.',
  },
} as const satisfies Readonly<Record<string, Explanation>>;
