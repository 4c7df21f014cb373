import { accessPolicy, deployerPolicy } from '../../cluster/policies.ts';
import { readClusterTarget, readLocations } from '../../cluster/settings.ts';
import { UsageError } from '../../errors.ts';
import type { Context } from '../context.ts';
import { type Flags, settingsGiven } from './account.ts';

/** `sparkify cluster policy`: prints, and asks nobody. */
export async function policy(
  flags: Flags & { readonly account?: string; readonly for: 'me' | 'role' },
  context: Context,
): Promise<void> {
  const given = settingsGiven(flags, context, ['cluster', 'source']);
  const settings = { ...readClusterTarget(given), reads: readLocations(given) };
  const { region } = settings.connection;
  const partition = partitionOf(region);
  const document =
    flags.for === 'role'
      ? accessPolicy({ ...settings, partition })
      : deployerPolicy({
          ...settings,
          database: given.database.value,
          region,
          partition,
          account: readAccount(flags.account),
          serverless: settings.asked.kind === 'serverless',
        });
  if (document === undefined) {
    throw new UsageError('SPK-616', 'No S3 location is configured, so the role needs no policy.', {
      hints: [
        {
          command: 'cluster policy',
          flags: { data: 's3://bucket/prefix' },
          why: 'Give the location of the data',
        },
      ],
    });
  }
  context.terminal.print(JSON.stringify(document, undefined, 2));
}

function readAccount(account: string | undefined): string | undefined {
  if (account === undefined || /^\d{12}$/.test(account)) return account;
  throw new UsageError(
    'SPK-102',
    `--account should be the 12 digits of an AWS account, but is "${account}".`,
  );
}

function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  if (region.startsWith('eusc-')) return 'aws-eusc';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}
