import { chmod, readFile, realpath, rename, stat, unlink, writeFile } from 'node:fs/promises';

/** A key of `dwh.cfg` to set, wherever it stands. */
export interface ConfigValue {
  readonly section: string;
  readonly key: string;
  readonly value: string;
  /** Other spellings of the key; the one that is in the file stays. */
  readonly aliases?: readonly string[];
}

/** What a reachable cluster means in a `dwh.cfg`. */
export function endpointValues(cluster: {
  readonly host: string;
  readonly port: number;
  readonly roleArn?: string | undefined;
}): readonly ConfigValue[] {
  return [
    { section: 'CLUSTER', key: 'HOST', value: cluster.host, aliases: ['DWH_ENDPOINT'] },
    { section: 'CLUSTER', key: 'DB_PORT', value: String(cluster.port), aliases: ['DWH_PORT'] },
    ...(cluster.roleArn === undefined
      ? []
      : [{ section: 'IAM_ROLE', key: 'ARN', value: cluster.roleArn, aliases: ['DWH_IAM_ROLE_ARN'] }]),
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

function setValue(lines: readonly string[], value: ConfigValue): string[] {
  const { start, end } = sectionBounds(lines, value.section);
  if (start === -1) {
    const body = lines.at(-1) === '' ? lines.slice(0, -1) : lines;
    const blank = body.length === 0 ? [] : [''];
    return [...body, ...blank, `[${value.section}]`, `${value.key}=${value.value}`, ''];
  }
  const names = [value.key, ...(value.aliases ?? [])].map((name) => name.toUpperCase());
  for (let index = start + 1; index < end; index++) {
    const match = /^(\s*([^#;=:\s][^=:]*?)\s*[=:]\s*)(.*)$/.exec(lines[index] ?? '');
    const [, beginning = '', name = '', old = ''] = match ?? [];
    if (!names.includes(name.toUpperCase())) continue;
    const quote = /^(['"]).*\1\s*$/.exec(old)?.[1] ?? '';
    const text = `${beginning}${quote}${value.value}${quote}`;
    return lines.map((line, at) => (at === index ? text : line));
  }
  // Behind the last value: comments and blanks before the next section belong to that.
  let last = end;
  while (last > start + 1 && /^\s*([#;].*)?$/.test(lines[last - 1] ?? '')) last--;
  return [...lines.slice(0, last), `${value.key}=${value.value}`, ...lines.slice(last)];
}

function sectionBounds(lines: readonly string[], section: string): { start: number; end: number } {
  const isHeader = (line: string) => /^\s*\[[^\]]*\]/.test(line);
  const start = lines.findIndex(
    (line) => /^\s*\[([^\]]*)\]/.exec(line)?.[1]?.trim().toUpperCase() === section.toUpperCase(),
  );
  const next = lines.findIndex((line, index) => index > start && isHeader(line));
  return { start, end: next === -1 ? lines.length : next };
}
