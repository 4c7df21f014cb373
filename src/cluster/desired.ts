import type { ClusterSettings } from './create-settings.ts';
import type { Identity } from './identity.ts';
import { roleArn } from './names.ts';
import type { Network } from './network.ts';
import { ownerTag, type Tags, ttlTag } from './tags.ts';

/** What `create` should come to: the settings, and what this account and this moment add to them. */
export interface Desired extends ClusterSettings {
  readonly identity: Identity;
  readonly network: Network;
  /** The ranges that may connect. */
  readonly cidrs: readonly string[];
  /** Whether the ranges are the caller's address, which nobody chose: a wider range that contains it stays. */
  readonly isOwnAddress?: boolean;
  readonly now: Date;
}

/** The tags of every resource that `create` makes. */
export function ownerTags({ owner }: Pick<Desired, 'owner'>): Tags {
  return { [ownerTag]: owner };
}

/** Those of a warehouse, with its time to live. */
export function warehouseTags({ owner, ttl }: Pick<Desired, 'owner' | 'ttl'>): Tags {
  return { ...ownerTags({ owner }), ...(ttl !== undefined && { [ttlTag]: ttl }) };
}

/** The ARN of the role that the warehouse reads S3 with: that of the one that is there, or of the one that `create` makes. */
export function accessRoleArn(
  { identity, roleName }: Desired,
  role: { readonly arn: string } | undefined,
): string {
  return role?.arn ?? roleArn(identity, roleName);
}
