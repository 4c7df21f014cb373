import { closing, joined, type Token, unquoted } from '../tokens.ts';
import type { ServerError } from '../wire.ts';

/** A COPY that was understood; facts §1.1. */
export interface CopyStatement {
  readonly table: string;
  readonly columns: readonly string[] | undefined;
  readonly from: string;
  readonly role: string | undefined;
  readonly region: string | undefined;
  readonly json: string | undefined;
  readonly manifest: boolean;
  readonly gzip: boolean;
}

/** Raised for a COPY that Redshift refuses before it reads a byte. */
export class CopyRefused extends Error {
  readonly error: ServerError;
  constructor(message: string, code = '42601') {
    super(message);
    this.error = { message, code };
  }
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * Reads a COPY; the options after FROM may come in any order. Those that the program never sends are refused: each other one drops
 * or changes records, but for those that only say what is so without them.
 */
export function parseCopy(tokens: readonly Token[]): CopyStatement {
  const fromAt = tokens.findIndex(({ value }) => value === 'from');
  const source = tokens[fromAt + 1];
  if (fromAt < 0 || source?.kind !== 'string')
    throw new CopyRefused('syntax error at or near "copy": no FROM');
  const open = tokens.findIndex(({ value }, index) => value === '(' && index < fromAt);
  const columns =
    open < 0
      ? undefined
      : tokens
          .slice(open + 1, closing(tokens, open))
          .filter(({ value }) => value !== ',')
          .map(nameOf);
  const statement: Mutable<CopyStatement> = {
    table: joined(tokens.slice(1, open < 0 ? fromAt : open)).toLowerCase(),
    columns,
    from: unquoted(source.text),
    ...{ role: undefined, region: undefined, json: undefined, manifest: false, gzip: false },
  };
  const rest = tokens.slice(fromAt + 2).filter(({ value }) => value !== 'as' && value !== ';');
  while (rest.length > 0) readOption(statement, rest);
  if (statement.json === undefined) throw new CopyRefused('the stand-in executes COPY of JSON only', '0A000');
  if (statement.role === undefined) {
    throw new CopyRefused('COPY command requires credentials: IAM_ROLE or CREDENTIALS', 'XX000');
  }
  return statement;
}

const nameOf = ({ kind, text }: Token): string =>
  (kind === 'quoted' ? text.slice(1, -1) : text).toLowerCase();

function readOption(statement: Mutable<CopyStatement>, rest: Token[]): void {
  const word = rest.shift()?.value ?? '';
  const text = () => {
    const next = rest.shift();
    if (next?.kind !== 'string') throw new CopyRefused(`syntax error at or near "${next?.text ?? ';'}"`);
    return unquoted(next.text);
  };
  switch (word) {
    case 'iam_role':
      statement.role = rest[0]?.value === 'default' ? (rest.shift()?.value ?? '') : text();
      return;
    case 'region':
      statement.region = text();
      return;
    case 'format':
      if (rest[0]?.value !== 'json') throw new CopyRefused('the stand-in executes COPY of JSON only');
      return;
    case 'json':
      statement.json = rest[0]?.kind === 'string' ? text() : 'auto';
      return;
    case 'manifest':
    case 'gzip':
      statement[word] = true;
      return;
    case 'compupdate':
    case 'statupdate':
      if (rest.shift()?.value === 'off') return;
      break;
  }
  throw new CopyRefused(`syntax error at or near "${word}", or the stand-in does not imitate it`);
}
