import type { NetworkSettings } from '../aws/network.ts';
import { type DwhSetting, secretSettings } from '../dwh-cfg.ts';
import type { FoundDwhCfg } from './read-dwh-cfg.ts';

/** A setting and where it came from: `--data`, `PGHOST`, `dwh.cfg line 12`, `default`. */
export interface Given {
  readonly value: string;
  readonly from: string;
}

interface Places {
  /** Environment variables, the first that is set counts. */
  readonly environment?: readonly string[];
  readonly file?: DwhSetting;
  readonly otherwise?: string;
}

/**
 * Where each setting may come from: flags beat the environment, which beats `dwh.cfg`, which beats the default. The
 * flag of `nodeType` is `--node-type`; which of them a command knows is its own matter.
 */
const places = {
  warehouse: { environment: ['SPARKIFY_WAREHOUSE'], otherwise: 'sparkify.duckdb' },
  data: { environment: ['SPARKIFY_DATA'], file: 'data' },
  logs: { environment: ['SPARKIFY_LOGS'], file: 'logData' },
  songs: { environment: ['SPARKIFY_SONGS'], file: 'songData' },
  logJsonpath: { environment: ['SPARKIFY_LOG_JSONPATH'], file: 'logJsonPath' },
  work: { environment: ['SPARKIFY_WORK'], file: 'work' },
  bucketRegion: { file: 'bucketRegion' },
  region: { environment: ['AWS_REGION', 'AWS_DEFAULT_REGION'], file: 'region', otherwise: 'us-west-2' },
  profile: { environment: ['AWS_PROFILE'], file: 'profile' },
  endpoint: { environment: ['AWS_ENDPOINT_URL'], file: 'awsEndpoint' },
  s3Endpoint: { environment: ['AWS_ENDPOINT_URL_S3', 'AWS_ENDPOINT_URL'], file: 'awsEndpoint' },
  httpsProxy: { environment: ['HTTPS_PROXY', 'https_proxy'] },
  httpProxy: { environment: ['HTTP_PROXY', 'http_proxy'] },
  noProxy: { environment: ['NO_PROXY', 'no_proxy'] },
  caBundle: { environment: ['AWS_CA_BUNDLE'] },
  awsKey: { environment: ['AWS_ACCESS_KEY_ID'], file: 'awsKey' },
  awsSecret: { environment: ['AWS_SECRET_ACCESS_KEY'], file: 'awsSecret' },
  awsSessionToken: { environment: ['AWS_SESSION_TOKEN'], file: 'awsSessionToken' },
  identifier: {
    environment: ['REDSHIFT_CLUSTER', 'DWH_CLUSTER_IDENTIFIER'],
    file: 'cluster',
    otherwise: 'sparkify',
  },
  workgroup: { environment: ['REDSHIFT_WORKGROUP'], file: 'workgroup' },
  host: { environment: ['REDSHIFT_HOST', 'PGHOST'], file: 'host' },
  port: { environment: ['REDSHIFT_PORT', 'PGPORT', 'DWH_PORT'], file: 'port', otherwise: '5439' },
  connectTimeout: {
    environment: ['REDSHIFT_CONNECT_TIMEOUT', 'PGCONNECT_TIMEOUT'],
    file: 'connectTimeout',
    otherwise: '60',
  },
  database: {
    environment: ['REDSHIFT_DATABASE', 'PGDATABASE', 'DWH_DB'],
    file: 'database',
    otherwise: 'dwh',
  },
  user: { environment: ['REDSHIFT_USER', 'PGUSER', 'DWH_DB_USER'], file: 'user', otherwise: 'awsuser' },
  password: { environment: ['REDSHIFT_PASSWORD', 'PGPASSWORD', 'DWH_DB_PASSWORD'], file: 'password' },
  certificates: { environment: ['PGSSLROOTCERT'] },
  role: { environment: ['REDSHIFT_IAM_ROLE'], file: 'role' },
  roleName: { environment: ['DWH_IAM_ROLE_NAME'], file: 'roleName' },
  clusterType: { environment: ['DWH_CLUSTER_TYPE'], file: 'clusterType' },
  nodes: { environment: ['DWH_NUM_NODES'], file: 'nodes' },
  nodeType: { environment: ['DWH_NODE_TYPE'], file: 'nodeType', otherwise: 'ra3.large' },
  ttl: { file: 'ttl' },
  allowCidr: { file: 'allowCidr' },
  serverless: { file: 'serverless' },
  baseCapacity: { file: 'baseCapacity', otherwise: '8' },
  usageLimit: { file: 'usageLimit', otherwise: '24' },
} as const satisfies Readonly<Record<string, Places>>;

export type SettingName = keyof typeof places;
export type GivenSettings = Readonly<Partial<Record<SettingName, Given>>>;

/** Takes each setting from the first place that has it. An empty variable counts as none. */
export function gatherSettings(sources: {
  /** As commander parses them: `{nodeType: 'ra3.large', allowCidr: ['203.0.113.7/32'], serverless: true}`. */
  readonly flags: Readonly<Record<string, unknown>>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly file: Pick<FoundDwhCfg, 'file' | 'settings'>;
}): GivenSettings {
  const given: Partial<Record<SettingName, Given>> = {};
  const environment = withoutIgnored(sources.environment);
  for (const [name, where] of Object.entries(places) as [SettingName, Places][]) {
    const found =
      fromFlag(sources.flags[name], name) ??
      fromEnvironment(environment, where) ??
      fromFile(sources.file, where) ??
      byDefault(where);
    if (found !== undefined) given[name] = found;
  }
  return given;
}

/** What somebody has said: a default is no such thing. */
export function said(given: Given | undefined): Given | undefined {
  return given?.from === 'default' ? undefined : given;
}

/** Whether a setting that is a matter of yes or no says yes. */
export function isOn(given: Given | undefined): boolean {
  return given !== undefined && !/^(false|no|off|0)$/i.test(given.value);
}

/** Whether a setting is a secret, or half of one, which is never shown. */
export function isSecret(name: SettingName): boolean {
  const { file } = places[name] as Places;
  // The address of a proxy may hold a password.
  return name === 'awsKey' || /^https?Proxy$/.test(name) || (file !== undefined && secretSettings.has(file));
}

/**
 * The AWS keys of the file. Credentials of the environment and of profiles are found by the SDK's own chain; they
 * come first, and keys count as pairs only.
 */
export function credentialsInFile({ awsKey, awsSecret, awsSessionToken, profile }: GivenSettings) {
  const isFromFile = ({ from }: Given) => from.includes(' line ');
  if (!awsKey || !awsSecret || !isFromFile(awsKey) || !isFromFile(awsSecret)) return undefined;
  if (profile && !isFromFile(profile)) return undefined;
  const token = awsSessionToken && isFromFile(awsSessionToken) ? awsSessionToken.value : undefined;
  return {
    accessKeyId: awsKey.value,
    secretAccessKey: awsSecret.value,
    ...(token !== undefined && { sessionToken: token }),
  };
}

/** How requests to AWS leave this machine; undefined for directly. */
export function networkOf(given: GivenSettings): NetworkSettings | undefined {
  const names = ['httpsProxy', 'httpProxy', 'noProxy', 'caBundle'] as const;
  const found = names.flatMap((name) => (given[name] === undefined ? [] : [[name, given[name].value]]));
  return found.length === 0 ? undefined : Object.fromEntries(found);
}

type Variables = Readonly<Record<string, string | undefined>>;

/** The variables without the addresses of AWS that AWS_IGNORE_CONFIGURED_ENDPOINT_URLS says not to use. */
function withoutIgnored(variables: Variables): Variables {
  if (variables.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS?.toLowerCase() !== 'true') return variables;
  return Object.fromEntries(
    Object.entries(variables).filter(([name]) => !/^AWS_ENDPOINT_URL(_|$)/.test(name)),
  );
}

function fromFlag(value: unknown, name: SettingName): Given | undefined {
  if (value === undefined || value === false) return undefined;
  const flag = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return { value: Array.isArray(value) ? value.join(',') : String(value), from: `--${flag}` };
}

function fromEnvironment(variables: Variables, { environment = [] }: Places): Given | undefined {
  const name = environment.find((variable) => (variables[variable] ?? '') !== '');
  return name === undefined ? undefined : { value: variables[name] ?? '', from: name };
}

function fromFile(
  { file, settings }: Pick<FoundDwhCfg, 'file' | 'settings'>,
  { file: name }: Places,
): Given | undefined {
  const found = name === undefined ? undefined : settings[name];
  return found && { value: found.value, from: `${file} line ${found.line}` };
}

function byDefault({ otherwise }: Places): Given | undefined {
  return otherwise === undefined ? undefined : { value: otherwise, from: 'default' };
}
