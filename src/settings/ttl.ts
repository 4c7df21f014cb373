import { readDuration } from './duration.ts';

/** The warning about a cluster whose time has passed; undefined while it has not, or where none was set. */
export function ttlWarning(cluster: {
  readonly name: string;
  readonly ttl?: string | undefined;
  /** When that time began. */
  readonly since?: Date | undefined;
  readonly now: Date;
}): string | undefined {
  const { ttl, since, now } = cluster;
  const life = ttl === undefined ? undefined : readDuration(ttl);
  if (life === undefined || since === undefined) return undefined;
  const over = now.getTime() - since.getTime() - life;
  if (over <= 0) return undefined;
  return `${cluster.name} was to live for ${ttl}; that was over ${spokenTime(over)} ago.`;
}

/** Milliseconds as people say them, in at most two units: `2 d 3 h`, `5 min 10 s`, `8 s`. */
export function spokenTime(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const parts = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ] as const;
  const first = parts.findIndex(([amount]) => amount > 0);
  if (first === -1) return '0 s';
  return parts
    .slice(first, first + 2)
    .filter(([amount]) => amount > 0)
    .map(([amount, unit]) => `${amount} ${unit}`)
    .join(' ');
}

/** A time to the minute: `2026-11-21 11:00 UTC`. */
export function formatUtc(time: Date): string {
  return `${time.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
