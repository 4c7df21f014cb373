import { readCertificates } from '../../read-certificates.ts';
import type { S3Settings } from '../../s3/settings.ts';
import { awsAccess } from '../../settings/aws-access.ts';
import { explicit, type ResolvedSetting } from '../../settings/resolved.ts';
import { parsed, type ResolvedSettings, type SettingName } from '../../settings/table.ts';
import type { RedshiftConfig } from './settings.ts';

/** How S3 is reached. */
export function s3Settings(
  given: ResolvedSettings,
  flags: { readonly signRequest?: boolean | undefined; readonly requesterPays?: boolean | undefined } = {},
): S3Settings {
  const { s3Endpoint = given.endpoint } = given;
  const kmsKey = parsed(given, 'kmsKey');
  const region = given.bucketRegion ?? explicit(given.region);
  return {
    ...awsAccess(given),
    ...(region && { region: region.value }),
    ...(s3Endpoint && { endpoint: s3Endpoint.value }),
    ...(kmsKey && { kmsKey }),
    signRequests: flags.signRequest ?? true,
    requesterPays: flags.requesterPays ?? false,
  };
}

/**
 * How Redshift is reached, and what it loads with.
 *
 * @param loads whether something is to be loaded: what only that needs is parsed for it alone
 * @throws {UsageError} for a port that is none, or certificates that cannot be read
 */
export function redshiftConfig(
  given: ResolvedSettings,
  s3: S3Settings,
  { loads = true }: { readonly loads?: boolean } = {},
): RedshiftConfig {
  const value = (name: SettingName) => explicit(given[name])?.value;
  const transport = parsed(given, 'connection');
  const { host: _, ...others } = given;
  const place = transport === 'data-api' ? others : given;
  return {
    connection: {
      host: parsed(place, 'host'),
      transport,
      port: explicit(given.port) && parsed(given, 'port'),
      connectTimeout: parsed(given, 'connectTimeout'),
      database: given.database.value,
      user: value('user'),
      password: value('password'),
      ...nameOf(place),
      aws: awsOf(place),
      ca: given.certificates && certificatesOf(given.certificates),
    },
    role: loads ? parsed(given, 'role') : undefined,
    work: loads ? parsed(given, 'work') : undefined,
    bucketRegion: value('bucketRegion'),
    s3,
  };
}

/** The name that the warehouse is looked up by: without a host there is always one, that of `cluster create`. */
function nameOf(given: ResolvedSettings) {
  const { identifier, workgroup, host } = given;
  if (workgroup !== undefined) return { workgroup: workgroup.value };
  const isNamed = host === undefined || explicit(identifier) !== undefined;
  const name = isNamed ? parsed(given, 'identifier') : undefined;
  return { cluster: name };
}

function awsOf(given: ResolvedSettings): RedshiftConfig['connection']['aws'] {
  const { endpoint, host } = given;
  const isNeeded = host === undefined || explicit(given.region) !== undefined;
  const region = isNeeded ? parsed(given, 'region') : undefined;
  return {
    ...awsAccess(given),
    ...(region && { region }),
    ...(endpoint && { endpoint: endpoint.value }),
  };
}

/** libpq's word for the authorities that the machine trusts, which Node.js knows anyway. */
const ofTheSystem = 'system';

function certificatesOf({ value, from }: ResolvedSetting): string | undefined {
  return value === ofTheSystem ? undefined : readCertificates(from, value);
}
