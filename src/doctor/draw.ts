import { type GivenSettings, isSecret, type SettingName } from '../config/settings.ts';
import type { Finding } from './finding.ts';

/** Each setting with where it came from; a secret is never told. */
export function drawSettings(given: GivenSettings, write: (line: string) => void): void {
  const rows = Object.entries(given).map(([name, setting]) => ({
    name,
    value: isSecret(name as SettingName) ? '(set)' : setting.value,
    from: setting.from,
  }));
  const width = (pick: (row: (typeof rows)[number]) => string) =>
    Math.min(60, Math.max(...rows.map((row) => pick(row).length)));
  const [names, values] = [width((row) => row.name), width((row) => row.value)];
  for (const { name, value, from } of rows)
    write(`  ${name.padEnd(names)}  ${value.padEnd(values)}  ${from}`);
}

const words = { ok: 'ok', wrong: 'wrong', skipped: '-' } as const;

export function drawFinding({ name, state, said, mend }: Finding, write: (line: string) => void): void {
  write(`  ${name.padEnd(12)}  ${words[state].padEnd(5)}  ${said}`);
  for (const command of mend) write(`${' '.repeat(23)}${command}`);
}
