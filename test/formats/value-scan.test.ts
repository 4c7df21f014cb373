import { describe, expect, test } from 'vitest';
import { scanValue, startValueScan } from '../../src/formats/value-scan.ts';

/** Every text of at most so many of these parts. */
function* textsOf(parts: readonly string[], most: number): Iterable<string> {
  yield '';
  if (most > 0) for (const rest of textsOf(parts, most - 1)) for (const part of parts) yield part + rest;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Whether the scan takes all of a text for one value. */
function isValue(text: string): boolean {
  const bytes = Buffer.from(text);
  const scan = startValueScan(0);
  return scanValue(scan, bytes, 0, true) === 'whole' && scan.at === bytes.length;
}

describe('the scan takes for a value what JSON.parse takes', () => {
  test.each<[string, (inner: string) => string, readonly string[], number]>([
    ['numbers', (inner) => `[${inner}]`, [...'019-+.eE'], 5],
    ['numbers alone', (inner) => inner, [...'019-+.eE'], 5],
    ['texts', (inner) => `["${inner}"]`, [...'"\\/bfnrtux\n\t\x1f\x7fé'], 3],
    ['escapes of code units', (inner) => `{"\\u${inner}":"\\u${inner}"}`, [...'09afAFgG@`/:'], 4],
    ['words', (inner) => `[${inner}]`, ['t', 'r', 'u', 'e', 'fa', 'ls', 'nul', 'l'], 4],
    ['objects and arrays', (inner) => `[${inner}]`, ['{', '}', '[', ']', ',', ':', '"a"', '1'], 5],
    ['white space', (inner) => `[${inner}]`, ['{', '}', ',', ':', '"a"', ' ', '\n', '\r', '\t', '\f'], 4],
  ])('%s', (_, wrap, parts, most) => {
    const differing = [...textsOf(parts, most)].map(wrap).filter((text) => isValue(text) !== isJson(text));
    expect(differing).toEqual([]);
  });
});
