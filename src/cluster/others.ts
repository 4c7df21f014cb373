import { paginateDescribeClusters } from '@aws-sdk/client-redshift';
import { paginateListWorkgroups } from '@aws-sdk/client-redshift-serverless';
import type { Clients } from './clients.ts';
import { observeTags } from './namespace.ts';
import { ownerTag, tagsFrom } from './tags.ts';

/** A cluster or workgroup of this program. */
export interface Other {
  readonly name: string;
  readonly status: string;
}

/** The clusters and workgroups in the region that this program made, except those of one name: they may be forgotten. */
export async function observeOthers(
  { redshift, serverless }: Pick<Clients, 'redshift' | 'serverless'>,
  identifier: string,
): Promise<readonly Other[]> {
  const others: Other[] = [];
  for await (const page of paginateDescribeClusters({ client: redshift }, { TagKeys: [ownerTag] })) {
    for (const { ClusterIdentifier: name = '', ClusterStatus: status = 'unknown', Tags } of page.Clusters ??
      [])
      if (ownerTag in tagsFrom(Tags)) others.push({ name, status });
  }
  for await (const page of paginateListWorkgroups({ client: serverless }, {})) {
    for (const { workgroupName: name = '', workgroupArn = '', status = 'unknown' } of page.workgroups ?? [])
      if (ownerTag in (await observeTags({ serverless }, workgroupArn)))
        others.push({ name, status: status.toLowerCase() });
  }
  return others.filter(({ name }) => name !== identifier);
}
