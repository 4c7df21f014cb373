/** A JSON value that keeps its text as written, which COPY loads into text columns. */
export type Json =
  | { readonly kind: 'null' | 'true' | 'false' | 'number'; readonly raw: string }
  | { readonly kind: 'string'; readonly raw: string; readonly bytes: Buffer }
  | { readonly kind: 'array'; readonly raw: string; readonly items: readonly Json[] }
  | { readonly kind: 'object'; readonly raw: string; readonly fields: ReadonlyMap<string, Json> };

/** One root-level value of a data file, or the place where the file stopped being JSON. */
export type JsonRecord =
  | { readonly line: number; readonly value: Json; readonly bytes: number }
  | { readonly line: number; readonly problem: string; readonly position: number };

/**
 * Reads a data file as COPY does: root-level objects or arrays with nothing but white space between them
 * [dg:copy-usage_notes-copy-from-json]. After a bad one it goes on at the line
 * below its start (how far the real one skips is not documented). Works on latin1 text, one
 * character a byte, so that positions and sizes are bytes and bad UTF-8 reaches the field that holds it.
 */
export function* readRecords(file: Buffer): Generator<JsonRecord> {
  const text = file.toString('latin1');
  let at = 0;
  let line = 1;
  for (;;) {
    for (; blank.has(text[at] ?? ''); at++) if (text[at] === '\n') line++;
    if (at >= text.length) return;
    const start = at;
    try {
      if (text[at] !== '{' && text[at] !== '[') throw new JsonProblem('Invalid JSON: not an object', at);
      const [value, end] = readValue(text, at);
      yield { line, value, bytes: end - start };
      at = end;
    } catch (error) {
      if (!(error instanceof JsonProblem)) throw error;
      yield { line, problem: error.message, position: error.position - start };
      const lineEnd = text.indexOf('\n', start);
      if (lineEnd < 0) return;
      at = lineEnd;
    }
    line += text.slice(start, at).split('\n').length - 1;
  }
}

class JsonProblem extends Error {
  readonly position: number;
  constructor(message: string, position: number) {
    super(message);
    this.position = position;
  }
}

const blank = new Set([' ', '\t', '\r', '\n']);
const literals = { t: 'true', f: 'false', n: 'null' } as const;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
/** Of latin1: all but the quote, the backslash and the control characters. */
const plainText = /[ !#-[\]-\xff]*/y;

function skipBlanks(text: string, at: number): number {
  let next = at;
  while (blank.has(text[next] ?? '')) next++;
  return next;
}

function readValue(text: string, at: number): [Json, number] {
  const first = text[at] ?? '';
  if (first === '{') return readObject(text, at);
  if (first === '[') return readArray(text, at);
  if (first === '"') {
    const [bytes, end] = readString(text, at);
    return [{ kind: 'string', raw: text.slice(at, end), bytes }, end];
  }
  if (first === 't' || first === 'f' || first === 'n') {
    const word = literals[first];
    if (text.startsWith(word, at)) return [{ kind: word, raw: word }, at + word.length];
  }
  number.lastIndex = at;
  const digits = number.exec(text)?.[0];
  if (digits === undefined) throw new JsonProblem('Invalid value.', at);
  return [{ kind: 'number', raw: digits }, at + digits.length];
}

function readObject(text: string, start: number): [Json, number] {
  const fields = new Map<string, Json>();
  let at = skipBlanks(text, start + 1);
  while (text[at] !== '}') {
    if (text[at] !== '"') throw new JsonProblem('Invalid JSON: a key was expected', at);
    const [key, afterKey] = readString(text, at);
    at = skipBlanks(text, afterKey);
    if (text[at] !== ':') throw new JsonProblem('Invalid JSON: ":" was expected', at);
    const [value, afterValue] = readValue(text, skipBlanks(text, at + 1));
    fields.set(key.toString(), value);
    at = nextItem(text, afterValue, '}');
  }
  return [{ kind: 'object', raw: text.slice(start, at + 1), fields }, at + 1];
}

function readArray(text: string, start: number): [Json, number] {
  const items: Json[] = [];
  let at = skipBlanks(text, start + 1);
  while (text[at] !== ']') {
    const [value, afterValue] = readValue(text, at);
    items.push(value);
    at = nextItem(text, afterValue, ']');
  }
  return [{ kind: 'array', raw: text.slice(start, at + 1), items }, at + 1];
}

function nextItem(text: string, after: number, end: string): number {
  const at = skipBlanks(text, after);
  if (text[at] === end) return at;
  if (text[at] !== ',') throw new JsonProblem(`Invalid JSON: "," or "${end}" was expected`, at);
  const next = skipBlanks(text, at + 1);
  if (text[next] === end) throw new JsonProblem('Invalid value.', next);
  return next;
}

const escapes: Readonly<Record<string, string>> = {
  ...{ '"': '"', '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' },
};

/** The bytes of a string: what is written as bytes stays bytes, escapes become UTF-8. */
function readString(text: string, start: number): [Buffer, number] {
  const parts: Buffer[] = [];
  let at = start + 1;
  for (;;) {
    plainText.lastIndex = at;
    const plain = plainText.exec(text)?.[0] ?? '';
    if (plain !== '') parts.push(Buffer.from(plain, 'latin1'));
    at += plain.length;
    if (text[at] === '"') return [Buffer.concat(parts), at + 1];
    if (text[at] !== '\\') throw new JsonProblem('Invalid JSON: a text is not closed', at);
    const units = /^(?:\\u[0-9a-fA-F]{4})+/.exec(text.slice(at, at + 120))?.[0];
    const escaped = escapes[text[at + 1] ?? ''];
    if (units !== undefined) {
      const codes = units.split('\\u').slice(1);
      parts.push(utf8(String.fromCharCode(...codes.map((code) => Number.parseInt(code, 16)))));
      at += units.length;
    } else if (escaped !== undefined) {
      parts.push(Buffer.from(escaped));
      at += 2;
    } else throw new JsonProblem('Invalid escape', at);
  }
}

/** A lone surrogate has no UTF-8: it becomes a byte that is invalid there, and fails its field like one. */
function utf8(text: string): Buffer {
  const bytes = Buffer.from(text);
  return bytes.toString() === text ? bytes : Buffer.from([0xff]);
}
