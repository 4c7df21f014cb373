import { randomUUID } from 'node:crypto';
import { UsageError } from '../errors.ts';
import { openS3Folder, type S3Folder } from '../sources/s3-folder.ts';
import { copyPacks } from './redshift/copy-packs.ts';
import { insertPacks } from './redshift/insert-packs.ts';
import type { RedshiftConfig } from './redshift/settings.ts';
import { countSlices } from './redshift/slices.ts';
import { textLimits } from './redshift/text-limits.ts';
import type { RedshiftOptions } from './redshift.ts';
import type { Loader, Warehouse } from './warehouse.ts';

export interface RedshiftLoaderOptions {
  /** The ARN of the role that COPY reads S3 with, or `default`. */
  readonly role: string | undefined;
  /** The folder that WORK names, if it names one. */
  readonly work: S3Folder | undefined;
  readonly bucketRegion?: string | undefined;
  /** Files that the cluster reads at the same time. */
  readonly slices: number;
  readonly signal?: AbortSignal | undefined;
}

/** The loader of a Redshift warehouse, by its settings. Of a warehouse that is only read, nothing is asked. */
export async function openRedshiftLoader(
  warehouse: Warehouse,
  { role, work, bucketRegion, s3 }: RedshiftConfig,
  { readOnly = false, signal }: RedshiftOptions = {},
): Promise<Loader & AsyncDisposable> {
  const place = work === undefined || readOnly ? undefined : await openS3Folder(work, s3);
  const slices = place === undefined ? 1 : await countSlices(warehouse);
  return {
    ...redshiftLoader(warehouse, { role, work: place, bucketRegion, slices, signal }),
    async [Symbol.asyncDispose]() {
      await place?.[Symbol.asyncDispose]();
    },
  };
}

/** Takes records into a Redshift warehouse through S3. */
export function redshiftLoader(warehouse: Warehouse, options: RedshiftLoaderOptions): Loader {
  const { role, work, bucketRegion, slices, signal } = options;
  const folder = `run-${randomUUID()}`;
  return {
    openTable(table) {
      if (work !== undefined) {
        if (role === undefined) throw roleMissing();
        return copyPacks(table, { warehouse, work, folder, role, bucketRegion, slices, signal });
      }
      if (table.name.startsWith('etl.')) return insertPacks(table, warehouse);
      throw workMissing();
    },

    textLimits,

    async afterRun() {
      for (const table of analyzed) await warehouse.run(`analyze ${table}`);
    },
  };
}

/** Not the books: those are small, and always read whole. */
const analyzed = ['staging_events', 'staging_songs', 'songplays', 'users', 'songs', 'artists', 'time'];

function roleMissing(): UsageError {
  return new UsageError('Redshift is not told which IAM role its COPY may read S3 with.', {
    details: ['Nothing was published.'],
    hints: [
      'Give its ARN under [IAM_ROLE] ARN in dwh.cfg, or in REDSHIFT_IAM_ROLE; "default" is the default role of the cluster.',
      'Create one: sparkify cluster create',
    ],
  });
}

function workMissing(): UsageError {
  return new UsageError('These files reach Redshift through S3, and no place there is named for it.', {
    details: ['Nothing was published.'],
    hints: ['Name one: WORK = s3://bucket/prefix under [S3] in dwh.cfg, or SPARKIFY_WORK.'],
  });
}
