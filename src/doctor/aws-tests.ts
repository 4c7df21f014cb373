import { ownAddress } from '../cluster/address.ts';
import { isAwsError } from '../cluster/aws-errors.ts';
import { observePlace, readObject } from '../cluster/buckets.ts';
import type { Clients } from '../cluster/clients.ts';
import { observeIdentity } from '../cluster/identity.ts';
import { observeDefaultVpc } from '../cluster/network.ts';
import type { Observed } from '../cluster/observe.ts';
import { trustedServices } from '../cluster/policies.ts';
import type { ClusterSettings } from '../cluster/settings.ts';
import { missingAccess } from '../cluster/simulate-access.ts';
import type { Status } from '../cluster/status.ts';
import { type Finding, ok, wrong } from './finding.ts';

export async function testCredentials(clients: Clients): Promise<Finding> {
  const { accessKeyId, sessionToken } = await clients.sts.config.credentials();
  const kind = sessionToken === undefined ? 'long-lived keys' : 'temporary keys';
  return ok('credentials', `found, ${kind} ${accessKeyId.slice(0, 4)}…`);
}

export async function testIdentity(clients: Clients): Promise<Finding> {
  const { account, arn } = await observeIdentity(clients);
  return ok('identity', `${arn} in account ${account}`);
}

export async function testRegion(clients: Clients, region: string): Promise<Finding> {
  const vpcId = await observeDefaultVpc(clients);
  if (vpcId !== undefined) return ok('region', `${region}, default network ${vpcId}`);
  return wrong('region', `${region} has no default VPC to put a cluster into.`, 'aws ec2 create-default-vpc');
}

export async function testPlace(clients: Clients, location: string, clusterRegion: string): Promise<Finding> {
  const { isEmpty, region } = await observePlace(clients, location);
  const where =
    region === undefined || region === clusterRegion ? '' : `, in ${region} (COPY names that region)`;
  if (!isEmpty) return ok('bucket', `${location} can be listed${where}`);
  return wrong('bucket', `${location} has no file in it.`, `aws s3 ls ${location.replace(/\/?$/, '/')}`);
}

export async function testJsonPaths(clients: Clients, location: string): Promise<Finding> {
  const count = countJsonPaths(await readObject(clients, location));
  if (count !== undefined) return ok('JSONPaths', `${location} names ${count} columns`);
  return wrong(
    'JSONPaths',
    `${location} should be one object with the key "jsonpaths" and a list of paths; any other is silently taken for 'auto'.`,
    'Leave LOG_JSONPATH empty: the 18 columns of the log are known.',
  );
}

export async function testRole(
  clients: Clients,
  settings: ClusterSettings,
  observed: Observed,
): Promise<Finding> {
  const { role, identity } = observed;
  if (role === undefined) {
    return wrong('role', `The IAM role ${settings.roleName} does not exist.`, 'sparkify cluster create');
  }
  const trusted = JSON.stringify(role.trust ?? '');
  const distrusted = trustedServices(settings.compute.kind === 'serverless').filter(
    (service) => !trusted.includes(`"${service}"`),
  );
  if (distrusted.length > 0) {
    return wrong(
      'role',
      `${distrusted.join(' and ')} may not assume ${role.name}.`,
      'sparkify cluster create',
    );
  }
  try {
    const missing = await missingAccess(clients, role.arn, { ...settings, partition: identity.partition });
    const [first] = missing;
    if (first === undefined) return ok('role', `${role.name} is trusted, and may read what is configured`);
    return wrong(
      'role',
      `${role.name} may not ${first.action} on ${first.resource}.`,
      'sparkify cluster create',
    );
  } catch (error) {
    if (!isAwsError(error, 'AccessDenied')) throw error;
    return ok(
      'role',
      `${role.name} is trusted; its access was not tested (you lack iam:SimulatePrincipalPolicy)`,
    );
  }
}

export function testCluster(status: Status | undefined, settings: ClusterSettings): Finding {
  const { identifier, connection } = settings;
  if (status === undefined) {
    return wrong(
      'cluster',
      `There is no cluster "${identifier}" in ${connection.region}.`,
      'sparkify cluster create',
    );
  }
  if (status.state === 'paused')
    return wrong('cluster', `${identifier} is paused.`, 'sparkify cluster resume');
  if (status.state !== 'available') {
    return wrong('cluster', `${identifier} is ${status.state}.`, 'sparkify cluster status');
  }
  if (status.warning !== undefined) return wrong('cluster', status.warning, 'sparkify cluster delete');
  return ok('cluster', `${identifier} is available, ${status.size}`);
}

/** What to do about a network that does not answer, in the light of who is let in. */
export async function networkAdvice(
  status: Status | undefined,
  addressService?: string,
): Promise<readonly string[]> {
  if (status === undefined) return ['Check the name, and who its security group lets in.'];
  if (!status.public) return ['The cluster is reachable in its VPC only: sparkify cluster create'];
  const address = await ownAddress(addressService).catch(() => undefined);
  if (address === undefined || status.allowed === undefined || status.allowed.includes(`${address}/32`)) {
    return ['Check your own firewall for outgoing connections to this port.'];
  }
  const allowed = status.allowed.join(', ') || 'nobody';
  return [`Your address is ${address}, but ${allowed} is let in: sparkify cluster create`];
}

function countJsonPaths(text: string): number | undefined {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  const paths = (document as { jsonpaths?: unknown } | null)?.jsonpaths;
  if (!Array.isArray(paths) || paths.length === 0) return undefined;
  return paths.every((path) => typeof path === 'string' && path !== '') ? paths.length : undefined;
}
