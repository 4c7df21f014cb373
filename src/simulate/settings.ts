import type { ModelDescription } from './model.ts';

/**
 * Everything that decides what a simulation writes, and nothing else: two runs with equal settings, of whatever period
 * and with however many workers, write pieces of the same endless log. A state file carries them to the next period.
 */
export interface Settings {
  readonly seed: number;
  /** Users at the start. */
  readonly users: number;
  readonly firstUserId: number;
  /** When the simulation began, in epoch milliseconds; a period that continues it begins later. */
  readonly origin: number;
  /** New users a year, as a share of the users there are. */
  readonly growth: number;
  /** Users who leave in a year, as a share of the users there are. */
  readonly attrition: number;
  /** Written into every event where there is one. */
  readonly tag: string | null;
  readonly model: ModelDescription;
  readonly catalogue: CatalogueSettings;
  /** The share of the catalogue that `song_data/` describes, 0 to 1. */
  readonly catalogueShare: number;
  /** The share of records with a fault, 0 to 1. */
  readonly dirty: number;
  readonly gzip: boolean;
  readonly mojibake: boolean;
}

/** Songs that are made up, or read from a folder; the fingerprint is of the records that were read. */
export type CatalogueSettings =
  | { readonly kind: 'invented'; readonly songs: number }
  | { readonly kind: 'read'; readonly location: string; readonly fingerprint: string };
