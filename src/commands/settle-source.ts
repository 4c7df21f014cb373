import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import { flagOf } from '../hint.ts';
import type { LastSource } from '../load/manifest/last-source.ts';
import type { SourceLocations } from '../sources/open.ts';
import { visible } from '../terminal/plain.ts';
import type { Configured } from './configured.ts';
import type { Context } from './context.ts';

/** The folder that is taken where nothing names any data. */
const usualFolder = 'data';

/**
 * The locations of a load: those of the flags, else of the environment, else of dwh.cfg, else those of the newest run with its
 * JSONPaths files, else `./data` if it holds log_data or song_data. Prints which of them, unless a flag says so.
 */
export async function settleSource(
  config: Configured,
  { terminal }: Context,
  { quiet }: { readonly quiet?: boolean | undefined },
): Promise<Configured> {
  const note = (words: string) =>
    quiet || terminal.note(`  ${terminal.colors.bold('Data'.padEnd(10))} ${words}`);
  const { data, logs, songs, origins } = config;
  if (data !== undefined || logs !== undefined || songs !== undefined) {
    const named = [...new Set([origins.data, origins.logs, origins.songs])].filter(
      (from) => from !== undefined,
    );
    if (!named.every((from) => from.startsWith('--'))) note(`as set by ${named.join(' and ')}`);
    return config;
  }
  const { lastSource } = await import('../load/manifest/last-source.ts');
  const last = await lastSource(config.warehouse, config);
  if (last !== undefined) {
    const { logJsonpath = last.logJsonpath, songJsonpath = last.songJsonpath } = config;
    note(visible(describeLast(last, config)));
    return { ...config, ...last, logJsonpath, songJsonpath };
  }
  if (!holdsData(usualFolder)) return config;
  note(`in ./${usualFolder} (no source is configured)`);
  return { ...config, data: usualFolder };
}

/** The locations of a command that opens no warehouse: as {@link settleSource}, but for those of the newest run. */
export function orUsualFolder<T extends SourceLocations>(locations: T): T {
  const { data, logs, songs } = locations;
  const isNamed = data !== undefined || logs !== undefined || songs !== undefined;
  return isNamed || !holdsData(usualFolder) ? locations : { ...locations, data: usualFolder };
}

const holdsData = (folder: string) =>
  ['log_data', 'song_data'].some((name) => existsSync(join(folder, name)));

/** The locations of the last run, and those of its JSONPaths files that no setting replaces. */
function describeLast(last: LastSource, config: Config): string {
  const locations = [last.data, last.logs, last.songs].flat().filter((location) => location !== undefined);
  const used = (['logJsonpath', 'songJsonpath'] as const)
    .filter((name) => config[name] === undefined && last[name] !== undefined)
    .map((name) => `${flagOf(name)} ${last[name]}`);
  const mapped = used.length === 0 ? '' : `, with ${used.join(' and ')}`;
  return `of the last run: ${locations.join(' and ')}${mapped}`;
}
