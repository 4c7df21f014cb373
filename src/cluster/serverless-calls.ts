import { isAwsError } from './aws-errors.ts';
import { absentAsUndefined, appeared } from './resource.ts';
import type { Tags } from './tags.ts';
import { type RetryPolicy, retryWhile } from './wait.ts';

/** Calls again while Serverless answers Conflict: an earlier change is still being made. */
export async function whileBusy(retryPolicy: RetryPolicy, call: () => Promise<unknown>): Promise<void> {
  await retryWhile((error) => isAwsError(error, 'Conflict'), retryPolicy, call);
}

/** Creates something; where Serverless answers Conflict since there is one, that is ours, or an error says that it is not. */
export async function createUnlessThere(
  label: string,
  owner: string,
  {
    create,
    observe,
  }: {
    readonly create: () => Promise<unknown>;
    readonly observe: () => Promise<{ readonly tags: Tags } | undefined>;
  },
): Promise<void> {
  try {
    await create();
  } catch (error) {
    const existing = isAwsError(error, 'Conflict') ? await observe() : undefined;
    if (existing === undefined) throw error;
    appeared(label, owner, existing);
  }
}

/** Asks for a deletion, until it is accepted, or somebody's is under way; what is being created or changed cannot be deleted before that ends. */
export async function removeOnceFree(
  remove: () => Promise<unknown>,
  observe: () => Promise<{ readonly status: string } | undefined>,
  retryPolicy: RetryPolicy,
): Promise<void> {
  await whileBusy(retryPolicy, async () => {
    try {
      await absentAsUndefined(remove, 'ResourceNotFound');
    } catch (error) {
      const status = (await observe())?.status;
      if (isAwsError(error, 'Conflict') && (status === undefined || status === 'deleting')) return;
      throw error;
    }
  });
}
