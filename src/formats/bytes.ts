/** The bytes of a file in order: in memory, or as they come. */
export type Chunks = Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

/** Bytes that mean something where records are found, by their ASCII codes. */
export const byte = {
  nul: 0,
  tab: 9,
  lineFeed: 10,
  carriageReturn: 13,
  blank: 32,
  quote: 34,
  plus: 43,
  comma: 44,
  minus: 45,
  point: 46,
  slash: 47,
  zero: 48,
  nine: 57,
  colon: 58,
  openBracket: 91,
  backslash: 92,
  closeBracket: 93,
  openBrace: 123,
  closeBrace: 125,
} as const;

export const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/** Whether these are the first bytes of a file that is marked as UTF-8. */
export function startsWithByteOrderMark(bytes: Uint8Array): boolean {
  return byteOrderMark.every((mark, index) => bytes[index] === mark);
}

/** White space as JSON knows it (RFC 8259), and no other: a form feed, a no-break space or a NUL is content. */
export function isWhiteSpace(code: number | undefined): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

/** A view of bytes with the methods of a Buffer; nothing is copied. */
export function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
