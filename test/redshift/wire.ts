/** The server's half of PostgreSQL's protocol, version 3: just the messages that the stand-in reads and writes. */

export interface Message {
  /** One letter; empty for the start-up packet, which has none. */
  readonly type: string;
  readonly body: Buffer;
}

/** Cuts complete messages off the front of what was received; gives back what is left. */
export function readMessages(received: Buffer, started: boolean): { messages: Message[]; rest: Buffer } {
  const messages: Message[] = [];
  let rest = received;
  for (;;) {
    const head = started ? 1 : 0;
    if (rest.length < head + 4) break;
    const end = head + rest.readInt32BE(head);
    if (rest.length < end) break;
    messages.push({
      type: head === 1 ? String.fromCharCode(rest[0] ?? 0) : '',
      body: rest.subarray(head + 4, end),
    });
    rest = rest.subarray(end);
    if (!started) break; // what follows a start-up packet may be a TLS handshake
  }
  return { messages, rest };
}

export function message(type: string, ...parts: readonly (Buffer | string)[]): Buffer {
  const body = Buffer.concat(parts.map((part) => (typeof part === 'string' ? cstring(part) : part)));
  const head = Buffer.alloc(5);
  head.write(type, 'latin1');
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

export interface ServerError {
  readonly message: string;
  /** SQLSTATE; Redshift's own failures are nearly all XX000. */
  readonly code?: string;
  readonly detail?: string;
}

/** Redshift's words for a serialization failure [docs: c_serial_isolation]. */
export const serializationViolation: ServerError = {
  code: 'XX000',
  message: '1023',
  detail:
    'Serializable isolation violation on table - 100123, transactions forming the cycle are: 1234, 1235 (pid:1073840288)',
};

export function errorResponse(
  { message: text, code = 'XX000', detail }: ServerError,
  severity = 'ERROR',
): Buffer {
  const fields = [`S${severity}`, `C${code}`, `M${text}`, ...(detail === undefined ? [] : [`D${detail}`])];
  return message('E', ...fields, Buffer.from([0]));
}

export const notice = (text: string): Buffer => message('N', 'SINFO', 'C00000', `M${text}`, Buffer.from([0]));
export const readyForQuery = (status: TransactionStatus): Buffer => message('Z', Buffer.from(status));
export const commandComplete = (tag: string): Buffer => message('C', tag);

/** I: no transaction; T: in one; E: in one that has failed and can only be rolled back. */
export type TransactionStatus = 'I' | 'T' | 'E';

/** The fields of an ErrorResponse by their letters. */
export function errorFields(body: Buffer): Readonly<Record<string, string>> {
  const fields = body.toString().split('\0').filter(Boolean);
  return Object.fromEntries(fields.map((field) => [field.slice(0, 1), field.slice(1)]));
}

export const cstring = (text: string): Buffer => Buffer.from(`${text}\0`);

export function int32(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeInt32BE(value);
  return buffer;
}

/** A column of an answer, and the number of its type. */
export interface Field {
  readonly name: string;
  readonly type: number;
}

/** The rows of an answer, each value as text, and their columns. */
export function readRows(answer: readonly Message[]) {
  const described = answer.find(({ type }) => type === 'T')?.body ?? Buffer.alloc(2);
  const fields: Field[] = [];
  for (let at = 2; at < described.length; at += 18) {
    const end = described.indexOf(0, at);
    fields.push({ name: described.toString('utf8', at, end), type: described.readInt32BE(end + 7) });
    at = end + 1;
  }
  const rows = answer
    .filter(({ type }) => type === 'D')
    .map(({ body }) => {
      let at = 2;
      return fields.map(() => {
        const length = body.readInt32BE(at);
        const text = length < 0 ? null : body.toString('utf8', at + 4, at + 4 + length);
        at += 4 + Math.max(0, length);
        return text;
      });
    });
  return { fields, rows };
}
