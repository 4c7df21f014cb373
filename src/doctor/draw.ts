import { type IgnoredKey, reasonOf } from '../settings/ignored-keys.ts';
import type { ResolvedSetting } from '../settings/resolved.ts';
import { type ResolvedSettings, type SettingName, settingOf } from '../settings/table.ts';
import type { Finding } from './finding.ts';

/** Every setting and its source; a secret is never shown. */
export function drawSettings(given: ResolvedSettings, write: (line: string) => void): void {
  const rows = Object.entries(given).map(([name, setting]) => ({
    name,
    value: shownValue(name as SettingName, setting),
    from: setting.from,
  }));
  const width = (pick: (row: (typeof rows)[number]) => string) =>
    Math.min(60, Math.max(...rows.map((row) => pick(row).length)));
  const [names, values] = [width((row) => row.name), width((row) => row.value)];
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
export function shownValue(name: SettingName, setting: ResolvedSetting): string {
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
