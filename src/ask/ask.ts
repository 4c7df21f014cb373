import { UsageError } from '../errors.ts';
import { nearest } from '../nearest.ts';
import type { Parameters, Result, Warehouse } from '../warehouse/warehouse.ts';
import { listQuestions, type Question } from './questions.ts';

export interface AskOptions {
  /** Rows at most. */
  readonly limit?: number | undefined;
  /** The first and the last day, `2018-11-01`, both included. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export interface Answer extends Result {
  readonly question: Question;
}

/**
 * Answers a ready question from what is published.
 *
 * @throws {UsageError} for a question that there is not, or a day that is none
 */
export async function ask(warehouse: Warehouse, name: string, options: AskOptions = {}): Promise<Answer> {
  const question = findQuestion(name);
  const result = await warehouse.query(question.statement, parametersOf(question, options));
  return { question, ...result };
}

function findQuestion(name: string): Question {
  const questions = listQuestions();
  const found = questions.find((question) => question.name === name);
  if (found !== undefined) return found;
  const names = questions.map((question) => question.name);
  const similar = nearest(name, names);
  throw new UsageError(`There is no question "${name}".`, {
    hints: [
      similar === undefined
        ? `The questions are ${names.join(', ')}.`
        : `Did you mean ${similar}? sparkify ask lists them all.`,
    ],
  });
}

const everything = 2 ** 31;

function parametersOf(question: Question, { limit, from, to }: AskOptions): Parameters {
  return {
    limit: limit ?? question.limit ?? everything,
    from: from === undefined ? '0001-01-01' : day(from, '--from', 0),
    to: to === undefined ? '9999-12-31' : day(to, '--to', 1),
  };
}

/** A day and the days after it, checked: the engines would each say something else of the 31st of November. */
function day(text: string, flag: string, plus: number): string {
  const date = new Date(`${text}T00:00:00Z`);
  if (
    !/^\d{4}-\d\d-\d\d$/.test(text) ||
    Number.isNaN(date.getTime()) ||
    date.toISOString().slice(0, 10) !== text
  ) {
    throw new UsageError(`${flag} should be a day such as 2018-11-30, but is "${text}".`);
  }
  date.setUTCDate(date.getUTCDate() + plus);
  return date.toISOString().slice(0, 10);
}
