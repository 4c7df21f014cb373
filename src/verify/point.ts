import type { Clock } from '../clock.ts';
import type { S3Folder } from '../s3/folder.ts';
import type { RedshiftOptions, RedshiftWarehouse } from '../warehouse/redshift/redshift.ts';
import type { RedshiftConfig, RedshiftSettings } from '../warehouse/redshift/settings.ts';
import type { VerifyData } from './data.ts';

/** How statements reach the warehouse. */
export type Transport = 'direct' | 'data-api';

/** One fact about Redshift that the program leans on and that only a real one can show. */
export interface Point {
  /** Stays the same from version to version: evidence is found by it. */
  readonly id: string;
  readonly question: string;
  /** The vendor's page that says it, or comes nearest: `dg/r_LOCK` of the developer guide, `mgmt/data-api` of the management guide. */
  readonly page: string;
  /** What is done to see it. */
  readonly statement: string;
  /** What the program expects. */
  readonly expected: string;
  /** Observations that are as expected, where those are not `expected` itself. */
  readonly accepts?: RegExp;
  /** Over one transport (`once`), or over the named one only; over each without it. */
  readonly over?: 'once' | Transport;
  /** The kind of warehouse that has it; both without one. */
  readonly on?: 'nodes' | 'serverless';
  /** The setting without which there is nothing to see. */
  readonly needs?: 'kmsKey';
  /** Milliseconds that it may take; a minute without one. */
  readonly limit?: number;
  /** Observes it. What it throws is the observation that something failed. */
  run(trial: Trial): Promise<string>;
}

/** What a point has to observe with. Whatever it opens is closed after it. */
export interface Trial {
  readonly transport: Transport;
  readonly kind: 'nodes' | 'serverless';
  /** The warehouse, loaded, by this transport and as its owner. */
  readonly config: RedshiftConfig & { readonly role: string };
  /** The simulations, and what DuckDB makes of them. */
  readonly data: VerifyData;
  /** A folder of S3 that the role may read. */
  readonly folder: S3Folder;
  readonly clock: Clock;
  readonly signal: AbortSignal | undefined;
  /** Milliseconds that a statement may wait for another session before it counts as waiting. */
  readonly longestWait: number;
  /** A session that says nothing from the beginning of the points to the end, and its backend. */
  readonly silent:
    | { readonly warehouse: RedshiftWarehouse; readonly session: string; readonly since: Date }
    | undefined;
  /** The warehouse as AWS describes it. */
  readonly facts: {
    /** The ARN of the KMS key that the warehouse has, AWS's own or the owner's. */
    readonly kmsKey?: string | undefined;
    /** `4 RPU, up to 8` */
    readonly capacity?: string | undefined;
    /** When it pauses by itself. */
    readonly pausesAt?: Date | undefined;
    /** `available`, `paused` …, as it is now. */
    readonly state?: (() => Promise<string>) | undefined;
  };
  /** The user that the AWS identity maps to, with a temporary password. */
  identityLogin(): Promise<{ readonly user: string; readonly password: string }>;
  /** Opens a session: of the owner and by this transport, where the settings do not say otherwise. */
  open(settings?: Partial<RedshiftSettings>, options?: RedshiftOptions): Promise<RedshiftWarehouse>;
}

/** The address of a vendor's page. */
export function pageAddress(page: string): string {
  return `https://docs.aws.amazon.com/redshift/latest/${page}.html`;
}
