import fc from 'fast-check';

/** The members of a JSON object as they will be written: key, then the JSON text of the value. */
export type MemberTexts = readonly (readonly [key: string, text: string])[];

/** A member's JSON text; `undefined` leaves the key out. */
export type MemberArbitrary = fc.Arbitrary<string | undefined>;

/** A text spelled as JSON: plain, with `\/`, or in ASCII only. */
export function spelledText(text: string): fc.Arbitrary<string> {
  const plain = JSON.stringify(text);
  const ascii = plain.replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return fc.constantFrom(plain, plain.replaceAll('/', '\\/'), ascii);
}

/** One of some texts, each in any spelling. */
export function textOf(texts: readonly string[]): fc.Arbitrary<string> {
  return fc.constantFrom(...texts).chain(spelledText);
}

/** What is no text but is where text is expected, and stages as it is written. */
export const looseText: fc.Arbitrary<string> = fc.constantFrom(
  '112',
  '-0',
  '0',
  '123456789012345678901234567890',
  'true',
  'false',
  '{}',
  '[]',
  '{"b": "\\u00e9\\/", "a" : 1.50}',
  '[1, "x" ,null]',
);

/** Every way to write an integer that must stage as it: quoted, with a fraction of zero, with an exponent. */
export function spelledInteger(value: number | bigint): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 6, arbitrary: fc.constant(`${value}`) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        `"${value}"`,
        `${value}.0`,
        `"${value}.00"`,
        `${value}e0`,
        `${BigInt(value) * 10n}E-1`,
        `${value}`.replace(/(?<=[1-9])0+$/, (zeros) => `e${zeros.length}`),
      ),
    },
  );
}

/** A number that is no integer by need, quoted at times. */
export function spelledDouble(value: number): fc.Arbitrary<string> {
  const forms = [`${value}`, `"${value}"`, `${value}e0`];
  return Number.isInteger(value) ? fc.constantFrom(...forms, `${value}.0`) : fc.constantFrom(...forms);
}

/** NULL, in each way to say it in a column of text. */
export const nullText: MemberArbitrary = fc.constantFrom('null', undefined);

/** NULL, in each way to say it in a column of numbers. */
export const nullNumber: MemberArbitrary = fc.constantFrom('null', undefined, '""');

/** A member that may be any of several, the first most often. */
export function mostly(usual: MemberArbitrary, ...others: readonly MemberArbitrary[]): MemberArbitrary {
  return fc.oneof(
    { weight: 5 * others.length, arbitrary: usual },
    ...others.map((arbitrary) => ({ weight: 1, arbitrary })),
  );
}

/** Members in any order: the keys given, those left out not among them. */
export function membersOf(keys: Readonly<Record<string, MemberArbitrary>>): fc.Arbitrary<MemberTexts> {
  return fc
    .record(keys)
    .map((texts) =>
      Object.entries(texts).flatMap(([key, text]) => (text === undefined ? [] : [[key, text] as const])),
    )
    .chain((members) =>
      fc.oneof(
        { weight: 3, arbitrary: fc.constant(members) },
        { weight: 1, arbitrary: fc.shuffledSubarray(members, { minLength: members.length }) },
      ),
    );
}

/** Members of an object that are no record's: keys in the wrong case, nested records, long and odd ones. */
export const unknownMember: fc.Arbitrary<readonly [string, string]> = fc.constantFrom(
  ['tag', '"eventsim"'] as const,
  ['TS', '"tomorrow"'] as const,
  ['Page', '"Home"'] as const,
  ['song_ID', '7'] as const,
  ['user', '{"userId": "9", "ts": [1, {"page": "NextSong"}]}'] as const,
  ['__proto__', '{"ts": 1}'] as const,
  ['', 'null'] as const,
  ['it\'s "quoted" é', '1.5'] as const,
  ['deep', `${'['.repeat(40)}${']'.repeat(40)}`] as const,
);

/** What an earlier duplicate of a key may hold: no column takes it, and none may see it. */
export const replacedText: fc.Arbitrary<string> = fc.constantFrom(
  '"replaced"',
  '0',
  'null',
  '1e999',
  '{"a": [1]}',
  'true',
);

/** An object of the members, spelled with blanks or without, at times with escapes in a key. */
export function spelledObject(members: MemberTexts): fc.Arbitrary<string> {
  return fc
    .record({ style: fc.constantFrom('tight', 'usual', 'wide'), escapedKey: fc.option(fc.nat({ max: 20 })) })
    .map(({ style, escapedKey }) => {
      const colon = { tight: ':', usual: ': ', wide: '\t: \r' }[style];
      const comma = { tight: ',', usual: ', ', wide: ' ,\t' }[style];
      const parts = members.map(([key, text], index) => {
        return `${index === escapedKey ? escapeKey(key) : JSON.stringify(key)}${colon}${text}`;
      });
      return style === 'wide' ? `\t{ ${parts.join(comma)} } ` : `{${parts.join(comma)}}`;
    });
}

/** The key's first character as an escape: the key is the same to any reader of JSON. */
function escapeKey(key: string): string {
  if (!/^[a-z]/i.test(key)) return JSON.stringify(key);
  return `"\\u${key.charCodeAt(0).toString(16).padStart(4, '0')}${JSON.stringify(key).slice(2)}`;
}
