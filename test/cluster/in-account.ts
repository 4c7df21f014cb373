import { test as plain } from 'vitest';
import { openTestAccount, type TestAccount } from './account.ts';

/** A test in an account of AWS of its own, which is empty at first. */
export const test = plain.extend<{ account: TestAccount }>({
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads what a fixture needs from this pattern.
  async account({}, use) {
    await using account = await openTestAccount();
    await use(account);
  },
});
