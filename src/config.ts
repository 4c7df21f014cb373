import type { SourceLocations } from './sources/open.ts';

/** What the environment says, read once. */
export interface Environment {
  readonly variables: Readonly<Record<string, string | undefined>>;
}

export const environment: Environment = { variables: process.env };

/** Settings that a flag, an environment variable or a default gives, in this order. */
export interface Config extends SourceLocations {
  readonly warehouse: string;
}

/** The flags of a command that name places. */
export type Flags = { readonly [Name in keyof Config]?: Config[Name] | undefined };

/** Settles every setting once: flags beat environment variables, which beat defaults. */
export function loadConfig(flags: Flags, { variables }: Environment = environment): Config {
  return Object.freeze({
    data: flags.data ?? variables.SPARKIFY_DATA,
    logs: flags.logs ?? variables.SPARKIFY_LOGS,
    songs: flags.songs ?? variables.SPARKIFY_SONGS,
    logJsonpath: flags.logJsonpath ?? variables.SPARKIFY_LOG_JSONPATH,
    warehouse: flags.warehouse ?? variables.SPARKIFY_WAREHOUSE ?? 'sparkify.duckdb',
  });
}

/** Whether the user wants no colour (https://no-color.org). */
export function wantsNoColor({ variables }: Environment = environment): boolean {
  return (variables.NO_COLOR ?? '') !== '' || variables.TERM === 'dumb';
}
