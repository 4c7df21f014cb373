/** Where a setting can come from; the first of these that has it counts. */
export type Origin = 'flag' | 'environment' | 'file' | 'libpq' | 'default';

/** A setting and its origin. */
export interface ResolvedSetting {
  /** As it was written. Reading it throws where dwh.cfg holds a value that cannot be read: only those fail that need it. */
  readonly value: string;
  /** Every value of a flag that was repeated. */
  readonly values?: readonly string[];
  /** For people: `--data`, `REDSHIFT_HOST`, `dwh.cfg line 12`, `default`. */
  readonly from: string;
  readonly origin: Origin;
}

/** The setting, unless it is a default: something that a person has set. */
export function explicit(given: ResolvedSetting | undefined): ResolvedSetting | undefined {
  return given?.origin === 'default' ? undefined : given;
}

/** Each value of a setting that may have several. */
export function allValues(given: ResolvedSetting | undefined): readonly string[] {
  return given?.values ?? (given === undefined ? [] : [given.value]);
}

/** Whether a yes-or-no setting is on. */
export function isOn(given: ResolvedSetting | undefined): boolean {
  return given !== undefined && !/^(false|no|off|0)$/i.test(given.value);
}
