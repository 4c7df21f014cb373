import type { Redshift } from '../../redshift/stand-in.ts';

/** What a warehouse needs to know of a stand-in. */
export const settingsOf = ({ host, port, database, user, password, ca }: Redshift) => ({
  ...{ host, port, database, user, password, ca },
});

/** The error that a promise rejects with. */
export async function errorOf(promise: Promise<unknown>): Promise<Error & Record<string, unknown>> {
  const error = await promise.then(
    () => new Error('it did not fail'),
    (reason) => reason,
  );
  return error as Error & Record<string, unknown>;
}
