const [tab, lineFeed, carriageReturn, blank, quote, comma, colon] = [
  0x09, 0x0a, 0x0d, 0x20, 0x22, 0x2c, 0x3a,
];
const [openBrace, closeBrace, openBracket, closeBracket] = [0x7b, 0x7d, 0x5b, 0x5d];

/** White space is blank, tab, CR, LF, and nothing else. */
export function isWhiteSpace(byte: number | undefined): boolean {
  return byte === blank || byte === tab || byte === carriageReturn || byte === lineFeed;
}

/**
 * The end of the JSON value (RFC 8259) that begins at a place, or undefined if none does. A text may hold bytes that are
 * no UTF-8, and the byte 0: where it ends is clear all the same.
 */
export function endOfValue(bytes: Uint8Array, start: number): number | undefined {
  const closing: number[] = [];
  let at: number | undefined = start;
  for (;;) {
    if (at === undefined) return undefined;
    if (bytes[at] === openBrace || bytes[at] === openBracket) {
      const close: number = bytes[at] === openBrace ? closeBrace : closeBracket;
      at = skipWhiteSpace(bytes, at + 1);
      if (bytes[at] !== close) {
        closing.push(close);
        if (close === closeBrace) at = endOfKey(bytes, at);
        continue;
      }
      at += 1;
    } else {
      at = endOfScalar(bytes, at);
    }
    // A value has ended; so may those that it is the last of.
    for (;;) {
      if (at === undefined || closing.length === 0) return at;
      at = skipWhiteSpace(bytes, at);
      if (bytes[at] !== closing.at(-1)) break;
      closing.pop();
      at += 1;
    }
    if (bytes[at] !== comma) return undefined;
    at = skipWhiteSpace(bytes, at + 1);
    if (closing.at(-1) === closeBrace) at = endOfKey(bytes, at);
  }
}

/** The most levels of objects and arrays in a valid JSON value. */
export function levelsOf(json: string): number {
  let level = 0;
  let most = 0;
  for (const character of json.replace(/\\./gs, '').replace(/"[^"]*"/g, '')) {
    if (character === '{' || character === '[') level += 1;
    if (character === '}' || character === ']') level -= 1;
    most = Math.max(most, level);
  }
  return most;
}

/** The place of the value behind a key and its colon. */
function endOfKey(bytes: Uint8Array, at: number): number | undefined {
  const end = endOfText(bytes, at);
  if (end === undefined) return undefined;
  const place = skipWhiteSpace(bytes, end);
  return bytes[place] === colon ? skipWhiteSpace(bytes, place + 1) : undefined;
}

function endOfScalar(bytes: Uint8Array, at: number): number | undefined {
  if (bytes[at] === quote) return endOfText(bytes, at);
  let end = at;
  // No number is so long that more than this would give another end, but for zeros that nobody writes.
  while (end < at + 5000 && mayBeOfScalar(bytes[end])) end += 1;
  const text = String.fromCharCode(...bytes.subarray(at, end));
  const found = /^(?:true|false|null|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?)/.exec(text);
  return found === null ? undefined : at + found[0].length;
}

/** A digit, a letter, or one of `+-.`. */
function mayBeOfScalar(byte = 0): boolean {
  return (byte >= 0x2b && byte <= 0x39) || (byte >= 0x45 && byte <= 0x7a);
}

function endOfText(bytes: Uint8Array, start: number): number | undefined {
  if (bytes[start] !== quote) return undefined;
  for (let at = start + 1; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === quote) return at + 1;
    if (byte < 0x20 && byte !== 0) return undefined;
    if (byte === 0x5c) {
      const found = /^\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/.exec(
        Buffer.from(bytes.subarray(at, at + 6)).toString('latin1'),
      );
      if (found === null) return undefined;
      at += found[0].length - 1;
    }
  }
  return undefined;
}

function skipWhiteSpace(bytes: Uint8Array, start: number): number {
  let at = start;
  while (isWhiteSpace(bytes[at])) at += 1;
  return at;
}
