import { UsageError } from '../errors.ts';

/** One value of a file, with its place. */
export interface CfgValue {
  readonly section: string;
  /** In lower case, as configparser has it. */
  readonly key: string;
  /** Reading it throws the {@link problem}, so that only those fail that need the value. */
  readonly value: string;
  /** 1-based line of the key. */
  readonly line: number;
  /** Why the value cannot be read, if it cannot. */
  readonly problem?: UsageError;
  /** Whether another value refers to it by `%(key)s`. */
  readonly isReferenced?: boolean;
}

/**
 * Reads an INI file as Python's configparser does by default
 * (https://docs.python.org/3/library/configparser.html#supported-ini-file-structure): `=` or `:`, keys in any case,
 * comments on lines of their own only, indented lines go on with the value above, `%%` is `%`, `%(key)s` is another
 * value, and nothing is given twice. Quotes around a whole value, which Python would keep, are taken off, and the
 * blanks inside of them.
 *
 * @throws {UsageError} with file and line, for a file that has not this structure
 */
export function parseIni(text: string, file: string): CfgValue[] {
  const raw = readValues(text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/), file);
  const referenced = new Set<RawValue>();
  const values = raw.map((value) => {
    const plain = value.lines.join('\n').trim();
    return cfgValue(placeOf(value), () =>
      withoutQuotes(interpolate(plain, { place: value, all: raw, file, referenced })).trim(),
    );
  });
  return values.map((value, index) =>
    referenced.has(raw[index] as RawValue) ? Object.assign(value, { isReferenced: true }) : value,
  );
}

/** A value that is read now; the error that this ends with is kept for those who need it. */
export function cfgValue(place: Omit<CfgValue, 'value'>, read: () => string): CfgValue {
  try {
    return { ...place, value: read() };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return {
      ...place,
      problem: error,
      get value(): string {
        throw error;
      },
    };
  }
}

interface RawValue {
  readonly section: string;
  readonly key: string;
  readonly line: number;
  readonly lines: string[];
}

function readValues(lines: readonly string[], file: string): RawValue[] {
  const values: RawValue[] = [];
  const sections = new Set<string>();
  let section: string | undefined;
  let current: RawValue | undefined;
  let indent = 0;
  for (const [index, line] of lines.entries()) {
    const number = index + 1;
    const content = line.trim();
    if (content.startsWith('#') || content.startsWith(';')) continue;
    if (content === '') {
      current?.lines.push('');
      continue;
    }
    const depth = line.search(/\S/);
    if (current && depth > indent) {
      current.lines.push(content);
      continue;
    }
    indent = depth;
    current = undefined;
    const header = /^\[(.+)\]/.exec(content)?.[1];
    if (header !== undefined) {
      if (sections.has(header) && header !== 'DEFAULT') {
        throw problem(file, number, `the section [${header}] occurs twice`);
      }
      sections.add(header);
      section = header;
      continue;
    }
    if (section === undefined) throw problem(file, number, 'a section such as [CLUSTER] should come first');
    current = readKey(content, section, number, file);
    const { key } = current;
    const earlier = values.find((value) => value.section === section && value.key === key);
    if (earlier) {
      throw problem(file, number, `"${key}" is in [${section}] a second time, after line ${earlier.line}`);
    }
    values.push(current);
  }
  return values;
}

function readKey(content: string, section: string, line: number, file: string): RawValue {
  const match = /^(.*?)\s*[=:]\s*(.*)$/s.exec(content);
  // The line itself is not repeated: it may hold a secret.
  if (!match?.[1]) throw problem(file, line, 'a line should be "key = value"');
  return { section, key: match[1].toLowerCase(), line, lines: [match[2] ?? ''] };
}

const deepest = 10;

interface Interpolation {
  readonly place: RawValue;
  readonly all: readonly RawValue[];
  readonly file: string;
  /** Takes the values that were referred to. */
  readonly referenced: Set<RawValue>;
}

function interpolate(text: string, within: Interpolation, depth = 1): string {
  const { place, all, file, referenced } = within;
  if (depth > deepest) throw problem(file, place.line, `"${place.key}" refers to itself`);
  return text.replace(/%(?:%|\(([^)]*)\)s|)/g, (whole: string, name: string | undefined) => {
    if (whole === '%%') return '%';
    if (name === undefined) {
      throw problem(file, place.line, `"${place.key}" has a "%" by itself`, 'Write %% for a percent sign.');
    }
    const key = name.toLowerCase();
    const found =
      all.find((value) => value.key === key && value.section === place.section) ??
      all.find((value) => value.key === key && value.section === 'DEFAULT');
    if (!found)
      throw problem(file, place.line, `"${place.key}" refers by %(…)s to a value that is not there`);
    referenced.add(found);
    return interpolate(found.lines.join('\n').trim(), within, depth + 1);
  });
}

const withoutQuotes = (value: string): string => /^(['"])(.*)\1$/s.exec(value)?.[2] ?? value;

const placeOf = ({ section, key, line }: RawValue) => ({ section, key, line });

const problem = (file: string, line: number, what: string, ...hints: readonly string[]): UsageError =>
  new UsageError('SPK-111', `${file} line ${line}: ${what}.`, { hints });
