import { endOfValue, isWhiteSpace } from '../../reference/json-value.ts';

/** One root-level value of a data file; without a text, the place where the file stopped being JSON. */
export interface JsonRecord {
  readonly line: number;
  /** As it is written, one character a byte, so that bad UTF-8 reaches the field that holds it. */
  readonly text: string | undefined;
}

const [lineFeed, openBrace, openBracket] = [0x0a, 0x7b, 0x5b];

/**
 * Reads a data file as COPY does: root-level objects or arrays with nothing but white space between them
 * [dg:copy-usage_notes-copy-from-json]. After a bad one it goes on at the line
 * below its start (how far the real one skips is not documented).
 */
export function* readRecords(file: Buffer): Generator<JsonRecord> {
  let at = 0;
  let line = 1;
  for (;;) {
    for (; isWhiteSpace(file[at]); at++) if (file[at] === lineFeed) line++;
    if (at >= file.length) return;
    const isRecord = file[at] === openBrace || file[at] === openBracket;
    const end = isRecord ? endOfValue(file, at) : undefined;
    // The byte 0 may be in no text here, as in the standard.
    const isValid = end !== undefined && !file.subarray(at, end).includes(0);
    const text = isValid ? file.toString('latin1', at, end) : undefined;
    yield { line, text };
    at = isValid ? end : file.indexOf(lineFeed, at);
    if (at < 0) return;
    if (text !== undefined) line += text.split('\n').length - 1;
  }
}
