/** A setting as the user gave it, with where it came from: `--nodes`, `DWH_NUM_NODES`, `dwh.cfg line 12`, `default`. */
export interface Given {
  readonly value: string;
  readonly from: string;
}

/** One line of a `dwh.cfg`, as its reader found it. */
export interface FileEntry {
  readonly section: string;
  readonly key: string;
  readonly value: string;
  /** 1-based. */
  readonly line: number;
}

interface SettingSource {
  /** Environment variables, the first that is set counts. */
  readonly environment: readonly string[];
  /** `[SECTION] KEY` in `dwh.cfg`, the first that is there counts; names are compared without case. */
  readonly file: readonly (readonly [section: string, key: string])[];
  readonly fallback?: string;
  readonly secret?: true;
}

/** Where each setting of the cluster may come from. A flag (`--node-type` for `nodeType`) beats all of these. */
export const settingSources = {
  warehouse: { environment: ['SPARKIFY_WAREHOUSE'], file: [], fallback: 'sparkify.duckdb' },
  region: {
    environment: ['AWS_REGION', 'AWS_DEFAULT_REGION'],
    file: [
      ['AWS', 'REGION'],
      ['DWH', 'DWH_REGION'],
    ],
    fallback: 'us-west-2',
  },
  profile: { environment: ['AWS_PROFILE'], file: [['AWS', 'PROFILE']] },
  endpoint: { environment: ['AWS_ENDPOINT_URL'], file: [['AWS', 'ENDPOINT_URL']] },
  accessKey: {
    environment: ['AWS_ACCESS_KEY_ID'],
    file: [
      ['AWS', 'KEY'],
      ['AWS', 'AWS_ACCESS_KEY_ID'],
    ],
    secret: true,
  },
  secretKey: {
    environment: ['AWS_SECRET_ACCESS_KEY'],
    file: [
      ['AWS', 'SECRET'],
      ['AWS', 'AWS_SECRET_ACCESS_KEY'],
    ],
    secret: true,
  },
  sessionToken: {
    environment: ['AWS_SESSION_TOKEN'],
    file: [
      ['AWS', 'SESSION_TOKEN'],
      ['AWS', 'AWS_SESSION_TOKEN'],
    ],
    secret: true,
  },
  identifier: {
    environment: ['DWH_CLUSTER_IDENTIFIER'],
    file: [['DWH', 'DWH_CLUSTER_IDENTIFIER']],
    fallback: 'sparkify',
  },
  clusterType: { environment: ['DWH_CLUSTER_TYPE'], file: [['DWH', 'DWH_CLUSTER_TYPE']] },
  nodes: { environment: ['DWH_NUM_NODES'], file: [['DWH', 'DWH_NUM_NODES']] },
  nodeType: { environment: ['DWH_NODE_TYPE'], file: [['DWH', 'DWH_NODE_TYPE']], fallback: 'ra3.large' },
  database: {
    environment: ['DWH_DB'],
    file: [
      ['DWH', 'DWH_DB'],
      ['CLUSTER', 'DB_NAME'],
      ['CLUSTER', 'DWH_DB'],
    ],
    fallback: 'dwh',
  },
  user: {
    environment: ['DWH_DB_USER'],
    file: [
      ['DWH', 'DWH_DB_USER'],
      ['CLUSTER', 'DB_USER'],
      ['CLUSTER', 'DWH_DB_USER'],
    ],
    fallback: 'awsuser',
  },
  password: {
    environment: ['DWH_DB_PASSWORD'],
    file: [
      ['DWH', 'DWH_DB_PASSWORD'],
      ['CLUSTER', 'DB_PASSWORD'],
      ['CLUSTER', 'DWH_DB_PASSWORD'],
    ],
    secret: true,
  },
  host: {
    environment: ['REDSHIFT_HOST', 'PGHOST'],
    file: [
      ['CLUSTER', 'HOST'],
      ['CLUSTER', 'DWH_ENDPOINT'],
      ['DWH', 'DWH_ENDPOINT'],
    ],
  },
  port: {
    environment: ['DWH_PORT'],
    file: [
      ['DWH', 'DWH_PORT'],
      ['CLUSTER', 'DB_PORT'],
      ['CLUSTER', 'DWH_PORT'],
    ],
    fallback: '5439',
  },
  roleName: { environment: ['DWH_IAM_ROLE_NAME'], file: [['DWH', 'DWH_IAM_ROLE_NAME']] },
  roleArn: {
    environment: [],
    file: [
      ['IAM_ROLE', 'ARN'],
      ['IAM_ROLE', 'DWH_IAM_ROLE_ARN'],
      ['CLUSTER', 'DWH_ROLE_ARN'],
    ],
  },
  data: { environment: ['SPARKIFY_DATA'], file: [['S3', 'DATA']] },
  songs: { environment: [], file: [['S3', 'SONG_DATA']] },
  logs: { environment: [], file: [['S3', 'LOG_DATA']] },
  logJsonpath: { environment: [], file: [['S3', 'LOG_JSONPATH']] },
  work: { environment: [], file: [['S3', 'WORK']] },
  ttl: { environment: [], file: [['DWH', 'TTL']] },
  allowCidr: { environment: [], file: [['DWH', 'ALLOW_CIDR']] },
  serverless: { environment: [], file: [['DWH', 'SERVERLESS']] },
  baseCapacity: { environment: [], file: [['DWH', 'BASE_CAPACITY']], fallback: '8' },
  usageLimit: { environment: [], file: [['DWH', 'USAGE_LIMIT']], fallback: '24' },
} as const satisfies Record<string, SettingSource>;

export type SettingName = keyof typeof settingSources;
export type GivenSettings = Readonly<Partial<Record<SettingName, Given>>>;

/** Takes each setting from the flags, else the environment, else the file, else its default, and says which it was. */
export function gatherSettings(sources: {
  /** As commander parses them: `{nodeType: 'ra3.large', allowCidr: ['203.0.113.7/32'], serverless: true}`. */
  readonly flags: Readonly<Record<string, unknown>>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly file: { readonly name: string; readonly entries: readonly FileEntry[] };
}): GivenSettings {
  const given: Partial<Record<SettingName, Given>> = {};
  for (const [name, source] of Object.entries(settingSources) as [SettingName, SettingSource][]) {
    const found =
      fromFlag(sources.flags[name], name) ??
      fromEnvironment(sources.environment, source) ??
      fromFile(sources.file, source) ??
      (source.fallback === undefined ? undefined : { value: source.fallback, from: 'default' });
    if (found !== undefined) given[name] = found;
  }
  return given;
}

/** The flag that gives a setting: `nodeType` is `--node-type`. */
export function flagOf(name: SettingName): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** Whether the value of a setting must never be printed. */
export function isSecret(name: SettingName): boolean {
  return (settingSources[name] as SettingSource).secret === true;
}

function fromFlag(value: unknown, name: SettingName): Given | undefined {
  if (value === undefined || value === false) return undefined;
  return { value: Array.isArray(value) ? value.join(',') : String(value), from: flagOf(name) };
}

function fromEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
  source: SettingSource,
): Given | undefined {
  const name = source.environment.find((variable) => environment[variable]);
  return name === undefined ? undefined : { value: environment[name] ?? '', from: name };
}

function fromFile(
  file: { readonly name: string; readonly entries: readonly FileEntry[] },
  source: SettingSource,
): Given | undefined {
  for (const [section, key] of source.file) {
    const entry = file.entries.find(
      (candidate) =>
        candidate.section.toUpperCase() === section &&
        candidate.key.toUpperCase() === key &&
        unquoted(candidate.value) !== '',
    );
    if (entry !== undefined) return { value: unquoted(entry.value), from: `${file.name} line ${entry.line}` };
  }
  return undefined;
}

/** Existing projects write `LOG_DATA='s3://…'`: Python's ConfigParser keeps the quotes, and COPY wanted them. */
function unquoted(value: string): string {
  return value.trim().replace(/^(['"])(.*)\1$/, '$2');
}
