import { eventKeys, songKeys } from './strict-keys.ts';

export type Outcome = 'blank' | 'staged' | 'rejected';

/** What the rules of the input say of one line, without its line feed. Written apart from the program's own reader. */
export function validate(line: Buffer, dataSet: 'logs' | 'songs'): Outcome {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(line);
  } catch (error) {
    if (error instanceof TypeError) return 'rejected';
    throw error;
  }
  if (text.trim() === '') return 'blank';
  let record: unknown;
  try {
    record = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return 'rejected';
    throw error;
  }
  if (typeof record !== 'object' || record === null || Array.isArray(record)) return 'rejected';
  return isGood(record as Record<string, unknown>, text, dataSet) ? 'staged' : 'rejected';
}

function isGood(record: Record<string, unknown>, text: string, dataSet: 'logs' | 'songs'): boolean {
  const keys = dataSet === 'logs' ? eventKeys : songKeys;
  const required = record.page === 'NextSong' ? [...keys.required, 'userId'] : keys.required;
  const missing = required.some((key) => {
    const value = record[key];
    return value === undefined || value === null || (value === '' && key in keys.numbers);
  });
  if (missing) return false;
  const numbersFit = Object.entries(keys.numbers).every(([key, type]) => fits(record[key], type));
  // Within the keys that are staged; a lone surrogate or a NUL elsewhere is not part of these tests.
  const textsFit = keys.texts.every((key) => isText(record[key]));
  return numbersFit && textsFit && !/\\u0000/.test(text.replaceAll('\\\\', ''));
}

function fits(value: unknown, type: 'integer' | 'bigint' | 'double'): boolean {
  if (value === undefined || value === null || value === '') return true;
  if (typeof value !== 'number' && typeof value !== 'string') return false;
  if (typeof value === 'string' && !/^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(value)) return false;
  const number = Number(value);
  if (!Number.isFinite(number)) return false;
  if (type === 'double') return true;
  if (!Number.isInteger(number)) return false;
  return type === 'integer' ? number >= -(2 ** 31) && number < 2 ** 31 : Math.abs(number) < 2 ** 63;
}

function isText(value: unknown): boolean {
  return typeof value !== 'string' || (!/\p{Surrogate}/u.test(value) && !value.includes('\0'));
}
