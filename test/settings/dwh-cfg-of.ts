import { understand } from '../../src/settings/dwh-cfg.ts';
import type { FoundDwhCfg } from '../../src/settings/read-dwh-cfg.ts';

/** One line of a `dwh.cfg`; quotes belong to the reader of the file, not to its values. */
export interface FileEntry {
  readonly section: string;
  readonly key: string;
  readonly value: string;
  readonly line: number;
}

/** A `dwh.cfg` of these lines, as its reader gives it. */
export function dwhCfgOf(entries: readonly FileEntry[] = []): FoundDwhCfg {
  const values = entries.map((entry) => ({ ...entry, key: entry.key.toLowerCase() }));
  return { ...understand(values, 'dwh.cfg'), warnings: [] };
}
