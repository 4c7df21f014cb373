import { levelsOf } from './json-value.ts';
import { type Members, readMembers } from './members.ts';
import type { RejectionCode } from './rows.ts';
import type { Piece } from './split-records.ts';

export type ParsedRecord =
  | { readonly code: RejectionCode; readonly reason: string }
  | { readonly members: Members };

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const mostLevels = 512;

/** What a piece of a file is: an object with its members as written, or why it is rejected. */
export function parseRecord({ bytes, kind }: Piece): ParsedRecord {
  if (kind === 'too long') return rejected('too_long', 'longer than 16 MiB');
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch (error) {
    return rejected('bad_utf8', error);
  }
  if (text.includes('\0')) return rejected('nul', 'a NUL byte');
  if (kind === 'broken') {
    try {
      JSON.parse(text);
    } catch (error) {
      return rejected('bad_json', error);
    }
  }
  if (kind !== 'object') return rejected('not_object', `the record is ${text.trim().slice(0, 40)}`);
  if (levelsOf(text) > mostLevels) return rejected('too_deep', `more than ${mostLevels} levels`);
  // The value cannot answer these: it has lost the earlier ones of duplicate keys.
  const texts = stringsOf(text);
  if (texts.some((part) => part.includes('\0'))) return rejected('nul', 'the escape of a NUL in a text');
  if (texts.some((part) => /\p{Surrogate}/u.test(part)))
    return rejected('lone_surrogate', 'half a surrogate pair');
  return { members: readMembers(text) };
}

/** Every string of a valid JSON text, keys included. Outside its strings such a text holds no quotation mark. */
function stringsOf(text: string): readonly string[] {
  const literals = text.match(/"[^"\\]*(?:\\.[^"\\]*)*"/gs) ?? [];
  return literals.map((literal) => String(JSON.parse(literal)));
}

function rejected(code: RejectionCode, cause: unknown): ParsedRecord {
  return { code, reason: cause instanceof Error ? cause.message : String(cause) };
}
