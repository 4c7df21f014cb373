import { isUtf8 } from 'node:buffer';

/** What Windows-1252 holds at 0x80 to 0x9f; elsewhere it is Latin-1 (https://encoding.spec.whatwg.org/windows-1252). */
const windows1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/**
 * The text that was meant, if UTF-8 was taken for Latin-1 or Windows-1252 and encoded again, be it several times:
 * `CafÃ©` was `Café`. Undefined if the text is no such thing.
 */
export function decodedAgain(text: string): string | undefined {
  let meant: string | undefined;
  for (let next = decodeOnce(text); next !== undefined; next = decodeOnce(next)) meant = next;
  return meant;
}

/** Hardly any text that was meant as written is also valid UTF-8 when its letters are taken for bytes. */
function decodeOnce(text: string): string | undefined {
  const bytes: number[] = [];
  for (const letter of text) {
    const code = letter.codePointAt(0) ?? 0;
    const byte = code <= 0xff ? code : windows1252.indexOf(letter) + 0x80;
    if (byte < 0x80 && code > 0x7f) return undefined;
    bytes.push(byte);
  }
  const buffer = Buffer.from(bytes);
  return buffer.some((byte) => byte > 0x7f) && isUtf8(buffer) ? buffer.toString('utf8') : undefined;
}
