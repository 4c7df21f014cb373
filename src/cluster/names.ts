/** Of an ARN, what is the same for all of an account. */
interface OfAccount {
  readonly partition: string;
  readonly account: string;
}

/**
 * Whom the resources of a cluster belong to. IAM roles are global, so the owner's name holds the region: the same name in two
 * regions is two clusters.
 */
export function ownerName(cluster: { readonly region: string; readonly identifier: string }): string {
  return `${cluster.region}/${cluster.identifier}`;
}

/** The name of a cluster's scheduled action, and of the IAM role that it assumes. */
export function pauseName(identifier: string): string {
  return `${identifier}-pause`;
}

/** The ARN of a provisioned cluster: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonredshift.html */
export function clusterArn({ partition, account }: OfAccount, region: string, name: string): string {
  return `arn:${partition}:redshift:${region}:${account}:cluster:${name}`;
}

/** The ARN of a role without a path, as `create` makes them. */
export function roleArn({ partition, account }: OfAccount, name: string): string {
  return `arn:${partition}:iam::${account}:role/${name}`;
}
