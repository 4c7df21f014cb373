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

/** A setting that always has a value: without another it is the default of its row. */
type SettingWithDefault = {
  [Name in SettingName]: (typeof table)[Name] extends { readonly default: string } ? Name : never;
}[SettingName];

/** Each setting that has a value, with its origin. */
export type ResolvedSettings = Readonly<
  Record<SettingWithDefault, ResolvedSetting> & Partial<Record<SettingName, ResolvedSetting>>
>;

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

type Parsed<Name extends SettingName> =
  | ((typeof table)[Name] extends { readonly parse: (given: ResolvedSetting) => infer Value }
      ? Value
      : string)
  | (Name extends SettingWithDefault ? never : undefined);

/** The settings with the default of each that has one and is missing, in the order of the table. */
export function withDefaults(settings: Partial<ResolvedSettings>): ResolvedSettings {
  const all = settingNames.flatMap((name) => {
    const { default: value } = settingOf(name);
    const byDefault = value === undefined ? undefined : { value, from: 'default', origin: 'default' };
    const setting = settings[name] ?? byDefault;
    return setting === undefined ? [] : [[name, setting]];
  });
  return Object.fromEntries(all) as ResolvedSettings;
}

/** The settings where nothing is set. */
export const defaults = withDefaults({});

/**
 * The value of a setting as the program uses it; undefined where it has neither one nor a default. Only settings that
 * are asked for are parsed, so that a value that cannot be meant stops only the verbs that need it.
 *
 * @throws {UsageError} that names the origin, and what was expected
 */
export function parsed<Name extends SettingName>(settings: ResolvedSettings, name: Name): Parsed<Name> {
  const given = settings[name];
  const { parse = ({ value }: ResolvedSetting) => value } = settingOf(name);
  return (given && parse(given)) as Parsed<Name>;
}
