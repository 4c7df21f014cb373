import { readFileSync } from 'node:fs';
import { readDwhCfg } from './config/read-dwh-cfg.ts';
import {
  credentialsInFile,
  type Given,
  type GivenSettings,
  gatherSettings,
  isOn,
  type SettingName,
  said,
} from './config/settings.ts';
import { UsageError } from './errors.ts';
import type { SourceLocations } from './sources/open.ts';
import type { S3Settings } from './sources/s3.ts';
import type { RedshiftConfig } from './warehouse/redshift/settings.ts';

/** What the environment says, read once. */
export interface Environment {
  readonly variables: Readonly<Record<string, string | undefined>>;
}

export const environment: Environment = { variables: process.env };

/** Every setting, from a flag, the environment, `dwh.cfg` or a default, in this order. */
export interface Config extends SourceLocations {
  readonly warehouse: string;
  /** How to reach Redshift; of use where the warehouse is `redshift`. */
  readonly redshift: RedshiftConfig;
  /** Where each setting came from: `--data`, `PGHOST`, `dwh.cfg line 12`, `default`. */
  readonly origins: Readonly<Partial<Record<SettingName, string>>>;
  /** What is wrong with the configuration but keeps nothing from working, in a sentence each. */
  readonly warnings: readonly string[];
}

/** The flags of a command that name places, and say how to reach S3. */
export interface Flags extends Omit<SourceLocations, 's3'> {
  readonly warehouse?: string | undefined;
  /** The configuration file; `dwh.cfg`, if there is one, where none is named. */
  readonly config?: string | undefined;
  readonly region?: string | undefined;
  readonly profile?: string | undefined;
  /** False for `--no-sign-request`. */
  readonly signRequest?: boolean | undefined;
  readonly requesterPays?: boolean | undefined;
}

/**
 * Settles every setting once: flags beat environment variables, which beat `dwh.cfg`, which beats defaults.
 *
 * @throws {UsageError} for a file that cannot be read or understood, or a value that cannot be meant
 */
export function loadConfig(flags: Flags, { variables }: Environment = environment): Config {
  const file = readDwhCfg(flags.config);
  const given = dataBeatsFile(
    gatherSettings({ flags: { ...flags }, environment: variables, file }),
    file.file,
  );
  const s3 = s3Settings(flags, given);
  return Object.freeze({
    data: given.data?.value,
    logs: given.logs?.value,
    songs: given.songs?.value,
    logJsonpath: given.logJsonpath?.value,
    warehouse: given.warehouse?.value ?? '',
    s3,
    redshift: redshiftConfig(given, s3),
    origins: Object.fromEntries(Object.entries(given).map(([name, { from }]) => [name, from])),
    warnings: file.warnings,
  });
}

/** `--data` says where all of the data is, so it beats the single locations of the file. */
function dataBeatsFile(given: GivenSettings, file: string): GivenSettings {
  const isFromFile = ({ from }: Given) => from.startsWith(`${file} line `);
  if (given.data === undefined || isFromFile(given.data)) return given;
  const isBeaten = (name: string, setting: Given) =>
    (name === 'logs' || name === 'songs' || name === 'logJsonpath') && isFromFile(setting);
  return Object.fromEntries(Object.entries(given).filter(([name, setting]) => !isBeaten(name, setting)));
}

function s3Settings(flags: Flags, given: GivenSettings): S3Settings {
  const { s3Endpoint, profile } = given;
  const region = given.bucketRegion ?? said(given.region);
  const credentials = credentialsInFile(given);
  return {
    ...(region && { region: region.value }),
    ...(profile && { profile: profile.value }),
    ...(s3Endpoint && { endpoint: s3Endpoint.value }),
    ...(credentials && { credentials }),
    signRequests: flags.signRequest ?? true,
    requesterPays: flags.requesterPays ?? false,
  };
}

function redshiftConfig(given: GivenSettings, s3: S3Settings): RedshiftConfig {
  const value = (name: SettingName) => said(given[name])?.value;
  return {
    connection: {
      host: value('host'),
      port: portOf(said(given.port)),
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
  const region = host === undefined ? given.region : said(given.region);
  return {
    ...(region && { region: region.value }),
    ...(profile && { profile: profile.value }),
    ...(endpoint && { endpoint: endpoint.value }),
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

function certificatesOf({ value, from }: Given): string {
  try {
    return readFileSync(value, 'utf8');
  } catch (cause) {
    throw new UsageError(`${from} names ${value}, which cannot be read: ${(cause as Error).message}.`, {
      cause,
    });
  }
}

/** Whether the user wants no colour (https://no-color.org). */
export function wantsNoColor({ variables }: Environment = environment): boolean {
  return (variables.NO_COLOR ?? '') !== '' || variables.TERM === 'dumb';
}
