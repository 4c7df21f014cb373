import { UsageError } from '../errors.ts';
import { matching, wholeNumber, wrongValue } from '../settings/parse.ts';
import type { ResolvedSetting } from '../settings/resolved.ts';
import type { ResolvedSettings } from '../settings/table.ts';
import type { Kind } from './asked-kind.ts';

/** The database of a new warehouse: what AWS accepts for its name, owner, password and port. */
export function readDatabaseSettings(given: ResolvedSettings, kind: Kind) {
  return {
    database: readDatabase(given.database),
    user: readUser(given.user),
    ...(given.password && { password: readPassword(given.password) }),
    port: readPort(given, kind),
  };
}

const readDatabase = matching(
  'database',
  /^[a-z_][a-z0-9_$]{0,63}$/,
  'lower-case letters, digits and _, to create it',
);
const readUser = matching(
  'user',
  /^[a-z][a-z0-9_+.@-]{0,127}$/,
  'lower-case letters, digits and _, to create it',
);

/** Source of the rule: CreateCluster, `MasterUserPassword`. The value itself is never shown. */
function readPassword(given: ResolvedSetting): string {
  const { value } = given;
  const good =
    /^[\x21-\x7e]{8,64}$/.test(value) &&
    /[a-z]/.test(value) &&
    /[A-Z]/.test(value) &&
    /\d/.test(value) &&
    !/['"\\/@]/.test(value);
  if (good) return value;
  throw new UsageError(
    'SPK-113',
    `The password (${given.from}) should be 8 to 64 characters with a lower-case letter, a capital and a digit, without spaces and ' " \\ / @.`,
    { hints: ['Or leave it empty: AWS then makes one and keeps it in Secrets Manager.'] },
  );
}

/**
 * RA3, RG and Serverless accept these two ranges only, by `Port` of https://docs.aws.amazon.com/redshift/latest/APIReference/API_CreateCluster.html
 * and https://docs.aws.amazon.com/redshift-serverless/latest/APIReference/API_CreateWorkgroup.html
 */
function readPort(given: ResolvedSettings, kind: Kind): number {
  const port = wholeNumber('port', 1, 65_535)(given.port);
  if ((port >= 5431 && port <= 5455) || (port >= 8191 && port <= 8215)) return port;
  throw wrongValue(
    `port of ${kind === 'serverless' ? 'Serverless' : 'a cluster'}`,
    given.port,
    'from 5431 to 5455 or from 8191 to 8215',
  );
}
