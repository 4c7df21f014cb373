import { UsageError } from '../errors.ts';
import { isDecimal } from '../formats/decimal.ts';
import { nearest } from '../nearest.ts';
import type { Parameters } from '../warehouse/warehouse.ts';
import { type FilterName, filterNames } from './filters.ts';
import { isDay } from './grain.ts';

export const parameterTypes = ['integer', 'number', 'text', 'date'] as const;

/** A value that a question takes, declared in its header: `-- param: min_plays integer 10`. */
export interface QuestionParameter {
  readonly name: string;
  readonly type: (typeof parameterTypes)[number];
  readonly default: string;
}

/** Whether a text is a value of a type. */
export function isValueOf(type: QuestionParameter['type'], text: string): boolean {
  switch (type) {
    case 'integer':
      return /^-?\d{1,15}$/.test(text);
    case 'number':
      return isDecimal(text) && Number.isFinite(Number(text));
    case 'date':
      return isDay(text);
    case 'text':
      return true;
  }
}

/** The filter whose values may be bound by a name, such as `artist_2`: the SQL of the filters names them. */
export function filterBinding(name: string): FilterName | undefined {
  const [, filter] = /^(?:not_)?(.*?)(?:_\d+)?$/.exec(name) ?? [];
  return filterNames.find((each) => each === filter);
}

/**
 * The bind parameters of a question: what is set, and the defaults of the others.
 *
 * @param set values by name, as they were typed
 * @throws {UsageError} for a name that the question does not declare, or a value of another type
 */
export function questionParameters(
  question: string,
  declared: readonly QuestionParameter[],
  set: Readonly<Record<string, string>> = {},
): Parameters {
  for (const name of Object.keys(set)) requireDeclared(question, declared, name);
  return Object.fromEntries(
    declared.map(({ name, type, default: usual }) => {
      const text = set[name] ?? usual;
      if (!isValueOf(type, text)) {
        throw new UsageError(
          'SPK-702',
          `${name} of ${question} should be of type ${type}, but is "${text}".`,
          {
            hints: [`For example --set ${name}=${usual}`],
          },
        );
      }
      return [name, type === 'integer' || type === 'number' ? Number(text) : text];
    }),
  );
}

function requireDeclared(question: string, declared: readonly QuestionParameter[], name: string): void {
  const names = declared.map((parameter) => parameter.name);
  if (names.includes(name)) return;
  const similar = nearest(name, names);
  throw new UsageError('SPK-703', `The saved query ${question} has no parameter "${name}".`, {
    hints: [
      names.length === 0
        ? 'It has none. A saved query declares one in its header: -- param: min_plays integer 10'
        : `It has ${names.join(', ')}.${similar === undefined ? '' : ` Did you mean ${similar}?`}`,
    ],
  });
}
