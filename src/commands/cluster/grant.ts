import type { Flags } from '../../config.ts';
import { configured } from '../configured.ts';
import type { Context } from '../context.ts';

interface GrantFlags extends Flags {
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** `sparkify cluster grant`: gives a user of the database what `etl` needs, as its owner. */
export async function grant(user: string, flags: GrantFlags, context: Context): Promise<void> {
  const [{ connect }, { loadingGrants }] = await Promise.all([
    import('../../warehouse/connect.ts'),
    import('../../warehouse/redshift/grant-loading.ts'),
  ]);
  const config = configured({ ...flags, warehouse: 'redshift' }, context);
  await using warehouse = await connect('redshift', config);
  const statements = await loadingGrants(warehouse, user);
  if (flags.dryRun !== true) for (const statement of statements) await warehouse.run(statement);
  const { terminal } = context;
  if (flags.json) return terminal.print(JSON.stringify({ user, statements, dry_run: flags.dryRun === true }));
  for (const statement of statements) terminal.print(`  ${statement}`);
  terminal.note(
    flags.dryRun === true ? '  Nothing was changed.' : `  ${user} may run etl on ${warehouse.location} now.`,
  );
}
