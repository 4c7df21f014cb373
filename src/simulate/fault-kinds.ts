import type { Random } from './random.ts';

/** A way in which the records of real feeds go wrong. */
export interface FaultKind {
  readonly kind: string;
  /** Whether a loader has to set the record aside, rather than cope with it. */
  readonly rejected: boolean;
  /**
   * The lines to write in place of one; null where the record does not lend itself to it. Lines are strings of one
   * character a byte, without their ends. The last line is the one with the fault.
   */
  readonly spoil: (line: string, keys: RecordKeys, random: Random) => readonly string[] | null;
}

/** What the keys of a data set hold, by the rules of its staging table. */
export interface RecordKeys {
  readonly required: readonly string[];
  readonly integers: readonly string[];
  readonly numbers: readonly string[];
  readonly texts: readonly string[];
  /**
   * The key that distinguishes records that have a file each. Their faults leave it in, since a loader may skip a file
   * that equals another.
   */
  readonly ownFile: string | null;
}

export const eventKeys: RecordKeys = {
  required: ['page', 'ts', 'sessionId', 'itemInSession'],
  integers: ['itemInSession', 'sessionId', 'status', 'ts'],
  numbers: ['itemInSession', 'sessionId', 'status', 'ts', 'userId', 'length', 'registration'],
  texts: [
    'artist',
    'auth',
    'firstName',
    'gender',
    'lastName',
    'level',
    'location',
    'method',
    'page',
    'song',
    'userAgent',
  ],
  ownFile: null,
};

export const songKeys: RecordKeys = {
  required: ['song_id', 'title', 'artist_id', 'artist_name', 'duration'],
  integers: ['num_songs', 'year'],
  numbers: ['num_songs', 'year', 'duration', 'artist_latitude', 'artist_longitude'],
  texts: ['artist_id', 'artist_location', 'artist_name', 'song_id', 'title'],
  ownFile: 'song_id',
};

const kinds: readonly FaultKind[] = [
  rejected('cut-line', (line, keys, random) => {
    const least = keys.ownFile === null ? 1 : endOf(line, keys.ownFile);
    const cut = line.slice(0, least + random.below(line.length - least));
    return cut.replace(/: ?$/, ''); // or the next line would be the value
  }),
  rejected('wrong-type', (line, keys, random) =>
    setValue(line, random.pick(keys.numbers), () =>
      random.pick(['true', '[1]', '{"value":1}', '"tomorrow"']),
    ),
  ),
  rejected('fraction', (line, keys, random) =>
    setValue(line, random.pick(keys.integers), (value) => (/^\d+$/.test(value) ? `${value}.5` : null)),
  ),
  rejected('out-of-range', (line, keys, random) =>
    setValue(line, random.pick(keys.integers), () =>
      random.pick(['9223372036854775808', '-1e40', '123456789012345678901']),
    ),
  ),
  rejected('missing-key', (line, keys, random) => removeKey(line, random.pick(requiredHere(line, keys)))),
  rejected('null-key', (line, keys, random) =>
    setValue(line, random.pick(requiredHere(line, keys)), () => 'null'),
  ),
  rejected('invalid-utf8', (line, keys, random) =>
    insertIntoText(
      line,
      random.pick(keys.texts),
      random.pick(['\xff', '\xc3(', '\xc0\x80', '\xed\xa0\x80', '\x80']),
    ),
  ),
  rejected('nul', (line, keys, random) =>
    insertIntoText(line, random.pick(keys.texts), random.pick(['\\u0000', '\0'])),
  ),
  rejected('lone-surrogate', (line, keys, random) =>
    insertIntoText(line, random.pick(keys.texts), random.pick(['\\ud83d', '\\udc00'])),
  ),
  rejected('not-an-object', (line, keys, random) => {
    // Not in brackets: where these come first in a file, its records are those of an array.
    const quoted = JSON.stringify(line);
    return random.pick(keys.ownFile === null ? [quoted, 'null', '42', 'true'] : [quoted]);
  }),
  rejected('cut-second-object', (line) => `${line}${line.slice(0, line.length >> 1)}`),
  rejected('text-after-object', (line, _, random) => line + random.pick([' OK', '}', ',', ' # 1'])),

  harmless('duplicate', (line) => [line, line]),
  harmless('blank-line', (line) => [line, '']),
  harmless('crlf', (line) => [`${line}\r`]),
  harmless('unknown-key', (line, _, random) => [
    `{${random.pick(['"appVersion":"2.1.0"', '"experiment":{"name":"blue","arm":2}', '"flags":[true,null]'])},${line.slice(1)}`,
  ]),
  harmless('repeated-key', (line, keys, random) => [
    `{"${random.pick(keys.texts)}":"first",${line.slice(1)}`,
  ]),
  harmless('number-in-quotes', (line, keys, random) =>
    lineOrNull(
      setValue(line, random.pick(keys.integers), (value) => (/^\d+$/.test(value) ? `"${value}"` : null)),
    ),
  ),
  harmless('whole-fraction', (line, keys, random) =>
    lineOrNull(
      setValue(line, random.pick(keys.integers), (value) => (/^\d+$/.test(value) ? `${value}.0` : null)),
    ),
  ),
  harmless('missing-optional-key', (line, keys, random) => {
    const optional = keys.texts.filter((key) => !keys.required.includes(key));
    return lineOrNull(removeKey(line, random.pick(optional)));
  }),
];

/** Draws a fault for a line and applies it. */
export function spoilLine(
  line: string,
  keys: RecordKeys,
  random: Random,
): { readonly fault: FaultKind; readonly lines: readonly string[] } {
  for (;;) {
    const fault = random.pick(kinds);
    const lines = fault.spoil(line, keys, random);
    if (lines !== null) return { fault, lines };
  }
}

function rejected(
  kind: string,
  spoil: (line: string, keys: RecordKeys, random: Random) => string | null,
): FaultKind {
  return { kind, rejected: true, spoil: (line, keys, random) => lineOrNull(spoil(line, keys, random)) };
}

function harmless(kind: string, spoil: FaultKind['spoil']): FaultKind {
  return { kind, rejected: false, spoil };
}

function lineOrNull(line: string | null): readonly string[] | null {
  return line === null ? null : [line];
}

/** A play needs its user. */
function requiredHere(line: string, keys: RecordKeys): readonly string[] {
  return line.includes('"page":"NextSong"') ? [...keys.required, 'userId'] : keys.required;
}

const value = '("(?:[^"\\\\]|\\\\.)*"|[^,}]+)';

/** Quotes within a text are escaped, so that `"key":` is only ever a key. */
function setValue(line: string, key: string, change: (value: string) => string | null): string | null {
  const match = new RegExp(`("${key}": ?)${value}`).exec(line);
  if (match === null) return null;
  const [whole, head = '', old = ''] = match;
  const changed = change(old);
  if (changed === null) return null;
  return line.slice(0, match.index) + head + changed + line.slice(match.index + whole.length);
}

/** Where the value of a key ends. */
function endOf(line: string, key: string): number {
  const match = new RegExp(`"${key}": ?${value}`).exec(line);
  return match === null ? 1 : match.index + match[0].length;
}

function insertIntoText(line: string, key: string, bytes: string): string | null {
  return setValue(line, key, (old) => (old.startsWith('"') ? `"${bytes}${old.slice(1)}` : null));
}

/** The first key of a record is not removed: its comma comes after it. */
function removeKey(line: string, key: string): string | null {
  const without = line.replace(new RegExp(`, ?"${key}": ?${value}`), '');
  return without === line ? null : without;
}
