import type { ResolvedSetting } from './resolved.ts';
import type { Setting } from './setting.ts';
import { awsSettings } from './table/aws.ts';
import { clusterSettings } from './table/cluster.ts';
import { connectionSettings } from './table/connection.ts';
import { sourceSettings } from './table/source.ts';

/**
 * Every setting, once. Flags, dwh.cfg with all its aliases, the file of `init`, `doctor`, completion and
 * docs/settings.md are made from this. Flags beat the environment, which beats dwh.cfg, which beats the default.
 */
const table = {
  ...sourceSettings,
  ...clusterSettings,
  ...connectionSettings,
  ...awsSettings,
} as const;

/** The name of a setting, in `Config.origins`. */
export type SettingName = keyof typeof table;

/** Each setting that has a value, with its origin. */
export type ResolvedSettings = Readonly<Partial<Record<SettingName, ResolvedSetting>>>;

export const settingNames = Object.keys(table) as readonly SettingName[];

/** The row of a setting. */
export function settingOf(name: SettingName): Setting {
  return table[name];
}

/** What the flag of a setting gives. */
export type SettingValue<Name extends SettingName> = (typeof table)[Name] extends infer Row
  ? Row extends { readonly locations: 'several' } | { readonly flag: `${string}...>` }
    ? readonly string[]
    : Row extends { readonly isNumber: true }
      ? number
      : Row extends { readonly flag: `${string}<${string}` }
        ? string
        : boolean
  : never;

type Parsed<Name extends SettingName> = (typeof table)[Name] extends {
  readonly parse: (given: ResolvedSetting) => infer Value;
}
  ? Value
  : string;

/**
 * The value of a setting as the program uses it; undefined where it has none. Only settings that are asked for are
 * parsed, so that a value that cannot be meant stops only the verbs that need it.
 *
 * @throws {UsageError} that names the origin, and what was expected
 */
export function parsed<Name extends SettingName>(
  settings: ResolvedSettings,
  name: Name,
): Parsed<Name> | undefined {
  const given = settings[name];
  if (given === undefined) return undefined;
  const { parse = ({ value }: ResolvedSetting) => value } = settingOf(name);
  return parse(given) as Parsed<Name>;
}
