import { describeIgnored, ignoredKeys } from './settings/ignored-keys.ts';
import { type FoundDwhCfg, readDwhCfg } from './settings/read-dwh-cfg.ts';
import { libpqVariables, resolveSettings, type SettingSources } from './settings/resolve.ts';
import type { Use } from './settings/setting.ts';
import { parsed, type ResolvedSettings, type SettingName } from './settings/table.ts';
import type { SourceLocations } from './sources/open.ts';
import { engineAt } from './warehouse/engine-at.ts';
import { redshiftConfig, s3Settings } from './warehouse/redshift/from-settings.ts';
import type { RedshiftConfig } from './warehouse/redshift/settings.ts';

/** What the environment says, read once. */
export interface Environment {
  readonly variables: Readonly<Record<string, string | undefined>>;
}

export const environment: Environment = { variables: process.env };

/** Every setting, from a flag, the environment, `dwh.cfg` or a default, in this order. */
export interface Config extends SourceLocations {
  /** A DuckDB file, or `redshift`. */
  readonly warehouse: string;
  /** The project folder that is named; the default one counts where none is. */
  readonly project: string | undefined;
  /** Milliseconds after which published data is late, where something sets them and the command needs them. */
  readonly expectEvery?: number | undefined;
  /** The time zone of saved queries, where the command needs it. */
  readonly timeZone?: string | undefined;
  /** How to reach Redshift, where the warehouse is `redshift`; nothing about it is read otherwise. */
  readonly redshift?: RedshiftConfig;
  /** The origin of each setting: `--data`, `REDSHIFT_HOST`, `dwh.cfg line 12`, `default`. */
  readonly origins: Readonly<Partial<Record<SettingName, string>>>;
  /** What is wrong with the configuration but keeps nothing from working, in a sentence each. */
  readonly warnings: readonly string[];
}

/** The flags of a command that name locations, and how to reach S3 and Redshift. */
export interface Flags extends Omit<SourceLocations, 's3'> {
  /** A DuckDB file, or `redshift`. */
  readonly warehouse?: string | undefined;
  /** The project folder. */
  readonly project?: string | undefined;
  /** How often new data is expected, such as `1h`. */
  readonly expectEvery?: string | undefined;
  /** The time zone of saved queries. */
  readonly timeZone?: string | undefined;
  /** The configuration file; `dwh.cfg`, if there is one, where none is named. */
  readonly config?: string | undefined;
  /** The name of the cluster or workgroup. */
  readonly identifier?: string | undefined;
  /** The AWS region. */
  readonly region?: string | undefined;
  /** The profile of the AWS configuration. */
  readonly profile?: string | undefined;
  /** Seconds to wait for a connection to Redshift. */
  readonly connectTimeout?: number | undefined;
  /** False for `--no-sign-request`. */
  readonly signRequest?: boolean | undefined;
  /** Pays for requests to a bucket whose owner does not. */
  readonly requesterPays?: boolean | undefined;
}

/** How the settings are read, and for what. */
interface ConfigOptions {
  /** Reads the configuration file; from the disk unless given. */
  readonly readConfig?: (file: string | undefined) => FoundDwhCfg;
  /** What the settings are needed for; a load unless given. */
  readonly uses?: readonly Use[];
}

/**
 * Settles every setting once: flags beat environment variables, which beat `dwh.cfg`, which beats defaults. Only what
 * the warehouse and the uses need is parsed.
 *
 * @throws {UsageError} for a file that cannot be read or understood, or a value that cannot be meant
 */
export function loadConfig(flags: Flags, from: Environment = environment): Config {
  return settleConfig(flags, from);
}

/** The same for a command, which needs less than a load. */
export function settleConfig(
  flags: Flags,
  { variables }: Environment,
  { readConfig = readDwhCfg, uses = loadUses }: ConfigOptions = {},
): Config {
  const file = readConfig(flags.config);
  const { given, isRedshift } = settingsToConnect({ flags: { ...flags }, environment: variables, file });
  const loads = uses.includes('load');
  const s3 = s3Settings(given, flags);
  return Object.freeze({
    data: given.data?.value,
    logs: given.logs?.values ?? given.logs?.value,
    songs: given.songs?.values ?? given.songs?.value,
    logJsonpath: given.logJsonpath?.value,
    songJsonpath: given.songJsonpath?.value,
    project: given.project?.value,
    ...(uses.includes('dashboard') && { expectEvery: parsed(given, 'expectEvery') }),
    ...(uses.includes('ask') && { timeZone: parsed(given, 'timeZone') }),
    warehouse: given.warehouse.value,
    s3,
    ...(isRedshift && { redshift: redshiftConfig(given, s3, { loads }) }),
    origins: Object.fromEntries(Object.entries(given).map(([name, { from }]) => [name, from])),
    warnings: [
      ...file.warnings,
      ...notesOn(given, file, isRedshift ? [...uses, 'redshift'] : uses.filter((use) => use !== 'load')),
    ],
  });
}

/** The settings of a command that opens the warehouse: variables of libpq count if that is Redshift. */
export function settingsToConnect(sources: SettingSources) {
  const isRedshift = engineAt(resolveSettings(sources).warehouse.value) === 'redshift';
  return { isRedshift, given: resolveSettings({ ...sources, connects: isRedshift }) };
}

/** What a load needs. */
export const loadUses: readonly Use[] = ['source', 's3', 'warehouse', 'load'];

/** What has an effect that nobody may expect, or none that somebody may expect. */
export function notesOn(given: ResolvedSettings, file: FoundDwhCfg, uses: readonly Use[]): readonly string[] {
  const needsFile = uses.some((use) => use !== 'warehouse' && use !== 's3');
  const ignored = needsFile ? describeIgnored(file, ignoredKeys(file, given), uses) : undefined;
  const variables = libpqVariables(given);
  return [
    ...(ignored === undefined ? [] : [ignored]),
    ...(variables.length === 0
      ? []
      : [`${variables.join(', ')} say how to connect, since nothing else names a host.`]),
  ];
}

/** Whether the user wants no colour (https://no-color.org). */
export function wantsNoColor({ variables }: Environment = environment): boolean {
  return (variables.NO_COLOR ?? '') !== '' || isDumb({ variables });
}

/** Whether the terminal understands no escape sequences, as that of an editor. */
export function isDumb({ variables }: Environment = environment): boolean {
  return variables.TERM === 'dumb';
}
