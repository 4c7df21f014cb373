import type { Point } from '../point.ts';
import { blanksPoints } from './blanks.ts';
import { capacityPoints } from './capacity.ts';
import { copyPoints } from './copy.ts';
import { dataApiPoints } from './data-api.ts';
import { encryptionPoints } from './encryption.ts';
import { exportingPoints } from './exporting.ts';
import { loadingPoints } from './loading.ts';
import { lockPoints } from './locks.ts';
import { loginPoints } from './login.ts';
import { sqlPoints } from './sql.ts';
import { twoRunsPoints } from './two-runs.ts';
import { upgradePoints } from './upgrade.ts';

/** The open points in their order: the later ones read what the first group has loaded, and those that wait come last. */
export const groups: readonly { readonly title: string; readonly points: readonly Point[] }[] = [
  { title: 'Loading and exporting', points: [...loadingPoints, ...exportingPoints] },
  { title: 'SQL', points: [...sqlPoints, ...blanksPoints] },
  { title: 'COPY', points: copyPoints },
  { title: 'Sessions side by side', points: [...lockPoints, ...twoRunsPoints] },
  { title: 'A KMS key', points: encryptionPoints },
  { title: 'Upgrades', points: upgradePoints },
  { title: 'The Data API', points: dataApiPoints },
  { title: 'Connecting and logging in', points: loginPoints },
  { title: 'Capacity and pausing', points: capacityPoints },
];

export const points: readonly Point[] = groups.flatMap((group) => group.points);
