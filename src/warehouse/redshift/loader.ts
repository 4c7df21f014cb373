import { randomUUID } from 'node:crypto';
import { SparkifyError, UsageError } from '../../errors.ts';
import { quoteName } from '../../quote.ts';
import { openS3Folder, type S3Folder } from '../../s3/folder.ts';
import { loadedTables, tableNamed, textWidths } from '../../schema/tables.ts';
import type { SourceFile } from '../../sources/source.ts';
import { StatementError } from '../statement-error.ts';
import type { Loader, Warehouse } from '../warehouse.ts';
import { copyFiles } from './copy-files.ts';
import { copyPacks } from './copy-packs.ts';
import { insertPacks } from './insert-packs.ts';
import type { RedshiftOptions } from './redshift.ts';
import type { RedshiftConfig } from './settings.ts';
import { countSlices } from './slices.ts';
import { tableRights } from './table-rights.ts';

export interface RedshiftLoaderOptions {
  /** The ARN of the role that COPY reads S3 with, or `default`. */
  readonly role: string | undefined;
  /** The folder that WORK names, if it names one. */
  readonly work: S3Folder | undefined;
  readonly bucketRegion?: string | undefined;
  /** The folder of this run below WORK; a new one if it is not given. */
  readonly folder?: string;
  /** Files that the cluster reads at the same time. */
  readonly slices: number;
  readonly signal?: AbortSignal | undefined;
  /** Called with each warning, a sentence. */
  readonly onWarning?: ((sentence: string) => void) | undefined;
}

/** The loader of a Redshift warehouse, by its settings. Of a warehouse that is only read, nothing is asked. */
export async function openRedshiftLoader(
  warehouse: Warehouse,
  { role, work, bucketRegion, s3 }: RedshiftConfig,
  { readOnly = false, signal, onWarning }: RedshiftOptions & Pick<RedshiftLoaderOptions, 'onWarning'> = {},
): Promise<Loader & AsyncDisposable> {
  const place = work === undefined || readOnly ? undefined : await openS3Folder(work, s3);
  const slices = place === undefined ? 1 : await countSlices(warehouse);
  return {
    ...redshiftLoader(warehouse, { role, work: place, bucketRegion, slices, signal, onWarning }),
    async [Symbol.asyncDispose]() {
      await place?.[Symbol.asyncDispose]();
    },
  };
}

/** Takes records into a Redshift warehouse through S3. */
export function redshiftLoader(warehouse: Warehouse, options: RedshiftLoaderOptions): Loader {
  const { role, work, bucketRegion, slices, signal, onWarning, folder = `run-${randomUUID()}` } = options;
  const requiredRole = () => {
    if (role === undefined) throw roleMissing();
    return role;
  };
  return {
    straight: {
      leavesOutFiles: work !== undefined,
      suits: (files) =>
        files.every(({ location }) => location.startsWith('s3://')) &&
        (work === undefined || meanSize(files) >= largeFile),
      copy: (request) =>
        copyFiles(request, { warehouse, role: requiredRole(), work, folder, bucketRegion, signal }),
    },

    packsBy: 'batched_copy',

    openTable(table) {
      if (work !== undefined) {
        const place = { work, folder, bucketRegion };
        return copyPacks(table, { warehouse, role: requiredRole(), ...place, slices, signal });
      }
      if (table.name.startsWith('etl.')) return insertPacks(table, warehouse);
      throw workMissing();
    },

    textLimits: (table) => textWidths(tableNamed(table)),

    rightsOf: (tables) => tableRights(warehouse, tables, onWarning),

    async afterRun() {
      try {
        // Not the load manifest and the run log: those are small, and always read whole.
        for (const { name } of loadedTables) await warehouse.run(`analyze ${quoteName(name)}`);
      } catch (error) {
        // The run is published, and must not be reported as failed; Redshift gathers statistics by itself in a while.
        if (!(error instanceof SparkifyError || error instanceof StatementError)) throw error;
      }
    },
  };
}

/** From here on, on the average, COPY spends its time on bytes and not on files, and packing them gains nothing. */
const largeFile = 16 << 20;

function meanSize(files: readonly SourceFile[]): number {
  return files.reduce((sum, { size }) => sum + size, 0) / files.length;
}

function roleMissing(): UsageError {
  return new UsageError('SPK-420', 'No IAM role is configured that lets COPY read S3.', {
    details: ['Nothing was published.'],
    hints: [
      'Give its ARN under [IAM_ROLE] ARN in dwh.cfg, or in REDSHIFT_IAM_ROLE; "default" is the default role of the cluster.',
      { command: 'cluster create', why: 'Or create one' },
    ],
  });
}

function workMissing(): UsageError {
  return new UsageError('SPK-421', 'These files reach Redshift through S3, and WORK does not say where.', {
    details: ['Nothing was published.'],
    hints: ['Name one: WORK = s3://bucket/prefix under [S3] in dwh.cfg, or SPARKIFY_WORK.'],
  });
}
