import { TransientError } from '../errors.ts';
import { isAwsError } from './aws-errors.ts';
import { ownerTag, type Tags } from './tags.ts';

/** One thing about a resource that differs from what is wanted, and can be changed in place. */
export interface Change<What extends string = string> {
  readonly what: What;
  readonly from: string;
  readonly to: string;
}

/** What was decided about a resource; `changes` are none unless it is to be changed. */
export interface Decision<ResourceChange extends Change> {
  readonly verb: 'create' | 'keep' | 'adopt' | 'change' | 'refuse';
  readonly changes: readonly ResourceChange[];
}

/** The answer, or undefined where AWS says that there is no such thing. */
export async function absentAsUndefined<Answer>(
  call: () => Promise<Answer>,
  ...codes: readonly string[]
): Promise<Answer | undefined> {
  try {
    return await call();
  } catch (error) {
    if (isAwsError(error, ...codes)) return undefined;
    throw error;
  }
}

/** The resource that a creating call left, checked to be ours: between looking and creating, somebody else may have been faster. */
export function appeared<Resource extends { readonly tags: Tags }>(
  kind: string,
  desired: { readonly name: string; readonly tags: Tags },
  resource: Resource | undefined,
): Resource {
  if (resource === undefined) {
    throw new TransientError(
      'SPK-609',
      `The ${kind} ${desired.name} was created, but AWS does not show it yet.`,
    );
  }
  if (resource.tags[ownerTag] === desired.tags[ownerTag]) return resource;
  throw new TransientError(
    'SPK-609',
    `Another caller created the ${kind} ${desired.name} at the same moment.`,
  );
}
