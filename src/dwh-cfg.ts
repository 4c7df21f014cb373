import { type CfgValue, parseIni } from './dwh-cfg/ini.ts';
import { UsageError } from './errors.ts';

export type { CfgValue };

/** The settings that dwh.cfg can hold, by our names. */
export type DwhSetting = keyof typeof places;

/** What a dwh.cfg says. */
export interface DwhCfg {
  readonly file: string;
  /** The values that are there and not empty, each with its line. */
  readonly settings: Readonly<Partial<Record<DwhSetting, CfgValue>>>;
  /** Values of a setting that another value of the same setting beats, such as DWH_ENDPOINT beside HOST. */
  readonly beaten: readonly CfgValue[];
  /** Values that mean nothing to this program: perhaps misspelt. */
  readonly unknown: readonly CfgValue[];
}

/** Settings that are never shown. A file that holds any of them should be readable by its owner alone. */
export const secretSettings: ReadonlySet<DwhSetting> = new Set(['password', 'awsSecret', 'awsSessionToken']);

/**
 * Where each setting may stand, the first that is there counts. `*` is any section. These are the shapes of the
 * projects that this program replaces: `[CLUSTER] HOST …` of their etl.py and `[DWH] DWH_… ` of their notebooks.
 */
const places = {
  host: ['cluster.host', 'cluster.endpoint', '*.dwh_endpoint', '*.dwh_host'],
  port: ['cluster.db_port', 'cluster.port', '*.dwh_port', '*.dwh_db_port'],
  connectTimeout: ['cluster.connect_timeout'],
  database: ['cluster.db_name', 'cluster.db', 'cluster.database', '*.dwh_db', '*.dwh_db_name'],
  user: ['cluster.db_user', 'cluster.user', '*.dwh_db_user'],
  password: ['cluster.db_password', 'cluster.password', '*.dwh_db_password'],
  cluster: ['cluster.cluster_identifier', 'cluster.identifier', '*.dwh_cluster_identifier'],
  workgroup: ['cluster.workgroup', '*.dwh_workgroup'],
  role: ['iam_role.arn', 'iam_role.role_arn', '*.dwh_iam_role_arn', '*.dwh_role_arn', '*.iam_role_arn'],
  roleName: ['iam_role.name', '*.dwh_iam_role_name'],
  region: ['aws.region', 'cluster.region', '*.dwh_region', '*.aws_region'],
  bucketRegion: ['s3.region'],
  data: ['s3.data'],
  logData: ['s3.log_data'],
  logJsonPath: ['s3.log_jsonpath', 's3.log_json_path'],
  songData: ['s3.song_data'],
  work: ['s3.work'],
  profile: ['aws.profile'],
  awsEndpoint: ['aws.endpoint_url'],
  awsKey: ['aws.key', 'aws.aws_access_key_id', '*.aws_access_key_id'],
  awsSecret: ['aws.secret', 'aws.aws_secret_access_key', '*.aws_secret_access_key'],
  awsSessionToken: ['aws.session_token', 'aws.token', '*.aws_session_token'],
  clusterType: ['*.dwh_cluster_type'],
  nodeType: ['*.dwh_node_type'],
  nodes: ['*.dwh_num_nodes'],
  ttl: ['dwh.ttl'],
  allowCidr: ['dwh.allow_cidr'],
  serverless: ['dwh.serverless'],
  baseCapacity: ['dwh.base_capacity'],
  usageLimit: ['dwh.usage_limit'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** The names of all of them. */
export const dwhSettings = Object.keys(places) as readonly DwhSetting[];

/**
 * Reads the text of a dwh.cfg. A HOST as the console shows it, `endpoint:5439/dev`, gives port and database too,
 * unless they stand by themselves.
 *
 * @param file its name, for errors
 * @throws {UsageError} with the line, for what cannot be read or cannot be meant
 */
export function parseDwhCfg(text: string, file: string): DwhCfg {
  return settleValues(parseIni(text, file), file);
}

/** The same of the values of a file. */
export function settleValues(values: readonly CfgValue[], file: string): DwhCfg {
  const settings: Partial<Record<DwhSetting, CfgValue>> = {};
  const beaten: CfgValue[] = [];
  const known = new Set<CfgValue>();
  for (const [setting, where] of Object.entries(places) as [DwhSetting, readonly string[]][]) {
    const found = where.flatMap((place) => values.filter((value) => standsAt(value, place)));
    for (const value of found) known.add(value);
    const [first, ...others] = new Set(found.filter(({ value }) => value !== ''));
    if (first === undefined) continue;
    if (!secretSettings.has(setting)) refuseComment(first, file);
    settings[setting] = first;
    beaten.push(...others.filter(({ value }) => value !== first.value));
  }
  splitEndpoint(settings);
  checkPort(settings.port, file);
  const unknown = values.filter((value) => !known.has(value));
  return { file, settings, beaten, unknown };
}

function standsAt({ section, key }: CfgValue, place: string): boolean {
  const [wantedSection, wantedKey] = place.split('.');
  return key === wantedKey && (wantedSection === '*' || section.toLowerCase() === wantedSection);
}

/** Python keeps `# …` behind a value as a part of it; here that is never what was meant. */
function refuseComment({ key, value, line }: CfgValue, file: string): void {
  if (!/\s[#;]/.test(value)) return;
  throw new UsageError(`${file} line ${line}: the comment behind "${key}" would be a part of its value.`, {
    hints: ['Put the comment on a line of its own.'],
  });
}

function splitEndpoint(settings: Partial<Record<DwhSetting, CfgValue>>): void {
  const { host } = settings;
  const match = /^([^:/\s]+):(\d+)(?:\/(\S+))?$/.exec(host?.value ?? '');
  if (!host || !match) return;
  const [, name = '', port = '', database] = match;
  settings.host = { ...host, value: name };
  settings.port ??= { ...host, value: port };
  if (database !== undefined) settings.database ??= { ...host, value: database };
}

const greatestPort = 65_535;

function checkPort(port: CfgValue | undefined, file: string): void {
  if (port === undefined || (/^\d{1,5}$/.test(port.value) && Number(port.value) <= greatestPort)) return;
  throw new UsageError(
    `${file} line ${port.line}: "${port.key}" should be a port such as 5439, got "${port.value}".`,
  );
}
