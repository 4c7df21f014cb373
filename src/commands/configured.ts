import { type Config, type Flags, loadConfig } from '../config.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import type { Runtime } from './runtime.ts';

/** The flags that `withWarehouse` adds. */
export interface WarehouseFlags {
  readonly warehouse?: string;
  readonly config?: string;
  readonly lockTimeout: number;
}

/** The settings of a command; what is wrong with them is told at once. */
export function configured(flags: Flags, { terminal }: Runtime): Config {
  const config = loadConfig(flags);
  for (const warning of config.warnings) terminal.note(`  warning  ${warning}`);
  return config;
}

/** Opens the warehouse of a command for reading what is published in it. */
export async function openConfigured(flags: WarehouseFlags, runtime: Runtime): Promise<Warehouse> {
  const { openPublished } = await import('../warehouse/open-published.ts');
  const { warehouse, redshift } = configured(flags, runtime);
  return await openPublished(warehouse, {
    redshift,
    lockTimeoutSeconds: flags.lockTimeout,
    signal: runtime.signal,
  });
}
