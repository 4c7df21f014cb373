/**
 * What this process must not be cut off in, and what it has done for good. One state for the whole process, since it is
 * the process that ends.
 */

let commits = 0;
let cleanUps = 0;
let published = false;

/** Sends a COMMIT. Until it returns the process is not ended: nobody could say whether the COMMIT took place. */
export async function duringCommit<Result>(commit: () => Promise<Result>): Promise<Result> {
  commits++;
  try {
    return await commit();
  } finally {
    commits--;
  }
}

/** Whether a COMMIT is under way. */
export function isCommitting(): boolean {
  return commits > 0;
}

/** Makes something that costs money, and takes it away again. Until it returns the process is not ended, for as long as that takes. */
export async function untilCleanedUp<Result>(work: () => Promise<Result>): Promise<Result> {
  cleanUps++;
  try {
    return await work();
  } finally {
    cleanUps--;
  }
}

/** Whether something is still to be taken away. */
export function isCleaningUp(): boolean {
  return cleanUps > 0;
}

/** Records that a run is published. */
export function notePublished(): void {
  published = true;
}

/** Whether a run of this process is published. */
export function wasPublished(): boolean {
  return published;
}
