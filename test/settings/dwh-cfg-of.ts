import { parseDwhCfg } from '../../src/settings/dwh-cfg.ts';
import type { FoundDwhCfg } from '../../src/settings/read-dwh-cfg.ts';

/** A `dwh.cfg` of this text, as its reader gives it. */
export function dwhCfgOf(text = ''): FoundDwhCfg {
  return { ...parseDwhCfg(text, 'dwh.cfg'), warnings: [] };
}
