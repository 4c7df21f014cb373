import { UsageError } from '../errors.ts';
import { explicit } from '../settings/resolved.ts';
import { parsed, type ResolvedSettings, type SettingName, withDefaults } from '../settings/table.ts';

/** The longest that a cluster of nodes runs: then it pauses by itself, also if this program is gone. */
export const nodesLife = '1h';
/** RPU-hours after which AWS refuses queries. */
export const mostRpuHours = 8;

/** Of `dwh.cfg` what is about another warehouse, and what `cluster verify` decides itself. */
const notHere: readonly SettingName[] = [
  ...(['identifier', 'roleName', 'database', 'user', 'password', 'host', 'port', 'workgroup'] as const),
  ...(['ttl', 'usageLimit', 'role', 'connection', 'data', 'songs', 'logs', 'logJsonpath'] as const),
  'songJsonpath',
];

/** What asks for a kind of warehouse, or its size; only flags do, since a file is about another one. */
const byFlagOnly: readonly SettingName[] = [
  ...(['serverless', 'nodes', 'nodeType', 'clusterType', 'baseCapacity', 'maxCapacity'] as const),
];

/** What `cluster verify` works with beside the settings of its warehouse. */
export interface VerifySettings {
  readonly given: ResolvedSettings;
  /** Below WORK: the data of this run, which is all deleted. */
  readonly folder: `s3://${string}`;
}

/**
 * The settings of a warehouse that is made to be observed, in place of those of the user's own.
 *
 * @param id of this run, by which its folder is named
 * @throws {UsageError} without a WORK
 */
export function verifySettings(given: ResolvedSettings, id: string): VerifySettings {
  const work = parsed(given, 'work');
  if (work === undefined) {
    throw new UsageError('SPK-618', 'cluster verify needs a place in S3, and WORK does not name one.', {
      details: ['Nothing was created.'],
      hints: ['Give one: --work s3://bucket/prefix, or WORK under [S3] in dwh.cfg.'],
    });
  }
  const folder = `${work.replace(/\/+$/, '')}/verify-${id}` as const;
  const own = (value: string) => ({ value, from: 'cluster verify', origin: 'flag' as const });
  const kept = Object.entries(given).filter(([name, setting]) => {
    if (notHere.includes(name as SettingName)) return false;
    return !byFlagOnly.includes(name as SettingName) || setting.origin === 'flag';
  });
  const settings = withDefaults(Object.fromEntries(kept));
  const isNodes = settings.nodes !== undefined || explicit(settings.nodeType) !== undefined;
  return {
    given: {
      ...settings,
      identifier: own(`${parsed(given, 'identifier')}-verify`),
      data: own(folder),
      work: own(`${folder}/work`),
      ...(isNodes ? { ttl: own(nodesLife) } : { usageLimit: own(`${mostRpuHours}`) }),
    },
    folder: folder as `s3://${string}`,
  };
}
