import {
  CreateRoleCommand,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import type { Hint } from '../hint.ts';
import { isAwsError } from './aws-errors.ts';
import { type Desired, ownerTags } from './desired.ts';
import { accessPolicy, keyIn, trustedServices, trustPolicy } from './policies.ts';
import { type PolicyDocument, samePolicy } from './policy-document.ts';
import {
  absentAsUndefined,
  adopted,
  appeared,
  type Change,
  created,
  keptOrChanged,
  type Planned,
  refused,
  type Step,
  type Work,
} from './resource.ts';
import { accessPolicyName, madeHere, observeRole, type Role } from './role.ts';
import { isOurs, tagList } from './tags.ts';
import { retryWhile, waitFor } from './wait.ts';

/** A role as it should be, with what the plan prints about it. */
export interface DesiredRole {
  readonly name: string;
  /** What it is for, a sentence. */
  readonly purpose: string;
  readonly trust: PolicyDocument;
  /** The services that have to be able to assume it. */
  readonly services: readonly string[];
  /** Undefined: nothing to read is configured, and what the role may read stays as it is. */
  readonly access: PolicyDocument | undefined;
  /** What it may do. */
  readonly summary: string;
  /** What to do about a role of this name that somebody else made, and that they may not assume. */
  readonly wayOut: string;
  /** How to see what such a role may do. */
  readonly look?: Hint;
}

/** What will happen to the role that Redshift reads S3 with. */
export function planAccessRole(desired: Desired, role: Role | undefined, hasNamespace: boolean): Step {
  const { reads, work, kmsKey = keyIn(role?.access), identity, compute } = desired;
  const isServerless = compute.kind === 'serverless';
  const parts = [
    ...(reads.length > 0 ? [`reads ${reads.join(', ')}`] : []),
    ...(work === undefined ? [] : [`writes ${work}`]),
  ];
  const wanted: DesiredRole = {
    name: desired.roleName,
    purpose: 'Lets Redshift read the Sparkify data.',
    // A namespace of this name uses the role too, beside a cluster.
    trust: trustPolicy(isServerless || hasNamespace),
    services: trustedServices(isServerless),
    access: accessPolicy({ reads, work, kmsKey, partition: identity.partition }),
    summary: parts.length > 0 ? parts.join('; ') : 'reads nothing yet',
    wayOut: 'Choose another name with --role-name (DWH_IAM_ROLE_NAME), or let that service assume it.',
    look: { command: 'doctor', flags: { warehouse: 'redshift' }, why: 'See what it may read' },
  };
  return planRole(desired, wanted, role);
}

/** What will happen to an IAM role. */
export function planRole(desired: Desired, wanted: DesiredRole, role: Role | undefined): Step {
  const { name, trust, access, summary, services } = wanted;
  const { boundary } = desired;
  const isUnread = access === undefined && role?.access === undefined;
  const planned: Planned = {
    kind: 'IAM role',
    name,
    summary,
    notes: isUnread
      ? ['No S3 location is configured, so it cannot read anything yet. Give --data s3://…']
      : [],
    create: (work) => createRole(work, desired, wanted),
  };
  if (role === undefined) return created(planned);
  if (!isOurs(role, desired.owner)) return planForeignRole(planned, wanted, role);
  const changes: Change[] = [];
  // First: only a bounded role may be given more.
  if (boundary !== undefined && role.boundary !== boundary) {
    const command = new PutRolePermissionsBoundaryCommand({ RoleName: name, PermissionsBoundary: boundary });
    const make = ({ clients: { iam } }: Work) => iam.send(command);
    changes.push({ what: 'permissions boundary', from: role.boundary ?? '', to: boundary, make });
  }
  if (!samePolicy(role.trust, trust)) {
    const PolicyDocument = JSON.stringify(trust);
    const make = ({ clients: { iam } }: Work) =>
      iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: name, PolicyDocument }));
    changes.push({ what: 'trust', from: 'another policy', to: services.join(' and '), make });
  }
  if (access !== undefined && !samePolicy(role.access, access)) {
    const from = role.access === undefined ? 'no access' : 'other places';
    changes.push({ what: 'access', from, to: summary, make: (work) => putAccess(work, wanted) });
  }
  return keptOrChanged(planned, changes);
}

function planForeignRole(planned: Planned, { services, wayOut, look }: DesiredRole, role: Role): Step {
  const trusted = JSON.stringify(role.trust ?? '');
  const missing = services.filter((service) => !trusted.includes(`"${service}"`));
  if (missing.length > 0) {
    const why = `It exists, was not made for this cluster, and ${missing.join(' and ')} may not assume it.`;
    return refused(planned, { notes: [why, wayOut] });
  }
  const step = adopted(planned, 'It was not made for this cluster: it stays as it is.');
  return { ...step, ...(look && { hints: [look] }) };
}

/** Creates the role. One that was created a moment ago, by a run that died or an answer that got lost, is taken on. */
async function createRole(work: Work, desired: Desired, wanted: DesiredRole): Promise<void> {
  const { clients, retryPolicy } = work;
  const { name, trust, purpose } = wanted;
  const command = new CreateRoleCommand({
    RoleName: name,
    AssumeRolePolicyDocument: JSON.stringify(trust),
    Description: `${purpose} ${madeHere}`,
    Tags: tagList(ownerTags(desired)),
    ...(desired.boundary && { PermissionsBoundary: desired.boundary }),
  });
  await absentAsUndefined(() => clients.iam.send(command), 'EntityAlreadyExists');
  const role = await waitFor(retryPolicy, () => observeRole(clients, name));
  await putAccess(work, wanted);
  appeared(`IAM role ${name}`, desired.owner, role);
}

async function putAccess({ clients, retryPolicy }: Work, { name, access }: DesiredRole): Promise<void> {
  if (access === undefined) return;
  const command = new PutRolePolicyCommand({
    RoleName: name,
    PolicyName: accessPolicyName,
    PolicyDocument: JSON.stringify(access),
  });
  // A role that was just created may not be found yet: https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_general.html
  await retryWhile(
    (error) => isAwsError(error, 'NoSuchEntity'),
    retryPolicy,
    () => clients.iam.send(command),
  );
}
