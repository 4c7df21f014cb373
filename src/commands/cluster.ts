import { Argument } from 'commander';
import { command } from './command.ts';
import { choice, flag, option, settings, withDefault } from './option.ts';
import { config, json } from './options.ts';

/** The account and the region. */
const place = { ...settings('region', 'profile'), config, json };

const name = settings('identifier');
const network = settings('kmsKey', 'permissionsBoundary', 'private', 'subnetGroup', 'vpc', 'securityGroup');
const dryRun = flag('--dry-run', 'print the plan and change nothing');
const yes = flag('--yes', 'do not ask for confirmation');

const create = command({
  name: 'create',
  summary: 'create missing resources',
  description:
    'Creates missing resources: IAM role, security group, encrypted cluster. A second run changes nothing.',
  options: {
    ...settings('identifier', 'nodeType', 'nodes', 'serverless', 'baseCapacity', 'maxCapacity'),
    ...settings('usageLimit', 'roleName'),
    ...settings('allowCidr', 'data', 'songs', 'logs', 'logJsonpath', 'songJsonpath', 'work', 'ttl'),
    ...network,
    writeConfig: flag('--write-config', 'write endpoint and role into dwh.cfg'),
    dryRun,
    yes,
    ...place,
  },
  examples: ['sparkify cluster create --data s3://sparkify/raw --ttl 2h'],
  run: async (flags, context) => (await import('./cluster/create.ts')).create(flags, context),
});

const status = command({
  name: 'status',
  summary: 'show state, network, age and cost so far',
  description: 'Shows state, endpoint, nodes, role, network, age and cost so far.',
  options: { ...name, ...place },
  examples: ['sparkify cluster status'],
  run: async (flags, context) => (await import('./cluster/status.ts')).status(flags, context),
});

const pause = command({
  name: 'pause',
  summary: 'pause it',
  description: 'Pauses the cluster: only its storage is billed.',
  options: { dryRun, ...name, ...place },
  examples: ['sparkify cluster pause'],
  run: async (flags, context) => (await import('./cluster/pause.ts')).pause(flags, context),
});

const resume = command({
  name: 'resume',
  summary: 'resume it',
  description: 'Resumes a paused cluster.',
  options: { dryRun, ...name, ...place },
  examples: ['sparkify cluster resume'],
  run: async (flags, context) => (await import('./cluster/pause.ts')).resume(flags, context),
});

const remove = command({
  name: 'delete',
  summary: 'delete everything that create made',
  description: 'Deletes everything that create made, and verifies that nothing billable is left.',
  options: {
    snapshot: option('--snapshot <name>', 'keep a final snapshot (default: none, the data is lost)'),
    dryRun: flag('--dry-run', 'list what would be deleted'),
    yes: flag('--yes', 'do not ask for the name'),
    ...name,
    ...place,
    ...settings('roleName'),
  },
  examples: ['sparkify cluster delete'],
  run: async (flags, context) => (await import('./cluster/delete.ts')).deleteCluster(flags, context),
});

const verify = command({
  name: 'verify',
  summary: 'observe on a real Redshift what only that can show, then delete it',
  description:
    'Makes a warehouse of its own name, loads a small simulation in each way, compares it with DuckDB, observes every open point, writes what it saw into a file of evidence, and deletes everything, also if it fails or is stopped. Prints the price and asks first. Exits with 1 if a point differs.',
  options: {
    ...settings('work', 'identifier', 'serverless', 'nodes', 'nodeType', 'baseCapacity', 'allowCidr'),
    ...network,
    evidence: option('--evidence <file>', 'file to write (default: redshift-evidence-DATE-KIND.json)'),
    dryRun: flag('--dry-run', 'print the plan with its price and change nothing'),
    yes,
    ...place,
  },
  examples: ['sparkify cluster verify --work s3://sparkify/verify'],
  run: async (flags, context) => (await import('./cluster/verify.ts')).verify(flags, context),
});

const grant = command({
  name: 'grant',
  summary: 'give a database user what etl needs',
  description:
    'Gives a user of the database what etl needs, as the owner of the warehouse: creates the user if it does not exist, lets it create schemas and tables, and makes it the owner of the tables that exist. A user that IAM makes has no rights of its own.',
  arguments: [
    new Argument('<user>', 'user of the database; of an IAM user IAM:NAME, of an IAM role IAMR:NAME'),
  ],
  options: { dryRun: flag('--dry-run', 'print the statements and change nothing'), ...name, ...place },
  examples: ['sparkify cluster grant IAMR:nightly-etl'],
  run: async (flags, context, user: string) =>
    (await import('./cluster/grant.ts')).grant(user, flags, context),
});

const policy = command({
  name: 'policy',
  summary: 'print the minimal IAM policy',
  description: 'Prints the minimal IAM policy for these commands, to use instead of AdministratorAccess.',
  options: {
    account: option('--account <id>', 'account id in the ARNs (default: any)'),
    for: withDefault(choice('--for <who>', 'you, or the role that Redshift assumes', ['me', 'role']), 'me'),
    ...name,
    ...place,
    ...settings('serverless', 'roleName', 'data', 'work', 'kmsKey', 'permissionsBoundary'),
  },
  examples: ['sparkify cluster policy --data s3://sparkify/raw > policy.json'],
  run: async (flags, context) => (await import('./cluster/policy.ts')).policy(flags, context),
});

/** `sparkify cluster`. Nothing of AWS is loaded before one of its verbs runs. */
export const cluster = command({
  name: 'cluster',
  summary: 'create, show, pause, verify and delete the Redshift cluster',
  description:
    'Creates, shows, pauses and deletes the Redshift cluster, its IAM role and its security group.',
  commands: [create, status, pause, resume, remove, verify, grant, policy],
});
