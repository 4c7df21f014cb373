/** Says that a turn is over. */
export type Release = () => void;

/**
 * Lets one session at a time use the engine, in the order of asking. PGlite is one backend, so a session that is
 * inside a transaction keeps the turn until it ends: transactions run one after the other, which is what two runs
 * that begin with LOCK do on Redshift. What the stand-in cannot show, therefore, is write skew under snapshot
 * isolation, a reader beside a writer, or a deadlock; those are injected by `failNext`.
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
