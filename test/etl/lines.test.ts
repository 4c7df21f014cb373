import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { startLineCount } from '../../src/etl/line-count.ts';
import { type Line, lineBlocks, linesOf } from '../../src/etl/lines.ts';
import { runs } from '../runs.ts';

const mark = Buffer.from([0xef, 0xbb, 0xbf]);
const piece = fc.constantFrom('\n', '\r', '\r\n', '{"a":1}', ' ', 'é', '\0').map((text) => Buffer.from(text));
const brokenPiece = fc.constantFrom(Buffer.from([0xff]), Buffer.from([0xc3]), mark);
const chunk = fc.array(fc.oneof({ weight: 9, arbitrary: piece }, brokenPiece)).map(Buffer.concat);
const cut = fc.constantFrom(0, 1, 2, 3).map((at) => [mark.subarray(0, at), mark.subarray(at)]);
const chunksOfAFile = fc
  .tuple(fc.option(cut, { nil: [] }), fc.array(chunk))
  .map(([start, rest]) => [...start, ...rest]);

describe('the lines of a file', () => {
  test('are the same in whatever chunks it comes, and as many as are counted', async () => {
    await fc.assert(
      fc.asyncProperty(chunksOfAFile, async (chunks) => {
        const whole = linesOf(Buffer.concat(chunks));
        expect(await linesIn(chunks)).toEqual(whole);

        const count = startLineCount();
        for (const each of chunks) count.take(each);
        expect(count.lines()).toBe(whole.length);
      }),
      runs(300),
    );
  });

  test.each([
    ['', []],
    ['\n', ['']],
    ['a', ['a']],
    ['a\n', ['a']],
    ['a\r\nb', ['a', 'b']],
    ['a\n\nb\n', ['a', '', 'b']],
    ['\ufeffa\n', ['a']],
    ['\ufeff', []],
  ])('of %j', (text, lines) => {
    expect(linesOf(Buffer.from(text))).toEqual(lines);
  });
});

async function linesIn(chunks: readonly Uint8Array[]): Promise<readonly Line[]> {
  const all: Line[] = [];
  for await (const { firstLine, lines } of lineBlocks(chunks)) {
    expect(firstLine).toBe(all.length + 1);
    all.push(...lines);
  }
  return all;
}
