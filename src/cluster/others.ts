import { paginateDescribeClusters } from '@aws-sdk/client-redshift';
import { paginateListWorkgroups } from '@aws-sdk/client-redshift-serverless';
import { allPages } from './all-pages.ts';
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
  const clusters = paginateDescribeClusters({ client: redshift }, { TagKeys: [ownerTag] });
  for (const cluster of await allPages(clusters, (page) => page.Clusters)) {
    const { ClusterIdentifier: name = '', ClusterStatus: status = 'unknown' } = cluster;
    if (ownerTag in tagsFrom(cluster.Tags)) others.push({ name, status });
  }
  const workgroups = paginateListWorkgroups({ client: serverless }, {});
  for (const workgroup of await allPages(workgroups, (page) => page.workgroups)) {
    const { workgroupName: name = '', workgroupArn = '', status = 'unknown' } = workgroup;
    if (ownerTag in (await observeTags({ serverless }, workgroupArn)))
      others.push({ name, status: status.toLowerCase() });
  }
  return others.filter(({ name }) => name !== identifier);
}
