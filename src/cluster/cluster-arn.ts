import type { Identity } from './identity.ts';

/** The ARN of a provisioned cluster: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonredshift.html */
export function clusterArn({ partition, account }: Identity, region: string, name: string): string {
  return `arn:${partition}:redshift:${region}:${account}:cluster:${name}`;
}
