import { type Members, readMembers } from './members.ts';
import type { RejectionCode } from './rows.ts';

export type ParsedLine =
  | { readonly kind: 'blank' }
  | { readonly kind: 'rejected'; readonly code: RejectionCode; readonly reason: string }
  | { readonly kind: 'object'; readonly members: Members };

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** What one line is: blank, one JSON object (RFC 8259) with its members as written, or rejected. */
export function parseLine(bytes: Uint8Array): ParsedLine {
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch (error) {
    return rejected('bad_utf8', error);
  }
  if (text.includes('\0')) return rejected('nul', 'a NUL byte');
  // JSON's white space and no other: a no-break space or a form feed is content.
  if (/^[ \t\r\n]*$/.test(text)) return { kind: 'blank' };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return rejected('bad_json', error);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return rejected('not_object', `the line is ${text.trim().slice(0, 40)}`);
  }
  // `value` cannot answer these: it has lost the earlier ones of duplicate keys.
  const texts = stringsOf(text);
  if (texts.some((part) => part.includes('\0'))) return rejected('nul', 'the escape of a NUL in a text');
  if (texts.some((part) => /\p{Surrogate}/u.test(part)))
    return rejected('lone_surrogate', 'half a surrogate pair');
  return { kind: 'object', members: readMembers(text) };
}

/** Every string of a valid JSON text, keys included. Outside its strings such a text holds no quotation mark. */
function stringsOf(text: string): readonly string[] {
  const literals = text.match(/"[^"\\]*(?:\\.[^"\\]*)*"/gs) ?? [];
  return literals.map((literal) => String(JSON.parse(literal)));
}

function rejected(code: RejectionCode, cause: unknown): ParsedLine {
  return { kind: 'rejected', code, reason: cause instanceof Error ? cause.message : String(cause) };
}
