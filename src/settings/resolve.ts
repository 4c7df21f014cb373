import { withS3Scheme } from '../s3-scheme.ts';
import type { CfgValue, DwhCfg } from './dwh-cfg.ts';
import { readEndpoint } from './endpoint.ts';
import type { Origin, ResolvedSetting } from './resolved.ts';
import { type ResolvedSettings, type SettingName, settingNames, settingOf, withDefaults } from './table.ts';

type Draft = Partial<Record<SettingName, ResolvedSetting>>;

export interface SettingSources {
  /** As commander parses them: `{nodeType: 'ra3.large', allowCidr: ['203.0.113.7/32'], serverless: true}`. */
  readonly flags: Readonly<Record<string, unknown>>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly file: Pick<DwhCfg, 'file' | 'settings'>;
  /** Whether a connection to Redshift is what the settings are for: only then variables of libpq may count. */
  readonly connects?: boolean;
}

/**
 * Takes each setting from the first place that has it. An empty variable counts as none. Variables of libpq (`PGHOST`)
 * count for a connection only, together, and only where nothing else names a host, cluster or workgroup: they are
 * those of somebody's PostgreSQL more often than not.
 */
export function resolveSettings(sources: SettingSources): ResolvedSettings {
  const { flags, file, connects = false } = sources;
  const environment = withoutIgnored(sources.environment);
  const settings: Draft = {};
  for (const name of settingNames) {
    const found =
      fromFlag(flags, name) ??
      fromVariable(environment, settingOf(name).environment ?? [], 'environment') ??
      fromFile(file.file, file.settings[name]);
    if (found !== undefined)
      settings[name] = settingOf(name).locations === undefined ? found : withOneScheme(found);
  }
  letDataBeatFile(settings);
  if (connects && namesNoWarehouse(settings) && (environment.PGHOST ?? '') !== '') {
    addLibpq(settings, environment);
  }
  letNameBeatHost(settings);
  takeEndpointApart(settings);
  return withDefaults(settings);
}

/** The variables of libpq that say how to connect. */
export function libpqVariables(settings: ResolvedSettings): readonly string[] {
  return Object.values(settings)
    .filter(({ origin }) => origin === 'libpq')
    .map(({ from }) => from);
}

/** The variables without the addresses of AWS that AWS_IGNORE_CONFIGURED_ENDPOINT_URLS says not to use. */
function withoutIgnored(variables: SettingSources['environment']): SettingSources['environment'] {
  if (variables.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS?.toLowerCase() !== 'true') return variables;
  return Object.fromEntries(
    Object.entries(variables).filter(([name]) => !/^AWS_ENDPOINT_URL(_|$)/.test(name)),
  );
}

function fromFlag(flags: SettingSources['flags'], name: SettingName): ResolvedSetting | undefined {
  const { flag } = settingOf(name);
  const value = flags[name];
  if (flag === undefined || value === undefined || value === false) return undefined;
  const [from = ''] = flag.split(' ');
  const values = Array.isArray(value) ? value.map(String) : undefined;
  return { value: values?.join(',') ?? String(value), ...(values && { values }), from, origin: 'flag' };
}

function fromVariable(
  variables: SettingSources['environment'],
  names: readonly string[],
  origin: Origin,
): ResolvedSetting | undefined {
  const name = names.find((variable) => (variables[variable] ?? '') !== '');
  return name === undefined ? undefined : { value: variables[name]?.trim() ?? '', from: name, origin };
}

function fromFile(file: string, found: CfgValue | undefined): ResolvedSetting | undefined {
  if (found === undefined) return undefined;
  const place = { from: `${file} line ${found.line}`, origin: 'file' } as const;
  if (found.problem === undefined) return { value: found.value, ...place };
  return {
    ...place,
    get value(): string {
      return found.value; // throws what is wrong with it
    },
  };
}

/** What Hadoop and Spark write as `s3a://` is `s3://` everywhere from here on. */
function withOneScheme(found: ResolvedSetting): ResolvedSetting {
  const isUnreadable = Object.getOwnPropertyDescriptor(found, 'value')?.get !== undefined;
  if (isUnreadable) return found;
  const { value, values } = found;
  return { ...found, value: withS3Scheme(value), ...(values && { values: values.map(withS3Scheme) }) };
}

/** `--data` says where all of the data is, so it beats the single locations of the file. */
function letDataBeatFile(settings: Draft): void {
  const { data } = settings;
  if (data === undefined || data.origin === 'file') return;
  for (const name of ['logs', 'songs', 'logJsonpath', 'songJsonpath'] as const)
    if (settings[name]?.origin === 'file') delete settings[name];
}

/** `--identifier` names another cluster than the HOST of a file. */
function letNameBeatHost(settings: Draft): void {
  const { host, identifier, workgroup } = settings;
  const isBeaten = (name: ResolvedSetting | undefined) =>
    host !== undefined && name !== undefined && strength[name.origin] > strength[host.origin];
  if (isBeaten(identifier) || isBeaten(workgroup)) delete settings.host;
}

function namesNoWarehouse({ host, identifier, workgroup }: Draft): boolean {
  return host === undefined && identifier === undefined && workgroup === undefined;
}

function addLibpq(settings: Draft, environment: SettingSources['environment']): void {
  for (const name of settingNames) {
    const { libpq } = settingOf(name);
    const found = libpq === undefined ? undefined : fromVariable(environment, [libpq], 'libpq');
    if (found !== undefined) settings[name] ??= found;
  }
}

const strength: Readonly<Record<Origin, number>> = {
  flag: 3,
  environment: 2,
  file: 1,
  libpq: 0,
  default: -1,
};

/** Port and database of an endpoint count unless a setting of equal or higher precedence gives them separately. */
function takeEndpointApart(settings: Draft): void {
  const whole = settings.host;
  if (whole === undefined) return;
  const endpoint = endpointOf(whole);
  if (endpoint === undefined) return;
  settings.host = { ...whole, value: endpoint.host };
  for (const name of ['port', 'database', 'user', 'password'] as const) {
    const value = endpoint[name];
    if (value === undefined) continue;
    const apart = settings[name];
    if (apart === undefined || strength[apart.origin] < strength[whole.origin]) {
      settings[name] = { ...whole, value };
    }
  }
}

/** Undefined where the value cannot be read: those who need it get the reason. */
function endpointOf(host: ResolvedSetting) {
  try {
    return readEndpoint(host.value);
  } catch {
    return undefined; // `host.value` throws it again, for those who connect
  }
}
