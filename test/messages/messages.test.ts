import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Argument, parseSync, Visitor } from 'oxc-parser';
import { expect, test } from 'vitest';
import type { RejectionCode } from '../../src/formats/rejection.ts';
import type { Message } from '../../src/messages/message.ts';
import { type Code, messages } from '../../src/messages/messages.ts';
import { rejections } from '../../src/messages/rejections.ts';
import { patternOf } from './wordings.ts';

const root = join(import.meta.dirname, '../..');
const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !path.startsWith('messages/'))
  .map((path) => [path, readFileSync(join(root, 'src', path), 'utf8')] as const);

test('every code is one of an error that the program has', () => {
  const text = sources.map(([, content]) => content).join('\n');
  expect(codes().filter((code) => !text.includes(`'${code}'`))).toEqual([]);
});

test('every message in the program has the words of the table', () => {
  const thrown = sources.flatMap(([path, content]) => messagesIn(path, content));
  expect(thrown.length).toBeGreaterThan(150);
  expect(thrown.filter(({ code, message }) => !hasWording(code, message))).toEqual([]);
});

test('the texts of an entry are whole sentences', () => {
  const texts = [
    ...Object.entries<Omit<Message, 'exit' | 'wordings'>>(rejections),
    ...Object.entries(messages),
  ];
  const odd = texts.flatMap(([code, { meaning, why, fix }]) =>
    [meaning, why, fix].filter((text) => !/[.?]$|https:\S+$/.test(text)).map((text) => `${code}: ${text}`),
  );
  expect(odd).toEqual([]);
});

test('every reason of a rejected record is explained', () => {
  // The compiler compares the two lists: a reason without an explanation is an error here, and so is the reverse.
  type Pattern<Reason> = Reason extends `${infer Kind}:${string}` ? `${Kind}:KEY` : Reason;
  const reasons: Record<Pattern<RejectionCode> | 'range:ts', unknown> = rejections;
  const known: Record<keyof typeof rejections, unknown> = reasons;
  expect(Object.keys(known)).toHaveLength(13);
});

function codes(): readonly Code[] {
  return Object.keys(messages) as Code[];
}

interface Thrown {
  readonly code: Code;
  /** `…` for what differs. */
  readonly message: string;
}

/** The messages that are written where an error is made, not those that come from a variable. */
function messagesIn(path: string, content: string): readonly Thrown[] {
  const found: Thrown[] = [];
  new Visitor({
    NewExpression({ arguments: given }) {
      const [code, message] = given.map(textOf);
      if (code !== undefined && code in messages && message !== undefined)
        found.push({ code: code as Code, message });
    },
  }).visit(parseSync(path, content).program);
  return found;
}

function textOf(node: Argument): string | undefined {
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : undefined;
  if (node.type !== 'TemplateLiteral') return undefined;
  return node.quasis.map(({ value }) => value.cooked).join('…');
}

/** Whether a wording has the same fixed words; what differs may be spelled out in the table, or in the program. */
function hasWording(code: Code, message: string): boolean {
  return messages[code].wordings.some(
    (wording: string) => patternOf(message).test(wording) || patternOf(wording).test(message),
  );
}
