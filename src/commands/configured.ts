import { type Config, type Flags, loadConfig } from '../config.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import type { Context } from './context.ts';

/** The flags that `withWarehouse` adds. */
export interface WarehouseFlags {
  readonly warehouse?: string;
  readonly config?: string;
  readonly lockTimeout: number;
  readonly connectTimeout?: number;
}

/** The settings of a command; warnings about them are printed at once. */
export function configured(flags: Flags, { terminal, environment: variables }: Context): Config {
  const config = loadConfig(flags, { variables });
  for (const warning of config.warnings) terminal.note(`  warning  ${warning}`);
  const onConnecting = (sentence: string) => {
    terminal.draw('');
    terminal.note(`  ${sentence}`);
  };
  const { connection } = config.redshift;
  return { ...config, redshift: { ...config.redshift, connection: { ...connection, onConnecting } } };
}

/** Opens the warehouse of a command for reading what is published in it. */
export async function openConfigured(flags: WarehouseFlags, context: Context): Promise<Warehouse> {
  const { openPublished } = await import('../warehouse/open-published.ts');
  const { warehouse, redshift } = configured(flags, context);
  return await openPublished(warehouse, {
    redshift,
    lockTimeoutSeconds: flags.lockTimeout,
    signal: context.signal,
  });
}
