import { UsageError } from '../errors.ts';
import { nearest } from '../nearest.ts';
import type { Parameters, Result, Warehouse } from '../warehouse/warehouse.ts';
import { type Filters, filterParameters } from './filters.ts';
import { listQuestions, type Question } from './questions.ts';
import { settleFilters } from './settle-filters.ts';

export interface AskOptions extends Filters {
  /** Rows at most. */
  readonly limit?: number | undefined;
}

export interface Answer extends Result {
  readonly question: Question;
}

/**
 * Answers a ready question from what is published.
 *
 * @throws {UsageError} for a question that there is not, or a filter that none can meet
 */
export async function ask(warehouse: Warehouse, name: string, options: AskOptions = {}): Promise<Answer> {
  const question = findQuestion(name);
  const parameters = parametersOf(question, options);
  const result = await warehouse.query(settleFilters(question.statement, parameters), parameters);
  return { question, ...result };
}

/** @throws {UsageError} for a question that there is not */
export function findQuestion(name: string): Question {
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

/** What a question is asked with: its filters, and the rows wanted. */
export function parametersOf(question: Question, { limit, ...filters }: AskOptions): Parameters {
  return { limit: limit ?? question.limit ?? everything, ...filterParameters(filters) };
}
