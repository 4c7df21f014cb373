import { isUtf8 } from 'node:buffer';
import { byte, isWhiteSpace } from './bytes.ts';
import { isTooDeep, mostLevels } from './levels.ts';
import { type Rejection, shown } from './rejection.ts';
import { longestRecord } from './value-scan.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

/** Where in the decompressed file something is. */
export interface Place {
  /** 1-based number of the line on which it begins. */
  readonly line: number;
  /** Of its first byte, counted from 0. */
  readonly offset: number;
  /** Bytes. */
  readonly size: number;
}

/** A whole JSON object. */
export interface WholeObject extends Place {
  readonly text: string;
  readonly object: JsonObject;
}

/** What is no record that can be read. */
export interface RejectedBytes extends Place {
  readonly rejection: Rejection;
  /** As it is, or its beginning where it is too long. */
  readonly raw: Uint8Array;
}

export type Frame = WholeObject | RejectedBytes;

/** The bytes that are kept of a record longer than {@link longestRecord}. */
export const keptOfOverlong = 64 * 1024;

/** An object or a value of which the end was found, as a record or with what is wrong with it. */
export function wholeFrame(bytes: Buffer, place: Place, holdsNul: boolean): Frame {
  const reject = (rejection: Rejection): Frame => ({ ...place, rejection, raw: Buffer.from(bytes) });
  if (!isUtf8(bytes)) return reject({ code: 'bad_utf8', reason: 'The record is not valid UTF-8.' });
  if (holdsNul) return reject(nul);
  const text = bytes.toString('utf8');
  if (bytes[0] !== byte.openBrace) return reject(notObject(text));
  return objectFrame(text, JSON.parse(text) as JsonObject, place);
}

/** The frame of a text that was parsed as an object. */
export function objectFrame(text: string, object: JsonObject, place: Place): Frame {
  const { line, offset, size } = place; // no spread: Node.js 20 takes 5 us for an object that begins with one
  if (!isTooDeep(text)) return { line, offset, size, text, object };
  const reason = `The record has more than ${mostLevels} levels of objects and arrays.`;
  return { ...place, rejection: { code: 'too_deep', reason }, raw: Buffer.from(text) };
}

/**
 * What is not the beginning of a whole object, up to the end of its line.
 *
 * @param raw its bytes, of which there are `place.size`; of too many only the beginning
 */
export function brokenFrame(raw: Buffer, place: Place): Frame {
  const tooLong = place.size > longestRecord;
  return {
    ...place,
    rejection: tooLong ? overlong : brokenBecause(raw),
    raw: Buffer.from(tooLong ? raw.subarray(0, keptOfOverlong) : raw),
  };
}

/** An object that is too long, up to the end of the line on which it begins. */
export function overlongFrame(raw: Buffer, place: Place): Frame {
  const kept = place.size > longestRecord ? raw.subarray(0, keptOfOverlong) : raw;
  return { ...place, rejection: overlong, raw: Buffer.from(kept) };
}

const nul: Rejection = { code: 'nul', reason: 'A text holds the character NUL.' };

const overlong: Rejection = {
  code: 'too_long',
  reason: `The record is longer than ${longestRecord} bytes.`,
};

function brokenBecause(raw: Buffer): Rejection {
  if (!isUtf8(raw)) return { code: 'bad_utf8', reason: 'The line is not valid UTF-8.' };
  if (raw.includes(byte.nul)) return { code: 'nul', reason: 'The line holds the character NUL.' };
  const text = raw.toString('utf8');
  try {
    JSON.parse(text);
    return notObject(text);
  } catch (cause) {
    return {
      code: 'bad_json',
      reason: `The line is not valid JSON: ${shown((cause as Error).message, 200)}.`,
    };
  }
}

function notObject(text: string): Rejection {
  return {
    code: 'not_object',
    reason: `The record should be one JSON object, but is ${shown(text.trim())}.`,
  };
}

/** The index behind the last byte that is no white space. */
export function trimmedEnd(bytes: Uint8Array, from: number, to: number): number {
  let end = to;
  while (end > from && isWhiteSpace(bytes[end - 1])) end--;
  return end;
}
