import { readFileSync, statSync } from 'node:fs';
import { type ErrorDetails, UsageError } from '../errors.ts';
import { readProblem } from '../file-problem.ts';
import { type DwhCfg, parseDwhCfg } from './dwh-cfg.ts';
import { settingOf } from './table.ts';
import { whileBlocked } from './while-blocked.ts';

/** A configuration file as it was found. */
export interface FoundDwhCfg extends DwhCfg {
  /** What its owner should correct, in a sentence each. */
  readonly warnings: readonly string[];
}

const usualFile = 'dwh.cfg';

/**
 * Reads the file of `--config`, or `dwh.cfg` if there is one.
 *
 * @throws {UsageError} if a file that was named cannot be read, or any file is not an INI file
 */
export function readDwhCfg(named: string | undefined): FoundDwhCfg {
  const file = named ?? usualFile;
  const text = readText(file, named !== undefined);
  if (text === undefined) return { file, settings: {}, keys: [], warnings: [] };
  const found = parseDwhCfg(text, file);
  return { ...found, warnings: warningsOf(found) };
}

function readText(file: string, isNamed: boolean): string | undefined {
  try {
    const text = whileBlocked(() => readFileSync(file, 'utf8')); // it may be a pipe: --config <(decrypt dwh.cfg)
    if (!/^\uFFFD\uFFFD|\0/.test(text)) return text;
  } catch (cause) {
    const isMissing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    if (isMissing && !isNamed) return undefined;
    const hints = [
      'Check what --config names.',
      ...(isMissing ? [{ command: 'init', why: 'Or write one' }] : []),
    ];
    throw unreadable(file, readProblem(cause), { cause, hints });
  }
  throw unreadable(file, 'it is UTF-16, or no text', { hints: ['Save it as UTF-8.'] });
}

function unreadable(file: string, why: string, more: ErrorDetails): UsageError {
  return new UsageError('SPK-110', `The configuration file ${file} cannot be read: ${why}.`, more);
}

/** Read permission of the group and of all others. */
const othersRead = 0o044;

function warningsOf({ file, settings, keys }: DwhCfg): readonly string[] {
  const secrets = keys.filter(
    ({ at, setting }) =>
      setting !== undefined && settingOf(setting).secret === true && settings[setting] === at,
  );
  if (secrets.length === 0 || process.platform === 'win32') return [];
  if ((statSync(file).mode & othersRead) === 0) return [];
  const names = secrets.map(({ at }) => at.key.toUpperCase());
  const list = [names.slice(0, -1).join(', '), names.at(-1)].filter(Boolean).join(' and ');
  return [`${file} holds ${list}, and others can read it: chmod 600 ${file}`];
}
