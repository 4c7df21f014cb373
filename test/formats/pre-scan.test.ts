import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { stagingEvents } from '../../src/formats/columns.ts';
import { recordParser } from '../../src/formats/parse-record.ts';
import { preScan } from '../../src/formats/pre-scan.ts';
import { timeLimitsAt } from '../../src/formats/time-limits.ts';
import { longestRecord } from '../../src/formats/value-scan.ts';
import { event } from '../reference/examples.ts';
import { runs } from '../runs.ts';

const timeLimits = timeLimitsAt(new Date('2020-01-01'));

/** Reads bytes in chunks of these sizes, each in the same buffer. */
async function scan(bytes: Buffer, sizes: readonly number[] = [bytes.length]) {
  const buffer = Buffer.alloc(Math.max(1, ...sizes));
  async function* chunks() {
    for (let at = 0, index = 0; at < bytes.length; index++) {
      const size = Math.min(sizes[index % sizes.length] ?? 1, bytes.length - at);
      bytes.copy(buffer, 0, at, at + size);
      yield buffer.subarray(0, size);
      at += size;
    }
  }
  return await preScan(chunks(), stagingEvents(), timeLimits);
}

const isPlain = async (line: string | Buffer) => (await scan(Buffer.from(line))) !== undefined;

/** Lines that differ from each other in their keys, their order and the blanks between. */
const line = fc
  .record({
    colon: fc.constantFrom(':', ': ', ' :\t'),
    comma: fc.constantFrom(',', ', ', ' ,'),
    end: fc.constantFrom('', ' ', '\r'),
    isTurned: fc.boolean(),
    changes: fc.dictionary(
      fc.constantFrom('artist', 'song', 'length', 'status', 'userId', 'ts', 'extra', 'page'),
      fc.constantFrom<unknown>(
        '',
        'x',
        'é\u{1F600}',
        'a\\b"c',
        '\u0001',
        '7',
        null,
        0,
        12,
        1.5,
        -3,
        true,
        {},
      ),
      { maxKeys: 2 },
    ),
  })
  .map(({ colon, comma, end, isTurned, changes }) => {
    const members = Object.entries({ ...(JSON.parse(event()) as object), ...changes });
    const texts = members.map(([key, value]) => `${JSON.stringify(key)}${colon}${JSON.stringify(value)}`);
    return `{${(isTurned ? texts.reverse() : texts).join(comma)}}${end}`;
  });

describe('the pre-scan', () => {
  test('finds a file plain if each of its lines is, whatever the chunks in which it comes', async () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 5 }), sizes, async (lines, sizes) => {
        const each = await Promise.all(lines.map((each) => scan(Buffer.from(each))));
        const all = await scan(Buffer.from(lines.join('\n')), sizes);
        if (each.includes(undefined)) expect(all).toBeUndefined();
        else {
          expect(all?.records).toBe(lines.length);
          expect(all?.stagedBytes).toBe(each.reduce((sum, plain) => sum + (plain?.stagedBytes ?? 0), 0));
          const named = (key: 'unknownKeys' | 'withEmptyText') =>
            new Set(each.flatMap((plain) => [...(plain?.[key] ?? [])]));
          expect(all?.unknownKeys).toEqual(named('unknownKeys'));
          expect(all?.withEmptyText).toEqual(named('withEmptyText'));
        }
      }),
      runs(150),
    );
  });

  test('finds what is no text of JSON, or none that engines store, wherever it is in a text', async () => {
    const bad = [
      '\u0001',
      '\u001f',
      '\t',
      '\\x',
      '\\u00g0',
      '\\u0000',
      '\\ud83d',
      '\\udc00',
      '\\ud83d\\u0041',
    ];
    const good = ['\u007f', 'é', '\u{1F600}', '\\n', '\\"', '\\\\', '\\u0041', '\\ud83d\\ude00', '[', ' '];
    // Sixteen bytes are looked at together.
    for (let before = 0; before <= 17; before++) {
      for (const behind of [0, 1, 7, 15, 16]) {
        const around = (text: string) =>
          event({ song: '@' }).replace('@', 'a'.repeat(before) + text + 'b'.repeat(behind));
        for (const text of bad) expect([text, await isPlain(around(text))]).toEqual([text, false]);
        for (const text of good) expect([text, await isPlain(around(text))]).toEqual([text, true]);
        const cut = Buffer.from(around('\u00ff'));
        cut[cut.indexOf(0xc3)] = 0xff;
        expect(await isPlain(cut)).toBe(false);
      }
    }
  });

  test('finds plain only what the validating parser stages', async () => {
    const parser = recordParser(stagingEvents(), { timeLimits });
    await fc.assert(
      fc.asyncProperty(line, async (text) => {
        if (await isPlain(text)) expect(parser.parse(text, JSON.parse(text))).toHaveProperty('row');
      }),
      runs(300),
    );
  });

  test('finds no record plain that is too long, whichever chunk its end is in', async () => {
    const ofSize = (size: number) =>
      event({ x: '' }).replace('"x":""', `"x":"${'x'.repeat(size - event({ x: '' }).length)}"`);
    for (const end of ['', '\n', `\n${event()}`])
      for (const chunk of [256 * 1024, 999_999]) {
        const scanned = (size: number) => scan(Buffer.from(ofSize(size) + end), [chunk]);
        expect(await scanned(longestRecord)).toBeDefined();
        expect(await scanned(longestRecord + 1)).toBeUndefined();
      }
  });

  test('knows keys again that some records leave out, and any number of keys that feed no column', async () => {
    const all = JSON.parse(event({ artist: null, song: null, length: null, page: 'Home' })) as object;
    const some = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null));
    const extra = Array.from({ length: 600 }, (_, index) => `key${index}`);
    const lines = [
      ...[all, some, all, some, some].map((each) => JSON.stringify(each)),
      ...extra.map((key) => event({ [key]: 1 })),
      event(),
    ];
    const plain = await scan(Buffer.from(lines.join('\n')));
    expect(plain?.records).toBe(lines.length);
    expect(plain?.unknownKeys).toEqual(new Set(extra));
  });

  test('finds a brace no comma, and a comma no brace, although it has seen what follows them', async () => {
    const first = event();
    expect(await isPlain(`${first}\n${first.replace(',"auth"', '{"auth"')}`)).toBe(false);
    expect(await isPlain(`${first}\n${first.replace('{"artist"', ',"artist"')}`)).toBe(false);
    const turned = `{"auth":"Logged In",${first.slice(1)}`.replace(',"auth":"Logged In"', '');
    expect(await isPlain(`${first}\n${turned}`)).toBe(true);
    expect(await isPlain(`${first}\n${turned}\n${first.replace(',"auth"', '{"auth"')}`)).toBe(false);
  });

  test('looks at records that are longer than the memory it begins with', async () => {
    const song = 'long '.repeat(300_000);
    const plain = await scan(Buffer.from(`${event({ song })}\n${event()}`), [70_000]);
    expect(plain?.records).toBe(2);
  });

  test('leaves every file to the validating parser where there is no WebAssembly', async () => {
    expect(await isPlain(event())).toBe(true);
    vi.stubGlobal('WebAssembly', undefined);
    try {
      expect(await isPlain(event())).toBe(false);
    } finally {
      vi.unstubAllGlobals();
    }
  });

  test('leaves whole numbers to the validating parser that are not written as engines write them', async () => {
    const status = (text: string) => isPlain(event({ status: 1234 }).replace('1234', text));
    for (const text of ['0', '5', '-5', '"7"', '""', '999999999', 'null'])
      expect([text, await status(text)]).toEqual([text, true]);
    for (const text of [
      '-0',
      '05',
      '5.0',
      '5e1',
      '5E1',
      '1234567890',
      '"05"',
      '" 5"',
      '0x5',
      'true',
      '[]',
      '-',
      '',
    ])
      expect([text, await status(text)]).toEqual([text, false]);
  });
});
