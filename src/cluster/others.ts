import type { Clients } from './clients.ts';
import { clustersWithTag } from './cluster.ts';
import { ownerTag } from './tags.ts';
import { workgroupsWithTag } from './workgroup.ts';

/** A cluster or workgroup of this program. */
export interface Other {
  readonly name: string;
  readonly status: string;
}

/** The clusters and workgroups in the region that this program made, except those of one name: they may be forgotten. */
export async function observeOthers(
  clients: Pick<Clients, 'redshift' | 'serverless'>,
  identifier: string,
): Promise<readonly Other[]> {
  const clusters = await clustersWithTag(clients, ownerTag);
  const ours = clusters.filter((cluster) => ownerTag in cluster.tags);
  const all = [...ours, ...(await workgroupsWithTag(clients, ownerTag))];
  return all.filter(({ name }) => name !== identifier);
}
