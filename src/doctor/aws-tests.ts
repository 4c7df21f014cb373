import { randomUUID } from 'node:crypto';
import { ownAddress } from '../cluster/address.ts';
import { isAwsError } from '../cluster/aws-errors.ts';
import type { Clients } from '../cluster/clients.ts';
import { observeIdentity } from '../cluster/identity.ts';
import { kindsOf } from '../cluster/kind.ts';
import { observeDefaultVpc } from '../cluster/network.ts';
import type { Observed } from '../cluster/observe.ts';
import { trustedServices } from '../cluster/policies.ts';
import type { ClusterTarget } from '../cluster/settings.ts';
import { missingAccess } from '../cluster/simulate-access.ts';
import type { Status } from '../cluster/status.ts';
import { isOurs } from '../cluster/tags.ts';
import type { Hint } from '../hint.ts';
import { openS3Folder } from '../s3/folder.ts';
import type { S3Settings } from '../s3/settings.ts';
import { contains } from '../settings/cidr.ts';
import type { Reach } from '../sources/open.ts';
import { openSource } from '../sources/open-source.ts';
import { type Finding, ok, wrong } from './finding.ts';

/** A cluster, and what its role has to read. */
export interface RoleTarget extends ClusterTarget {
  readonly reads: readonly string[];
}

export async function testCredentials(clients: Clients): Promise<Finding> {
  const { accessKeyId, sessionToken } = await clients.sts.config.credentials();
  const kind = sessionToken === undefined ? 'long-lived keys' : 'temporary keys';
  return ok('credentials', `found, ${kind} ${accessKeyId.slice(0, 4)}…`);
}

export async function testIdentity(clients: Clients): Promise<Finding> {
  const { account, arn } = await observeIdentity(clients);
  return ok('identity', `${arn} in account ${account}`);
}

export async function testRegion(
  clients: Clients,
  region: string,
  subnetGroup: string | undefined,
): Promise<Finding> {
  if (subnetGroup !== undefined) return ok('region', `${region}, subnet group ${subnetGroup}`);
  const vpcId = await observeDefaultVpc(clients);
  if (vpcId !== undefined) return ok('region', `${region}, default network ${vpcId}`);
  return wrong('region', `${region} has no default VPC for a cluster.`, 'aws ec2 create-default-vpc');
}

/** Whether a place can be listed and has a file in it, as `etl` lists it; of the two parts of `--data`, the `sibling` is enough. */
export async function testPlace(
  { location, sibling }: { readonly location: string; readonly sibling: string | undefined },
  clusterRegion: string,
  reach: Reach,
): Promise<Finding> {
  const { isEmpty, region } = await lookInto(location, reach);
  const where =
    region === undefined || region === clusterRegion ? '' : `, in ${region} (COPY names that region)`;
  if (!isEmpty) return ok('bucket', `${location} can be listed${where}`);
  if (sibling !== undefined && !(await lookInto(sibling, reach)).isEmpty) {
    return ok('bucket', `${location} has no file in it: ${sibling} is loaded alone`);
  }
  return wrong('bucket', `${location} has no file in it.`, `aws s3 ls ${location.replace(/\/?$/, '/')}`);
}

async function lookInto(location: string, { s3, signal }: Reach) {
  await using source = await openSource(location, s3);
  let isEmpty = true;
  for await (const _ of source.list(signal)) {
    isEmpty = false;
    break;
  }
  return { isEmpty, region: source.region };
}

/** Whether a run could put its parts below WORK and take them away: an empty object is written and deleted. */
export async function testWork(location: string, settings: S3Settings): Promise<Finding> {
  await using folder = await openS3Folder(location, settings);
  const name = `doctor-${randomUUID()}`;
  await folder.put(name, new Uint8Array());
  await folder.remove(name);
  return ok('work', `${location} can be written and deleted`);
}

/** `create` repairs a role that is ours, and makes a missing one; it never changes what others made. */
export async function testRole(
  clients: Clients,
  settings: RoleTarget,
  observed: Observed,
  create: Hint,
): Promise<Finding> {
  const { role, identity } = observed;
  const { roleName: name, owner } = settings;
  if (role === undefined) return wrong('role', `The IAM role ${name} does not exist.`, create);
  const ours = isOurs(role, owner);
  const trusted = JSON.stringify(role.trust ?? '');
  const [kind = settings.asked.kind] = kindsOf(observed, owner);
  const distrusted = trustedServices(kind === 'serverless').filter(
    (service) => !trusted.includes(`"${service}"`),
  );
  if (distrusted.length > 0) {
    const fix = ours ? create : 'It is not ours: let them assume it, or name another with --role-name.';
    return wrong('role', `${distrusted.join(' and ')} may not assume ${name}.`, fix);
  }
  try {
    const missing = await missingAccess(clients, role.arn, { ...settings, partition: identity.partition });
    const [first] = missing;
    if (first === undefined) return ok('role', `${name} is trusted, and may read what is configured`);
    const fix = ours
      ? [create]
      : [
          { command: 'cluster policy', flags: { for: 'role' }, why: 'Save as access.json' },
          `aws iam put-role-policy --role-name ${name} --policy-name sparkify-access --policy-document file://access.json`,
        ];
    return wrong('role', `${name} may not ${first.action} on ${first.resource}.`, ...fix);
  } catch (error) {
    if (!isAwsError(error, 'AccessDenied')) throw error;
    return ok('role', `${name} is trusted; its access was not tested (you lack iam:SimulatePrincipalPolicy)`);
  }
}

export function testCluster(status: Status | undefined, settings: ClusterTarget): Finding {
  const { identifier, connection } = settings;
  if (status === undefined) {
    return wrong('cluster', `There is no cluster "${identifier}" in ${connection.region}.`, {
      command: 'cluster create',
      why: '',
    });
  }
  if (status.state === 'paused')
    return wrong('cluster', `${identifier} is paused.`, { command: 'cluster resume', why: '' });
  if (status.state !== 'available') {
    return wrong('cluster', `${identifier} is ${status.state}.`, { command: 'cluster status', why: '' });
  }
  if (status.warning !== undefined) {
    return wrong('cluster', status.warning, { command: 'cluster delete', why: '' });
  }
  return ok('cluster', `${identifier} is available, ${status.size}`);
}

/** What to do about a network that does not answer, given which addresses are allowed. */
export async function networkAdvice(
  status: Status | undefined,
  addressService?: string,
): Promise<Finding['fix']> {
  if (status === undefined) return ['Check the name, and the address ranges that its security group allows.'];
  if (!status.public) return [{ command: 'cluster create', why: 'It is reachable in its VPC only' }];
  const address = await ownAddress(addressService).catch(() => undefined);
  const { allowed } = status;
  if (address === undefined || allowed === undefined || allowed.some((range) => contains(range, address))) {
    return ['Check your own firewall for outgoing connections to this port.'];
  }
  return [
    `Your address is ${address}, but the security group allows ${allowed.join(', ') || 'none'}.`,
    { command: 'cluster create', why: 'Allow yours' },
  ];
}
