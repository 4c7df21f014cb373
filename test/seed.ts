import fc from 'fast-check';

/**
 * What everything that tests draw comes from: another one each time, or the one of the environment variable
 * SPARKIFY_SEED, to repeat what failed. A property that fails prints it; other tests put it into their messages.
 */
export const seed = Number(process.env.SPARKIFY_SEED ?? Date.now() % 2 ** 31);

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed });

/** Numbers from 0 to below 1, spread evenly; the same ones for the same seed. */
export function drawn(count: number): readonly number[] {
  const millionths = fc.noBias(fc.integer({ min: 0, max: 999_999 }));
  return fc.sample(millionths, { seed, numRuns: count }).map((number) => number / 1_000_000);
}
