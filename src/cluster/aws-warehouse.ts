import type { Kind } from './asked-kind.ts';
import type { Cluster } from './cluster.ts';
import type { Namespace } from './namespace.ts';
import type { Workgroup } from './workgroup.ts';

/** What a cluster and Serverless are to those who use them. */
export interface AwsWarehouse
  extends Omit<Cluster, 'status' | 'nodeType' | 'nodes' | 'vpcId' | 'subnetGroup' | 'kmsKey'> {
  readonly kind: Kind;
  /** As AWS calls it: `creating`, `available`, `paused` … */
  readonly state: string;
  /** `2 x ra3.large`, or `Serverless, 4 RPU, up to 8, at most 24 RPU-hours a day`. */
  readonly size: string;
}

export function ofCluster(cluster: Cluster): AwsWarehouse {
  const { status: state, nodeType, nodes, vpcId: _, subnetGroup: __, kmsKey: ___, ...rest } = cluster;
  return { kind: 'nodes', ...rest, state, size: `${nodes} x ${nodeType}` };
}

/** The endpoint is the workgroup's; users, roles and tags are the namespace's. */
export function ofServerless(namespace: Namespace, workgroup: Workgroup): AwsWarehouse {
  const { baseCapacity, maxCapacity, usageLimit } = workgroup;
  const { database, user, roles, secretArn, tags } = namespace;
  const { name, status: state, host, port, securityGroups, version, createdAt } = workgroup;
  const most = maxCapacity === undefined ? '' : `, up to ${maxCapacity}`;
  const limit = usageLimit === undefined ? 'no limit' : `at most ${usageLimit.amount} RPU-hours a day`;
  return {
    kind: 'serverless',
    name,
    state,
    size: `Serverless, ${baseCapacity} RPU${most}, ${limit}`,
    database,
    user,
    roles,
    tags,
    securityGroups,
    version,
    public: workgroup.public,
    // Serverless is always encrypted: https://docs.aws.amazon.com/redshift/latest/mgmt/serverless-console-comparison.html
    encrypted: true,
    ...(host && { host }),
    ...(port && { port }),
    ...(secretArn && { secretArn }),
    ...(createdAt && { createdAt }),
  };
}
