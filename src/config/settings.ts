import type { DwhSetting } from '../dwh-cfg.ts';
import type { FoundDwhCfg } from './read-dwh-cfg.ts';

/** A setting and where it came from: `--data`, `PGHOST`, `dwh.cfg line 12`, `default`. */
export interface Given {
  readonly value: string;
  readonly from: string;
}

interface Places {
  /** The flag without its dashes, as it is typed. */
  readonly flag?: string;
  /** Environment variables, the first that is set counts. */
  readonly environment: readonly string[];
  readonly file?: DwhSetting;
  readonly otherwise?: string;
}

/** Where each setting may come from: flags beat the environment, which beats `dwh.cfg`, which beats the default. */
const places = {
  warehouse: { flag: 'warehouse', environment: ['SPARKIFY_WAREHOUSE'], otherwise: 'sparkify.duckdb' },
  data: { flag: 'data', environment: ['SPARKIFY_DATA'] },
  logs: { flag: 'logs', environment: ['SPARKIFY_LOGS'], file: 'logData' },
  songs: { flag: 'songs', environment: ['SPARKIFY_SONGS'], file: 'songData' },
  logJsonpath: { flag: 'log-jsonpath', environment: ['SPARKIFY_LOG_JSONPATH'], file: 'logJsonPath' },
  work: { environment: ['SPARKIFY_WORK'], file: 'work' },
  bucketRegion: { environment: [], file: 'bucketRegion' },
  region: { flag: 'region', environment: ['AWS_REGION', 'AWS_DEFAULT_REGION'], file: 'region' },
  profile: { flag: 'profile', environment: ['AWS_PROFILE'] },
  s3Endpoint: { environment: ['AWS_ENDPOINT_URL_S3', 'AWS_ENDPOINT_URL'] },
  awsKey: { environment: ['AWS_ACCESS_KEY_ID'], file: 'awsKey' },
  awsSecret: { environment: ['AWS_SECRET_ACCESS_KEY'], file: 'awsSecret' },
  awsSessionToken: { environment: ['AWS_SESSION_TOKEN'], file: 'awsSessionToken' },
  host: { environment: ['REDSHIFT_HOST', 'PGHOST'], file: 'host' },
  port: { environment: ['REDSHIFT_PORT', 'PGPORT'], file: 'port' },
  database: { environment: ['REDSHIFT_DATABASE', 'PGDATABASE'], file: 'database', otherwise: 'dwh' },
  user: { environment: ['REDSHIFT_USER', 'PGUSER'], file: 'user' },
  password: { environment: ['REDSHIFT_PASSWORD', 'PGPASSWORD'], file: 'password' },
  certificates: { environment: ['PGSSLROOTCERT'] },
  cluster: { environment: ['REDSHIFT_CLUSTER'], file: 'cluster' },
  workgroup: { environment: ['REDSHIFT_WORKGROUP'], file: 'workgroup' },
  role: { environment: ['REDSHIFT_IAM_ROLE'], file: 'role' },
} as const satisfies Readonly<Record<string, Places>>;

export type SettingName = keyof typeof places;
export type GivenSettings = Readonly<Partial<Record<SettingName, Given>>>;

/** Takes each setting from the first place that has it. An empty variable counts as none. */
export function gatherSettings(
  flags: Readonly<Record<string, string | undefined>>,
  variables: Readonly<Record<string, string | undefined>>,
  file: FoundDwhCfg,
): GivenSettings {
  const given: Partial<Record<SettingName, Given>> = {};
  for (const [name, where] of Object.entries(places) as [SettingName, Places][]) {
    const found =
      fromFlag(flags, where) ??
      fromEnvironment(variables, where) ??
      fromFile(file, where) ??
      byDefault(where);
    if (found !== undefined) given[name] = found;
  }
  return given;
}

function fromFlag(flags: Readonly<Record<string, string | undefined>>, { flag }: Places): Given | undefined {
  const value = flag === undefined ? undefined : flags[flag];
  return value === undefined ? undefined : { value, from: `--${flag}` };
}

function fromEnvironment(
  variables: Readonly<Record<string, string | undefined>>,
  { environment }: Places,
): Given | undefined {
  const name = environment.find((variable) => (variables[variable] ?? '') !== '');
  return name === undefined ? undefined : { value: variables[name] ?? '', from: name };
}

function fromFile({ file, settings }: FoundDwhCfg, { file: name }: Places): Given | undefined {
  const found = name === undefined ? undefined : settings[name];
  return found && { value: found.value, from: `${file} line ${found.line}` };
}

function byDefault({ otherwise }: Places): Given | undefined {
  return otherwise === undefined ? undefined : { value: otherwise, from: 'default' };
}
