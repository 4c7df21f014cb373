import { readFileSync, statSync } from 'node:fs';
import { type DwhCfg, parseDwhCfg, secretSettings } from '../dwh-cfg.ts';
import { UsageError } from '../errors.ts';

/** A configuration file as it was found. */
export interface FoundDwhCfg extends Pick<DwhCfg, 'file' | 'settings'> {
  /** What its owner should mend, in a sentence each. */
  readonly warnings: readonly string[];
}

const usualFile = 'dwh.cfg';

/**
 * Reads the file of `--config`, or `dwh.cfg` if there is one.
 *
 * @throws {UsageError} if a file that was named cannot be read, or any file cannot be understood
 */
export function readDwhCfg(named: string | undefined): FoundDwhCfg {
  const file = named ?? usualFile;
  const text = readText(file, named !== undefined);
  if (text === undefined) return { file, settings: {}, warnings: [] };
  const { settings } = parseDwhCfg(text, file);
  return { file, settings, warnings: warningsOf(file, settings) };
}

function readText(file: string, isNamed: boolean): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT' && !isNamed) return undefined;
    const why = code === 'ENOENT' ? 'it does not exist' : message;
    throw new UsageError(`The configuration file ${file} cannot be read: ${why}.`, {
      cause,
      hints: ['Check what --config names, or write one: sparkify init'],
    });
  }
}

/** Read permission of the group and of all others. */
const othersRead = 0o044;

function warningsOf(file: string, settings: DwhCfg['settings']): readonly string[] {
  const secrets = [...secretSettings].flatMap((setting) => settings[setting]?.key.toUpperCase() ?? []);
  if (secrets.length === 0 || process.platform === 'win32') return [];
  if ((statSync(file).mode & othersRead) === 0) return [];
  return [`${file} holds ${secrets.join(' and ')}, and others can read it: chmod 600 ${file}`];
}
