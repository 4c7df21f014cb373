import { type Command, Option } from 'commander';
import type { Context } from './context.ts';
import { withSettings } from './with-settings.ts';

/** Adds `sparkify cluster`. Nothing of AWS is loaded before one of its verbs runs. */
export function register(program: Command, context: Context): void {
  const cluster = program
    .command('cluster')
    .summary('create, show, pause, verify and delete the Redshift cluster')
    .description(
      'Creates, shows, pauses and deletes the Redshift cluster, its IAM role and its security group.',
    );

  const create = cluster
    .command('create')
    .summary('create missing resources')
    .description(
      'Creates missing resources: IAM role, security group, encrypted cluster. A second run changes nothing.',
    );
  withSettings(create, [
    ...(['identifier', 'nodeType', 'nodes', 'serverless', 'baseCapacity', 'usageLimit', 'roleName'] as const),
    ...(['allowCidr', 'data', 'songs', 'logs', 'logJsonpath', 'songJsonpath', 'work', 'ttl'] as const),
    ...(['kmsKey', 'permissionsBoundary', 'private', 'subnetGroup', 'vpc', 'securityGroup'] as const),
  ])
    .option('--write-config', 'write endpoint and role into dwh.cfg')
    .option('--dry-run', 'print the plan and change nothing')
    .option('--yes', 'do not ask for confirmation')
    .addHelpText('after', example('sparkify cluster create --data s3://sparkify/raw --ttl 2h'));
  withPlace(create).action(async (_, command: Command) => {
    const { create: run } = await import('./cluster/create.ts');
    await run(command.optsWithGlobals(), context);
  });

  const status = cluster
    .command('status')
    .summary('show state, network, age and cost so far')
    .description('Shows state, endpoint, nodes, role, network, age and cost so far.')
    .addHelpText('after', example('sparkify cluster status'));
  withPlace(withName(status)).action(async (_, command: Command) => {
    const { status: run } = await import('./cluster/status.ts');
    await run(command.optsWithGlobals(), context);
  });

  for (const verb of ['pause', 'resume'] as const) {
    const described =
      verb === 'pause' ? 'Pauses the cluster: only its storage is billed.' : 'Resumes a paused cluster.';
    const pausing = cluster
      .command(verb)
      .summary(`${verb} it`)
      .description(described)
      .option('--dry-run', 'print the plan and change nothing')
      .addHelpText('after', example(`sparkify cluster ${verb}`));
    withPlace(withName(pausing)).action(async (_, command: Command) => {
      const verbs = await import('./cluster/pause.ts');
      await verbs[verb](command.optsWithGlobals(), context);
    });
  }

  const remove = cluster
    .command('delete')
    .summary('delete everything that create made')
    .description('Deletes everything that create made, and verifies that nothing billable is left.')
    .option('--snapshot <name>', 'keep a final snapshot (default: none, the data is lost)')
    .option('--dry-run', 'list what would be deleted')
    .option('--yes', 'do not ask for the name')
    .addHelpText('after', example('sparkify cluster delete'));
  withSettings(withPlace(withName(remove)), ['roleName']).action(async (_, command: Command) => {
    const { deleteCluster: run } = await import('./cluster/delete.ts');
    await run(command.optsWithGlobals(), context);
  });

  const verify = cluster
    .command('verify')
    .summary('observe on a real Redshift what only that can show, then delete it')
    .description(
      'Makes a warehouse of its own name, loads a small simulation in each way, compares it with DuckDB, observes every open point, writes what it saw into a file of evidence, and deletes everything, also if it fails or is stopped. Prints the price and asks first. Exits with 1 if a point differs.',
    );
  withSettings(verify, [
    ...(['work', 'identifier', 'serverless', 'nodes', 'nodeType', 'baseCapacity', 'allowCidr'] as const),
    ...(['kmsKey', 'permissionsBoundary', 'private', 'subnetGroup', 'vpc', 'securityGroup'] as const),
  ])
    .option('--evidence <file>', 'file to write (default: redshift-evidence-DATE-KIND.json)')
    .option('--dry-run', 'print the plan with its price and change nothing')
    .option('--yes', 'do not ask for confirmation')
    .addHelpText('after', example('sparkify cluster verify --work s3://sparkify/verify'));
  withPlace(verify).action(async (_, command: Command) => {
    const { verify: run } = await import('./cluster/verify.ts');
    await run(command.optsWithGlobals(), context);
  });

  const grant = cluster
    .command('grant')
    .argument('<user>', 'user of the database; of an IAM user IAM:NAME, of an IAM role IAMR:NAME')
    .summary('give a database user what etl needs')
    .description(
      'Gives a user of the database what etl needs, as the owner of the warehouse: creates the user if it does not exist, lets it create schemas and tables, and makes it the owner of the tables that exist. A user that IAM makes has no rights of its own.',
    )
    .option('--dry-run', 'print the statements and change nothing')
    .addHelpText('after', example('sparkify cluster grant IAMR:nightly-etl'));
  withPlace(withName(grant)).action(async (user: string, _, command: Command) => {
    const { grant: run } = await import('./cluster/grant.ts');
    await run(user, command.optsWithGlobals(), context);
  });

  const policy = cluster
    .command('policy')
    .summary('print the minimal IAM policy')
    .description('Prints the minimal IAM policy for these commands, to use instead of AdministratorAccess.')
    .option('--account <id>', 'account id in the ARNs (default: any)')
    .addOption(
      new Option('--for <who>', 'you, or the role that Redshift assumes')
        .choices(['me', 'role'])
        .default('me'),
    )
    .addHelpText('after', example('sparkify cluster policy --data s3://sparkify/raw > policy.json'));
  withSettings(withPlace(withName(policy)), [
    ...(['serverless', 'roleName', 'data', 'work', 'kmsKey', 'permissionsBoundary'] as const),
  ]).action(async (_, command: Command) => {
    const { policy: run } = await import('./cluster/policy.ts');
    await run(command.optsWithGlobals(), context);
  });
}

function withName(command: Command): Command {
  return withSettings(command, ['identifier']);
}

function withPlace(command: Command): Command {
  return withSettings(command, ['region', 'profile', 'config']).option(
    '--json',
    'print one JSON document on stdout',
  );
}

function example(line: string): string {
  return `\nExamples:\n  $ ${line}`;
}
