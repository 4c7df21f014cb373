import { UsageError } from '../errors.ts';
import { type CfgValue, cfgValue, parseIni } from './ini.ts';
import { isPlaceholder } from './placeholder.ts';
import { kindsOf, plainName } from './sections.ts';
import type { SectionKind } from './setting.ts';
import { type SettingName, settingNames, settingOf } from './table.ts';

export type { CfgValue };

/** A key of dwh.cfg and what it means. */
export interface CfgKey {
  readonly at: CfgValue;
  /** The setting that it gives; undefined for a key that means nothing to this program. */
  readonly setting: SettingName | undefined;
  /** Whether its value only holds the place of one, so that it counts as not set. */
  readonly isPlaceholder: boolean;
}

/** What a dwh.cfg says. */
export interface DwhCfg {
  readonly file: string;
  /** The value of each setting that is set. Of several keys that give one, the first in the table counts. */
  readonly settings: Readonly<Partial<Record<SettingName, CfgValue>>>;
  /** Every key, in the order of the file. */
  readonly keys: readonly CfgKey[];
}

/**
 * Reads the text of a dwh.cfg.
 *
 * @param file its name, for errors
 * @throws {UsageError} with the line, for a file that is not an INI file
 */
export function parseDwhCfg(text: string, file: string): DwhCfg {
  const found = parseIni(text, file).map((value) => {
    const meaning = meaningOf(value);
    const isSecret = meaning !== undefined && settingOf(meaning.setting).secret === true;
    const at = isSecret ? value : withoutComment(value, file);
    const isHeld = at.problem === undefined && isPlaceholder(at.value, isSecret);
    return { at, setting: meaning?.setting, rank: meaning?.rank ?? 0, isPlaceholder: isHeld };
  });
  const settings: Partial<Record<SettingName, CfgValue>> = {};
  for (const { setting, at } of found.filter(isSet).toSorted((a, b) => a.rank - b.rank)) {
    if (setting !== undefined) settings[setting] ??= at;
  }
  return { file, settings, keys: found.map(({ rank, ...key }) => key) };
}

function isSet(key: CfgKey): boolean {
  return !key.isPlaceholder && (key.at.problem !== undefined || key.at.value !== '');
}

/** What a key means in its section. */
interface Meaning {
  readonly setting: SettingName;
  /** Its place among the names of the setting: of several in one file the first counts. */
  readonly rank: number;
}

/** The setting that a key gives in a section. */
export function meaningOf({ section, key }: Pick<CfgValue, 'section' | 'key'>): Meaning | undefined {
  for (const kind of kindsOf(section)) {
    const meaning = meanings.get(`${kind} ${plainName(key)}`);
    if (meaning !== undefined) return meaning;
  }
  return undefined;
}

/** A key that is understood, in the kind of section where it is. */
export interface KnownKey extends Meaning {
  readonly kind: SectionKind;
  readonly key: string;
}

/** Every key of every setting. */
export const knownKeys: readonly KnownKey[] = settingNames.flatMap((setting) =>
  Object.entries(settingOf(setting).keys ?? {})
    .flatMap(([kind, keys]) => keys.map((key) => ({ kind: kind as SectionKind, key })))
    .map(({ kind, key }, rank) => ({ setting, kind, key, rank })),
);

const meanings = new Map(knownKeys.map((known) => [`${known.kind} ${known.key}`, known]));

/** Python keeps `# …` behind a value as a part of it; here that is never what was meant. */
function withoutComment(value: CfgValue, file: string): CfgValue {
  if (value.problem !== undefined || !/\s[#;]/.test(value.value)) return value;
  const { section, key, line } = value;
  return cfgValue({ section, key, line }, () => {
    throw new UsageError(
      'SPK-112',
      `${file} line ${line}: the comment behind "${key}" would be a part of its value.`,
      {
        hints: ['Put the comment on a line of its own.'],
      },
    );
  });
}
