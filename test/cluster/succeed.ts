import { expect } from 'vitest';
import { type Outcome, type TestAccount, wordsOf } from './account.ts';

/** Runs a command that has to succeed. */
export async function succeed(account: TestAccount, words: string): Promise<Outcome> {
  const outcome = await account.run(words);
  expect(wordsOf(outcome.error), words).toBe('no error');
  return outcome;
}
