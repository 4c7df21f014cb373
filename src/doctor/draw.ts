import { snakeCase } from '../letter-case.ts';
import { type IgnoredKey, reasonOf } from '../settings/ignored-keys.ts';
import type { ResolvedSetting } from '../settings/resolved.ts';
import type { Use } from '../settings/setting.ts';
import { type ResolvedSettings, type SettingName, settingNames, settingOf } from '../settings/table.ts';
import type { Finding } from './finding.ts';

/** A setting as people see it. */
interface ShownSetting {
  /** `log_jsonpath` */
  readonly name: string;
  readonly value: string;
  readonly from: string;
}

/** Every setting and its source, but for defaults that nothing here needs; a secret is never shown. */
export function settingsShown(given: ResolvedSettings, uses: readonly Use[]): readonly ShownSetting[] {
  return settingNames.flatMap((name) => {
    const setting = given[name];
    const isNeeded = settingOf(name).neededBy.some((use) => uses.includes(use));
    if (setting === undefined || (setting.origin === 'default' && !isNeeded)) return [];
    return [{ name: snakeCase(name), value: shownValue(name, setting), from: setting.from }];
  });
}

export function drawSettings(rows: readonly ShownSetting[], write: (line: string) => void): void {
  const width = (column: keyof ShownSetting) =>
    Math.min(60, Math.max(...rows.map((row) => row[column].length)));
  const [names, values] = [width('name'), width('value')];
  for (const { name, value, from } of rows)
    write(`  ${name.padEnd(names)}  ${value.padEnd(values)}  ${from}`);
}

/** The keys of the file without an effect, each with its line and the reason. */
export function drawIgnored(
  file: string,
  ignored: readonly IgnoredKey[],
  write: (line: string) => void,
): void {
  if (ignored.length === 0) return;
  write(`  Keys of ${file} without an effect:`);
  const rows = ignored.map((key) => ({
    line: `line ${key.line}`,
    name: `[${key.section}] ${key.key}`,
    reason: reasonOf(key),
  }));
  const lines = Math.max(...rows.map(({ line }) => line.length));
  const names = Math.max(...rows.map(({ name }) => name.length));
  for (const { line, name, reason } of rows)
    write(`    ${line.padEnd(lines)}  ${name.padEnd(names)}  ${reason}`);
  write('');
}

/** The value for people: of a secret only that it is set; of one that cannot be read, why. */
function shownValue(name: SettingName, setting: ResolvedSetting): string {
  if (settingOf(name).secret) return '(set)';
  try {
    return setting.value;
  } catch {
    return '(cannot be read)'; // those who need it say why
  }
}

const words = { ok: 'ok', wrong: 'wrong', skipped: '-' } as const;

export function drawFinding(
  { name, state, said, fix }: Finding,
  write: (line: string) => void,
  lines: (hints: Finding['fix']) => readonly string[],
): void {
  write(`  ${name.padEnd(12)}  ${words[state].padEnd(5)}  ${said}`);
  for (const command of lines(fix)) write(`${' '.repeat(23)}${command}`);
}
