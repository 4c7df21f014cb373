import { type Config, type Flags, settleConfig } from '../config.ts';
import { defaultFolder, isFolder } from '../project/kinds.ts';
import type { Project } from '../project/project.ts';
import type { Use } from '../settings/setting.ts';
import { utc } from '../time-zone.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import type { Context } from './context.ts';

/** The flags that `withWarehouse` adds. */
export interface WarehouseFlags {
  readonly warehouse?: string;
  readonly project?: string;
  readonly timeZone?: string;
  readonly config?: string;
  readonly identifier?: string;
  readonly region?: string;
  readonly profile?: string;
  readonly lockTimeout: number;
  readonly connectTimeout?: number;
}

/** The settings of a command, for these uses; warnings about them are printed at once. */
export function configured(
  flags: Flags & { readonly quiet?: boolean | undefined },
  { terminal, environment: variables, readConfig }: Context,
  uses: readonly Use[] = ['warehouse'],
): Config {
  const config = settleConfig(flags, { variables }, { readConfig, uses });
  if (!flags.quiet) for (const warning of config.warnings) terminal.note(`  warning  ${warning}`);
  const onConnecting = (sentence: string) => {
    terminal.draw('');
    terminal.note(`  ${sentence}`);
  };
  const { redshift } = config;
  if (redshift === undefined) return config;
  return { ...config, redshift: { ...redshift, connection: { ...redshift.connection, onConnecting } } };
}

/** The project folder of a command, if there is one. */
export async function openConfiguredProject(flags: Flags, context: Context): Promise<Project | undefined> {
  const { environment: variables, readConfig } = context;
  const named = settleConfig(flags, { variables }, { readConfig, uses: ['project'] }).project;
  if (named === undefined && !isFolder(defaultFolder)) return undefined;
  const { openProject } = await import('../project/project.ts');
  return openProject(named);
}

/** The same for a command that runs its files: those that this user runs for the first time are listed before. */
export async function openProjectToRun(
  flags: Flags & { readonly quiet?: boolean | undefined },
  context: Context,
): Promise<Project | undefined> {
  const project = await openConfiguredProject(flags, context);
  if (project === undefined || flags.quiet) return project;
  const { newFilesOf } = await import('../project/seen-files.ts');
  const { files, replacing, remember } = newFilesOf(project, context.environment);
  const { terminal } = context;
  if (files.length > 0) terminal.note(`  Project folder ${project.folder}, new to you: ${files.join(', ')}`);
  for (const file of replacing) terminal.note(`  ${file} replaces the built-in saved query of its name.`);
  remember();
  return project;
}

/**
 * The time zone of a command that answers questions.
 *
 * @throws {UsageError} for one that does not exist
 */
export function configuredTimeZone(flags: Flags, { environment: variables, readConfig }: Context): string {
  return settleConfig(flags, { variables }, { readConfig, uses: ['ask'] }).timeZone ?? utc;
}

/** Opens the warehouse of a command for reading what is published in it. */
export async function openConfigured(flags: WarehouseFlags, context: Context): Promise<Warehouse> {
  const { openWarehouse } = await import('../warehouse/open-warehouse.ts');
  const { warehouse, redshift } = configured(flags, context);
  return await openWarehouse(warehouse, {
    redshift,
    lockTimeoutSeconds: flags.lockTimeout,
    signal: context.signal,
  });
}
