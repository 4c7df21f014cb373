import type { HintFlags } from '../hint.ts';
import { sourceSettings } from '../settings/table/source.ts';

/** The flag by which a hint means this warehouse: none where that is the default. */
export function onWarehouse(location: string): HintFlags {
  if (location === sourceSettings.warehouse.default) return {};
  return { warehouse: location.startsWith('redshift://') ? 'redshift' : location };
}
