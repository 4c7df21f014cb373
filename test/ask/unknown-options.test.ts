import { describe, expect, test } from 'vitest';
import { type AskOptions, ask } from '../../src/ask/ask.ts';
import { evidence } from '../../src/ask/evidence.ts';

describe.each([
  ['ask', ask],
  ['evidence', evidence],
])('%s, called from JavaScript,', (_, verb) => {
  test.each([
    [{ artst: 'Muse' }, "Unknown option 'artst'.", 'Did you mean artist?'],
    [{ exclude: { levle: ['free'] } }, "Unknown option 'levle'.", 'Did you mean level?'],
    [{ exclude: { from: ['2018-11-01'] } }, "Unknown option 'from'.", expect.stringContaining('level')],
  ])('refuses %j, which would be ignored', async (options, message, hint) => {
    const asked = verb('none.duckdb', 'top-songs', options as AskOptions);
    await expect(asked).rejects.toMatchObject({ code: 'SPK-101', message, hints: [hint] });
  });
});
