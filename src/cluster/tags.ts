/** Every resource that this program creates carries this tag; `cluster delete` touches nothing without it. */
export const ownerTag = 'sparkify:cluster';
/** How long a cluster was meant to live: `2h`. */
export const ttlTag = 'sparkify:ttl';
/** When that time began again, by a resume or another `--ttl`; without it, the creation counts. */
export const renewedTag = 'sparkify:renewed';

export type Tags = Readonly<Record<string, string>>;

/**
 * Whom a resource belongs to: this cluster, another one of ours, or somebody else.
 * IAM roles are global, so the owner's name holds the region: the same name in two regions is two clusters.
 */
export type Ownership = 'ours' | 'another cluster' | 'not ours';

export function ownerName(cluster: { readonly region: string; readonly identifier: string }): string {
  return `${cluster.region}/${cluster.identifier}`;
}

export function ownershipOf(tags: Tags, owner: string): Ownership {
  const found = tags[ownerTag];
  if (found === undefined) return 'not ours';
  return found === owner ? 'ours' : 'another cluster';
}

/** When the time to live of a warehouse began. */
export function lifeStart(warehouse: {
  readonly createdAt?: Date | undefined;
  readonly tags: Tags;
}): Date | undefined {
  const renewed = new Date(warehouse.tags[renewedTag] ?? '');
  return Number.isNaN(renewed.getTime()) ? warehouse.createdAt : renewed;
}

/** The tags as most of AWS writes them. */
export function tagList(tags: Tags): { Key: string; Value: string }[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

/** Tags from either spelling that AWS uses. */
export function tagsFrom(
  list:
    | readonly {
        readonly Key?: string | undefined;
        readonly Value?: string | undefined;
        readonly key?: string | undefined;
        readonly value?: string | undefined;
      }[]
    | undefined,
): Tags {
  return Object.fromEntries(
    (list ?? []).map((tag) => [tag.Key ?? tag.key ?? '', tag.Value ?? tag.value ?? '']),
  );
}
