import { readFileSync } from 'node:fs';
import {
  credentialsInFile,
  type Given,
  type GivenSettings,
  isOn,
  networkOf,
  type SettingName,
  said,
} from '../../config/settings.ts';
import { UsageError } from '../../errors.ts';
import type { S3Settings } from '../../sources/s3.ts';
import type { RedshiftConfig } from './settings.ts';

/** How S3 is reached. */
export function s3Settings(
  given: GivenSettings,
  flags: { readonly signRequest?: boolean | undefined; readonly requesterPays?: boolean | undefined } = {},
): S3Settings {
  const { s3Endpoint, profile } = given;
  const region = given.bucketRegion ?? said(given.region);
  const credentials = credentialsInFile(given);
  const network = networkOf(given);
  return {
    ...(region && { region: region.value }),
    ...(profile && { profile: profile.value }),
    ...(s3Endpoint && { endpoint: s3Endpoint.value }),
    ...(credentials && { credentials }),
    ...(network && { network }),
    signRequests: flags.signRequest ?? true,
    requesterPays: flags.requesterPays ?? false,
  };
}

/**
 * How Redshift is reached, and what it loads with.
 *
 * @throws {UsageError} for a port that is none, or certificates that cannot be read
 */
export function redshiftConfig(given: GivenSettings, s3: S3Settings): RedshiftConfig {
  const value = (name: SettingName) => said(given[name])?.value;
  return {
    connection: {
      host: value('host'),
      port: portOf(said(given.port)),
      connectTimeout: millisecondsOf(given.connectTimeout),
      database: given.database?.value ?? '',
      user: value('user'),
      password: value('password'),
      ...nameOf(given),
      aws: awsOf(given),
      ca: given.certificates && certificatesOf(given.certificates),
    },
    role: value('role'),
    work: value('work'),
    bucketRegion: value('bucketRegion'),
    s3,
  };
}

/** The name that the warehouse is looked up by: without a host there is always one, that of `cluster create`. */
function nameOf({ identifier, workgroup, serverless, host }: GivenSettings) {
  if (workgroup !== undefined) return { workgroup: workgroup.value };
  const name = (host === undefined ? identifier : said(identifier))?.value.toLowerCase();
  return isOn(serverless) ? { workgroup: name } : { cluster: name };
}

function awsOf(given: GivenSettings): RedshiftConfig['connection']['aws'] {
  const { profile, endpoint, host } = given;
  const credentials = credentialsInFile(given);
  const network = networkOf(given);
  const region = host === undefined ? given.region : said(given.region);
  return {
    ...(region && { region: region.value }),
    ...(profile && { profile: profile.value }),
    ...(endpoint && { endpoint: endpoint.value }),
    ...(network && { network }),
    ...(credentials && { credentials }),
  };
}

const greatestPort = 65_535;

function portOf(given: Given | undefined): number | undefined {
  if (given === undefined) return undefined;
  const { value, from } = given;
  if (/^\d{1,5}$/.test(value) && Number(value) <= greatestPort) return Number(value);
  throw new UsageError(`${from} should be a port such as 5439, but is "${value}".`);
}

function millisecondsOf(given: Given | undefined): number | undefined {
  if (given === undefined) return undefined;
  const { value, from } = given;
  if (/^\d+(\.\d+)?$/.test(value) && Number(value) > 0) return Number(value) * 1000;
  throw new UsageError(`${from} should be a number of seconds such as 60, but is "${value}".`);
}

function certificatesOf({ value, from }: Given): string {
  try {
    return readFileSync(value, 'utf8');
  } catch (cause) {
    throw new UsageError(`${from} names ${value}, which cannot be read: ${(cause as Error).message}.`, {
      cause,
    });
  }
}
