import { type Config, type Flags, settleConfig } from '../config.ts';
import { defaultFolder, isFolder } from '../project/kinds.ts';
import type { Project } from '../project/project.ts';
import type { Use } from '../settings/setting.ts';
import { warnOn } from '../terminal/warn.ts';
import { utc } from '../time-zone.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import type { Context } from './context.ts';

/** The flags of a command that say what it works on, and how. */
interface CalledFlags extends Flags {
  readonly lockTimeout?: number | undefined;
  readonly quiet?: boolean | undefined;
}

/** The settings of a command, with what ends it and how long it waits for others. */
export interface Configured extends Config {
  readonly signal: AbortSignal;
  readonly lockTimeoutSeconds?: number;
}

/** The settings of a command, for these uses; warnings about them are printed at once. */
export function configured(
  flags: CalledFlags,
  { terminal, signal, environment: variables, readConfig }: Context,
  uses: readonly Use[] = ['warehouse'],
): Configured {
  const { redshift, ...config } = settleConfig(flags, { variables }, { readConfig, uses });
  if (!flags.quiet) config.warnings.forEach(warnOn(terminal));
  const onConnecting = (sentence: string) => {
    terminal.draw('');
    terminal.note(`  ${sentence}`);
  };
  return {
    ...config,
    ...(redshift && { redshift: { ...redshift, connection: { ...redshift.connection, onConnecting } } }),
    ...(flags.lockTimeout !== undefined && { lockTimeoutSeconds: flags.lockTimeout }),
    signal,
  };
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
export async function openProjectToRun(flags: CalledFlags, context: Context): Promise<Project | undefined> {
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
export async function openConfigured(flags: CalledFlags, context: Context): Promise<Warehouse> {
  const { openWarehouse } = await import('../warehouse/open-warehouse.ts');
  return await openWarehouse(configured(flags, context));
}
