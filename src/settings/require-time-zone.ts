import { UsageError } from '../errors.ts';
import { nearest } from '../nearest.ts';
import { utc } from '../time-zone.ts';

/**
 * A time zone by its name in the IANA database, such as `Europe/Berlin`, in any case; all names of UTC are `UTC`.
 *
 * @param from where the name comes from, for the error: `--time-zone`, `dwh.cfg line 3`
 * @throws {UsageError} with a near name, for a name that is none
 */
export function requireTimeZone(name: string, from = '--time-zone'): string {
  const lower = name.trim().toLowerCase();
  if (lower === utc.toLowerCase()) return utc; // the default: the list of zones takes 10 ms
  const known = Intl.supportedValuesOf('timeZone');
  const found =
    known.find((zone) => zone.toLowerCase() === lower) ?? (isZone(lower) ? name.trim() : undefined);
  if (found !== undefined) return canonical(found) === utc ? utc : found;
  const city = (zone: string) => zone.slice(zone.lastIndexOf('/') + 1);
  const similar =
    known.find((zone) => city(zone).toLowerCase() === lower.replaceAll(' ', '_')) ?? nearest(name, known);
  throw new UsageError('SPK-714', `There is no time zone "${name}" (${from}).`, {
    hints: [
      similar === undefined
        ? 'A time zone has the name of the IANA database, such as Europe/Berlin or America/New_York.'
        : `Did you mean ${similar}?`,
    ],
  });
}

/** Names besides those of the list, such as `Asia/Calcutta`; offsets such as `+02:00` are no zones. */
function isZone(name: string): boolean {
  if (!/^[a-z]/.test(name)) return false;
  try {
    return canonical(name) !== '';
  } catch {
    return false;
  }
}

function canonical(timeZone: string): string {
  return new Intl.DateTimeFormat('en-US', { timeZone }).resolvedOptions().timeZone;
}
