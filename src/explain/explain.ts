import { type ExitCode, exitCodes, UsageError } from '../errors.ts';
import { type Code, messages } from '../messages/messages.ts';
import { rejections } from '../messages/rejections.ts';
import { nearest } from '../nearest.ts';
import { readSqlFolder } from '../sql.ts';

/** What a code means: that of an error, the reason of a rejected record, or the name of a check. */
export interface Explanation {
  readonly code: string;
  readonly kind: 'error' | 'rejected record' | 'check';
  /** What the user reads; `…` is what differs from case to case. */
  readonly messages: readonly string[];
  /** How the command ends; null for a rejected record, which ends no run by itself. */
  readonly exit_code: ExitCode | null;
  readonly meaning: string;
  readonly why: string;
  readonly fix: string;
}

/** Every explanation: errors by number, then reasons of rejected records, then checks. */
export function listExplanations(): readonly Explanation[] {
  return [...errors(), ...reasons(), ...checks()];
}

/**
 * Explains `SPK-202` (also `spk202` or `202`), a reason such as `range:ts`, or a check such as `one-row-per-play`.
 *
 * @throws {UsageError} for anything else, with what was probably meant
 */
export function explain(typed: string): Explanation {
  const all = listExplanations();
  const name = canonical(typed);
  const found = all.find(({ code }) => code.toLowerCase() === name.toLowerCase()) ?? ofAnyKey(name, all);
  if (found !== undefined) return found;
  const near = nearCodes(
    name,
    all.map(({ code }) => code),
  );
  throw new UsageError('SPK-120', `There is no code "${typed}".`, {
    hints: [
      ...(near.length === 0 ? [] : [`Did you mean ${near.join(', ')}?`]),
      'sparkify explain lists every code.',
    ],
  });
}

/** One line for a list of codes: the message that the user reads, or the meaning where there is none. */
export function titleOf({ messages, meaning }: Explanation): string {
  return messages[0] ?? meaning;
}

function errors(): readonly Explanation[] {
  const codes = Object.keys(messages) as Code[];
  return codes.sort().map((code) => {
    const { exit, wordings, ...texts } = messages[code];
    return { code, kind: 'error', messages: wordings, exit_code: exitCodes[exit], ...texts };
  });
}

function reasons(): readonly Explanation[] {
  return Object.entries(rejections).map(([code, texts]) => ({
    code,
    kind: 'rejected record',
    messages: [],
    exit_code: null,
    ...texts,
  }));
}

function checks(): readonly Explanation[] {
  return readSqlFolder('checks').map(({ name, header }) => ({
    code: name,
    kind: 'check',
    messages: [],
    exit_code: exitCodes.checkFailed,
    meaning: header.join(' '),
    why: `It failed because the query in sql/checks/${name}.sql found rows that break this rule: the data contradicts itself, or a table was changed by hand.`,
    fix: '`sparkify check` prints the first of these rows. `sparkify etl --rebuild-star` makes the star from staging again; otherwise correct the source and load it again.',
  }));
}

/** `spk202`, `202` and `SPK-202` are the same. */
function canonical(typed: string): string {
  const number = /^(?:error\[)?(?:spk)?[-_ ]?(\d{3})\]?$/i.exec(typed.trim())?.[1];
  return number === undefined ? typed.trim() : `SPK-${number}`;
}

/** `missing:userId` is explained by `missing:KEY`. */
function ofAnyKey(name: string, all: readonly Explanation[]): Explanation | undefined {
  const kind = /^(\w+):./.exec(name)?.[1]?.toLowerCase();
  return all.find(({ code }) => code === `${kind}:KEY`);
}

function nearCodes(name: string, codes: readonly string[]): readonly string[] {
  const number = Number(/^SPK-(\d+)$/.exec(name)?.[1]);
  const similar = nearest(name, codes);
  if (Number.isNaN(number)) return similar === undefined ? [] : [similar];
  const distance = (code: string) => Math.abs(Number(code.slice('SPK-'.length)) - number);
  return codes
    .filter((code) => code.startsWith('SPK-'))
    .sort((a, b) => distance(a) - distance(b))
    .slice(0, 3)
    .sort();
}
