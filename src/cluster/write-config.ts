import { chmod, readFile, realpath, rename, stat, unlink, writeFile } from 'node:fs/promises';
import { meaningOf } from '../settings/dwh-cfg.ts';
import { type SettingName, settingOf } from '../settings/table.ts';

/** A setting to write into `dwh.cfg`: where a key gives it already, in place of its value. */
export interface ConfigValue {
  readonly setting: SettingName;
  readonly value: string;
}

/** What a reachable cluster means in a `dwh.cfg`. */
export function endpointValues(cluster: {
  readonly host: string;
  readonly port: number;
  readonly roleArn?: string | undefined;
}): readonly ConfigValue[] {
  return [
    { setting: 'host', value: cluster.host },
    { setting: 'port', value: String(cluster.port) },
    ...(cluster.roleArn === undefined ? [] : [{ setting: 'role' as const, value: cluster.roleArn }]),
  ];
}

/**
 * Sets values in a configuration file and leaves every other byte of it: comments, order, blank lines, line ends.
 * The file is replaced in one step and keeps its mode; a new one can be read by its owner only.
 */
export async function writeConfig(file: string, values: readonly ConfigValue[]): Promise<void> {
  const target = await realpath(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return file;
    throw error;
  });
  const before = await readFile(target, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const after = setValues(before, values);
  if (after === before) return;
  const mode = before === '' ? 0o600 : (await stat(target)).mode & 0o777;
  const temporary = `${target}.${process.pid}.new`;
  try {
    await writeFile(temporary, after, { mode, flush: true });
    // The mode that writeFile gives is narrowed by the umask.
    await chmod(temporary, mode);
    await rename(temporary, target);
  } catch (error) {
    await unlink(temporary).catch(() => undefined);
    throw error;
  }
}

/** The text of a configuration file with these values in it. Setting what is there already changes nothing. */
export function setValues(text: string, values: readonly ConfigValue[]): string {
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  let lines = text === '' ? [] : text.split(lineEnd);
  for (const value of values) lines = setValue(lines, value);
  const result = lines.join(lineEnd);
  return result === '' || result.endsWith(lineEnd) ? result : result + lineEnd;
}

function setValue(lines: readonly string[], { setting, value }: ConfigValue): string[] {
  const at = lineOf(lines, setting);
  if (at !== undefined) {
    const [, beginning = '', , old = ''] = keyLine.exec(lines[at] ?? '') ?? [];
    const quote = /^(['"]).*\1\s*$/.exec(old)?.[1] ?? '';
    return lines.with(at, `${beginning}${quote}${value}${quote}`);
  }
  const [section, key] = settingOf(setting).init ?? ['CLUSTER', setting.toUpperCase()];
  const { start, end } = sectionBounds(lines, section);
  if (start === -1) {
    const body = lines.at(-1) === '' ? lines.slice(0, -1) : lines;
    const blank = body.length === 0 ? [] : [''];
    return [...body, ...blank, `[${section}]`, `${key}=${value}`, ''];
  }
  // Behind the last value: comments and blanks before the next section belong to that.
  let last = end;
  while (last > start + 1 && /^\s*([#;].*)?$/.test(lines[last - 1] ?? '')) last--;
  return [...lines.slice(0, last), `${key}=${value}`, ...lines.slice(last)];
}

const keyLine = /^(\s*([^#;=:\s][^=:]*?)\s*[=:]\s*)(.*)$/;

/** The line of the key that gives a setting; of several the one that counts when the file is read. */
function lineOf(lines: readonly string[], setting: SettingName): number | undefined {
  let section = '';
  const found = lines.flatMap((line, at) => {
    section = /^\s*\[([^\]]*)\]/.exec(line)?.[1]?.trim() ?? section;
    const key = keyLine.exec(line)?.[2];
    const meaning = key === undefined ? undefined : meaningOf({ section, key });
    return meaning?.setting === setting ? [{ at, rank: meaning.rank }] : [];
  });
  return found.toSorted((a, b) => a.rank - b.rank)[0]?.at;
}

function sectionBounds(lines: readonly string[], section: string): { start: number; end: number } {
  const isHeader = (line: string) => /^\s*\[[^\]]*\]/.test(line);
  const start = lines.findIndex(
    (line) => /^\s*\[([^\]]*)\]/.exec(line)?.[1]?.trim().toUpperCase() === section.toUpperCase(),
  );
  const next = lines.findIndex((line, index) => index > start && isHeader(line));
  return { start, end: next === -1 ? lines.length : next };
}
