/** Every resource that this program creates carries this tag; `cluster delete` touches nothing without it. */
export const ownerTag = 'sparkify:cluster';
/** How long a cluster was meant to live: `2h`. */
export const ttlTag = 'sparkify:ttl';
/** When that time began again, by a resume or another `--ttl`; without it, the creation counts. */
export const renewedTag = 'sparkify:renewed';

export type Tags = Readonly<Record<string, string>>;

/** Whether a resource was made for this cluster, not for another one of ours, and not by somebody else. */
export function isOurs({ tags }: { readonly tags: Tags }, owner: string): boolean {
  return tags[ownerTag] === owner;
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
