/** Says that a turn is over. */
export type Release = () => void;

/**
 * Lets one session at a time use PGlite, in the order of asking. It is one backend, so a session that is inside a
 * transaction keeps the turn until it ends: transactions run one after the other, which is what two runs that begin with
 * LOCK do on Redshift. What this cannot show (a reader beside a writer, write skew, a deadlock) `postgres.ts` does.
 */
export function openTurn(): () => Promise<Release> {
  let last = Promise.resolve();
  return async () => {
    const before = last;
    let release: Release = () => {};
    last = new Promise((resolve) => {
      release = resolve;
    });
    await before;
    return release;
  };
}
