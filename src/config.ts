import type { SourceLocations } from './sources/open.ts';
import type { S3Settings } from './sources/s3.ts';

/** What the environment says, read once. */
export interface Environment {
  readonly variables: Readonly<Record<string, string | undefined>>;
}

export const environment: Environment = { variables: process.env };

/** Settings that a flag, an environment variable or a default gives, in this order. */
export interface Config extends SourceLocations {
  readonly warehouse: string;
}

/** The flags of a command that name places, and say how to reach S3. */
export interface Flags extends Omit<SourceLocations, 's3'> {
  readonly warehouse?: string | undefined;
  readonly region?: string | undefined;
  readonly profile?: string | undefined;
  /** False for `--no-sign-request`. */
  readonly signRequest?: boolean | undefined;
  readonly requesterPays?: boolean | undefined;
}

/** Settles every setting once: flags beat environment variables, which beat defaults. */
export function loadConfig(flags: Flags, { variables }: Environment = environment): Config {
  return Object.freeze({
    data: flags.data ?? variables.SPARKIFY_DATA,
    logs: flags.logs ?? variables.SPARKIFY_LOGS,
    songs: flags.songs ?? variables.SPARKIFY_SONGS,
    logJsonpath: flags.logJsonpath ?? variables.SPARKIFY_LOG_JSONPATH,
    warehouse: flags.warehouse ?? variables.SPARKIFY_WAREHOUSE ?? 'sparkify.duckdb',
    s3: s3Settings(flags, variables),
  });
}

/** Credentials and profile are found by the SDK's own chain; an address of another S3 is named as the SDK names it. */
function s3Settings(flags: Flags, variables: Environment['variables']): S3Settings {
  const region = flags.region ?? variables.AWS_REGION ?? variables.AWS_DEFAULT_REGION;
  const profile = flags.profile ?? variables.AWS_PROFILE;
  const endpoint = variables.AWS_ENDPOINT_URL_S3 ?? variables.AWS_ENDPOINT_URL;
  return {
    ...(region !== undefined && { region }),
    ...(profile !== undefined && { profile }),
    ...(endpoint !== undefined && { endpoint }),
    signRequests: flags.signRequest ?? true,
    requesterPays: flags.requesterPays ?? false,
  };
}

/** Whether the user wants no colour (https://no-color.org). */
export function wantsNoColor({ variables }: Environment = environment): boolean {
  return (variables.NO_COLOR ?? '') !== '' || variables.TERM === 'dumb';
}
