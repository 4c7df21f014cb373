import { nearest } from '../nearest.ts';
import { credentialsInFile } from './aws-access.ts';
import { type CfgKey, type DwhCfg, knownKeys } from './dwh-cfg.ts';
import { kindsOf, plainName } from './sections.ts';
import type { Use } from './setting.ts';
import { type ResolvedSettings, type SettingName, settingOf } from './table.ts';

/** A key of dwh.cfg that has no effect, and why. Its value is left out: it may be a secret. */
export interface IgnoredKey {
  readonly section: string;
  readonly key: string;
  readonly line: number;
  readonly why: 'unknown' | 'placeholder' | 'overridden';
  readonly setting?: SettingName;
  /** What was probably meant, for one that is unknown: `REGION`, or `[CLUSTER] HOST`. */
  readonly meant?: string;
  /** What has an effect instead, for one that is overridden: `--region`, `dwh.cfg line 3`. */
  readonly by?: string;
}

/** The keys of the file without an effect, in the order of the file. An empty value asks for none. */
export function ignoredKeys(cfg: DwhCfg, settings: ResolvedSettings): readonly IgnoredKey[] {
  return cfg.keys.flatMap((key): readonly IgnoredKey[] => {
    const { section, line } = key.at;
    const place = { section, key: key.at.key.toUpperCase(), line };
    if (key.setting === undefined) {
      if (key.at.isReferenced || isEmpty(key)) return [];
      return [{ ...place, why: 'unknown' as const, ...meantBy(key) }];
    }
    const named = { ...place, setting: key.setting };
    if (key.isPlaceholder) return [{ ...named, why: 'placeholder' as const }];
    const by = isEmpty(key) ? undefined : overriddenBy(key, key.setting, cfg, settings);
    return by === undefined ? [] : [{ ...named, why: 'overridden' as const, by }];
  });
}

/** One sentence for a command that needs these settings; undefined where it ignores none of them. */
export function describeIgnored(
  cfg: DwhCfg,
  ignored: readonly IgnoredKey[],
  uses: readonly Use[],
): string | undefined {
  const matters = ignored.filter(
    ({ setting, by }) =>
      (setting === undefined || settingOf(setting).neededBy.some((use) => uses.includes(use))) &&
      // The person typed it a moment ago.
      !by?.startsWith('--'),
  );
  const meant = [...new Set(matters.flatMap((key) => key.meant ?? []))].join(' or ');
  const parts = [
    partOf(matters, 'unknown', meant === '' ? 'not understood' : `not understood (did you mean ${meant}?)`),
    partOf(matters, 'placeholder', 'a placeholder'),
    partOf(matters, 'overridden', 'overridden'),
  ].filter((part) => part !== undefined);
  if (parts.length === 0) return undefined;
  return `${cfg.file} has keys without an effect: ${parts.join('; ')}. List them: sparkify doctor`;
}

function partOf(ignored: readonly IgnoredKey[], why: IgnoredKey['why'], words: string): string | undefined {
  const those = ignored.filter((key) => key.why === why);
  if (those.length === 0) return undefined;
  return `${those.map(({ key, line }) => `${key} (line ${line})`).join(', ')} ${words}`;
}

/** `KEY (line 3)` and why it has no effect, as `doctor` prints it. */
export function reasonOf({ why, meant, by }: IgnoredKey): string {
  if (why === 'placeholder') return 'a placeholder; counts as not set';
  if (why === 'overridden') return `overridden by ${by}`;
  return meant === undefined ? 'not understood' : `not understood; did you mean ${meant}?`;
}

function isEmpty({ at }: CfgKey): boolean {
  return at.problem === undefined && at.value === '';
}

function overriddenBy(
  { at }: CfgKey,
  name: SettingName,
  { file, settings: inFile }: DwhCfg,
  settings: ResolvedSettings,
): string | undefined {
  const first = inFile[name];
  if (first !== undefined && first !== at) {
    const isSame = at.problem === undefined && first.problem === undefined && at.value === first.value;
    return isSame ? undefined : `${file} line ${first.line}`;
  }
  const used = settings[name];
  if (used === undefined) return insteadOf(name, settings);
  if (used.origin !== 'file')
    return at.problem === undefined && used.value === at.value ? undefined : used.from;
  const isKey = name === 'awsKey' || name === 'awsSecret' || name === 'awsSessionToken';
  return isKey && credentialsInFile(settings) === undefined ? credentialsInstead(settings) : undefined;
}

/** A stronger setting that leaves no room for this one. */
function insteadOf(name: SettingName, { data, identifier, workgroup }: ResolvedSettings): string | undefined {
  if (name !== 'host') return data?.from;
  return [identifier, workgroup].find((given) => given !== undefined && given.origin !== 'file')?.from;
}

function credentialsInstead({ profile, awsKey, awsSecret }: ResolvedSettings): string | undefined {
  if (profile !== undefined && profile.origin !== 'file') return profile.from;
  return [awsKey, awsSecret].find((part) => part !== undefined && part.origin !== 'file')?.from;
}

/** The key of another section, or the one that differs by a letter or two. */
function meantBy({ at }: CfgKey): Pick<IgnoredKey, 'meant'> {
  const key = plainName(at.key);
  const elsewhere = knownKeys.find((known) => known.key === key);
  if (elsewhere !== undefined) return { meant: placeIn(elsewhere.setting, key) };
  const kinds = kindsOf(at.section);
  const here = knownKeys.filter(({ kind }) => kinds.includes(kind)).map((known) => known.key);
  const near = nearest(key, here);
  if (near !== undefined) return { meant: near.toUpperCase() };
  const anywhere = nearest(
    key,
    knownKeys.map((known) => known.key),
  );
  const known = knownKeys.find((candidate) => candidate.key === anywhere);
  return known === undefined ? {} : { meant: placeIn(known.setting, known.key) };
}

function placeIn(setting: SettingName, key: string): string {
  const { init } = settingOf(setting);
  return init === undefined ? key.toUpperCase() : `[${init[0]}] ${key.toUpperCase()}`;
}
