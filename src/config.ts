import { readDwhCfg } from './config/read-dwh-cfg.ts';
import { type Given, type GivenSettings, gatherSettings, type SettingName } from './config/settings.ts';
import type { SourceLocations } from './sources/open.ts';
import { redshiftConfig, s3Settings } from './warehouse/redshift/from-settings.ts';
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
  /** Seconds to wait for a connection to Redshift. */
  readonly connectTimeout?: number | undefined;
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
  const s3 = s3Settings(given, flags);
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

/** Whether the user wants no colour (https://no-color.org). */
export function wantsNoColor({ variables }: Environment = environment): boolean {
  return (variables.NO_COLOR ?? '') !== '' || variables.TERM === 'dumb';
}
