import { randomUUID } from 'node:crypto';
import { SparkifyError, UsageError } from '../../errors.ts';
import { quoteName } from '../../quote.ts';
import { openS3Folder, type S3Folder } from '../../s3/folder.ts';
import { commentStatement, comments } from '../../schema/comments.ts';
import { type BatchTable, loadedTables, tableNamed, textWidths } from '../../schema/tables.ts';
import { openBatches, openBatchSink } from '../batches.ts';
import { readComments } from '../comments.ts';
import type { StageRequest, Staging } from '../stage.ts';
import { StatementError } from '../statement-error.ts';
import type { Loading, Warehouse } from '../warehouse.ts';
import { type BatchedCopy, openBatchedCopy } from './batched-copy.ts';
import { prepareDirectCopies } from './direct-copy.ts';
import { type FilesToValidate, filesToValidate } from './files-to-validate.ts';
import { insertRows, rowsAtOnce } from './insert-rows.ts';
import type { RedshiftOptions, RedshiftWarehouse } from './redshift.ts';
import type { RedshiftConfig } from './settings.ts';
import { countSlices, usualSlices } from './slices.ts';
import { tableRights } from './table-rights.ts';
import { openUploads, type Uploads } from './uploads.ts';

export interface RedshiftLoadingOptions {
  /** The ARN of the role that COPY reads S3 with, or `default`. */
  readonly role: string | undefined;
  /** The folder that WORK names, if it names one. */
  readonly work: S3Folder | undefined;
  readonly bucketRegion?: string | undefined;
  /** The folder of this run below WORK; a new one if it is not given. */
  readonly folder?: string;
  /** Asks how many files the cluster reads at the same time, outside of a transaction. */
  readonly countSlices: () => Promise<number>;
  readonly signal?: AbortSignal | undefined;
  /** Called with each warning, a sentence. */
  readonly onWarning?: ((sentence: string) => void) | undefined;
}

/** How files come into a Redshift warehouse, by its settings. Of a warehouse that is only read, nothing is asked. */
export async function openRedshiftLoading(
  warehouse: RedshiftWarehouse,
  { role, work, bucketRegion, s3 }: RedshiftConfig,
  { readOnly = false, signal, onWarning }: RedshiftOptions & Pick<RedshiftLoadingOptions, 'onWarning'> = {},
): Promise<Loading & AsyncDisposable> {
  const place = work === undefined || readOnly ? undefined : await openS3Folder(work, s3);
  const options = {
    role,
    work: place,
    bucketRegion,
    countSlices: () => countSlices(warehouse),
    signal,
    onWarning,
  };
  return {
    ...redshiftLoading(warehouse, options),
    async [Symbol.asyncDispose]() {
      await place?.[Symbol.asyncDispose]();
    },
  };
}

/**
 * How files come into Redshift: through S3. They are read, validated and uploaded before the transaction, which has nothing to
 * do but COPY; large files that are in S3 already are copied from where they are.
 */
export function redshiftLoading(warehouse: RedshiftWarehouse, options: RedshiftLoadingOptions): Loading {
  const { work, onWarning } = options;
  let slices = usualSlices;
  const toValidate = filesToValidate(work !== undefined);
  const uploadsOf = () =>
    work && openUploads(work, { ...options, folder: options.folder ?? `run-${randomUUID()}` });
  return {
    async stage(request) {
      if (request.files.length === 0) return nothingToStage;
      if (work !== undefined) slices = await options.countSlices();
      const { role = missingRole(), bucketRegion } = options;
      const uploads = uploadsOf();
      try {
        return await prepare(request, { warehouse, role, bucketRegion, slices, uploads, toValidate });
      } catch (error) {
        await uploads?.[Symbol.asyncDispose]();
        throw error;
      }
    },

    async insertRows(table, items, toRow) {
      if (work === undefined || items.length <= rowsAtOnce(table))
        return await insertRows(warehouse, table, items.map(toRow));
      const { role = missingRole(), bucketRegion } = options;
      await using uploads = uploadsOf() as Uploads;
      const copy = openBatchedCopy(table, { warehouse, role, bucketRegion, slices, uploads });
      using batches = openBatches(copy);
      for (const item of items) batches.add(JSON.stringify(toRow(item)));
      await batches.end();
      await copy.finish();
      await copy.copy();
    },

    textLimits: (table) => textWidths(tableNamed(table)),
    makeTablesAhead: async () => false, // a transaction reads what it wrote as fast as anything else
    async describeTables() {},
    rightsOf: (tables) => tableRights(warehouse, tables, onWarning),

    async afterRun() {
      try {
        // Not the load manifest and the run log: those are small, and always read whole.
        const statistics = loadedTables.map(({ name }) => `analyze ${quoteName(name)}`);
        await warehouse.runAll([...statistics, ...(await missingComments(warehouse))]);
      } catch (error) {
        // The run is published, and must not be reported as failed. Redshift gathers statistics by itself in a while, and the next
        // run adds the comments that are missing.
        if (!(error instanceof SparkifyError || error instanceof StatementError)) throw error;
      }
    },
  };
}

/**
 * The statements that store what tables and columns mean where the database does not say it yet. They are sent in order, so where the
 * last comment is stored, all are, and an ordinary run reads those of one table.
 */
async function missingComments(warehouse: Warehouse): Promise<readonly string[]> {
  const last = comments().at(-1)?.name ?? '';
  if ((await readComments(warehouse, last.split('.').at(-2))).has(last)) return [];
  const known = await readComments(warehouse);
  return comments()
    .filter(({ name }) => !known.has(name))
    .map(commentStatement);
}

const noKeys = { logs: [], songs: [] };
const nothingToStage: Staging = {
  load: async () => ({ files: [], unknownKeys: noKeys }),
  canStageAgain: () => false,
  async [Symbol.asyncDispose]() {},
};

interface StagingTarget {
  readonly slices: number;
  readonly warehouse: Warehouse;
  readonly role: string;
  readonly bucketRegion: string | undefined;
  readonly uploads: Uploads | undefined;
  readonly toValidate: FilesToValidate;
}

/** Does all that needs no transaction: reads, validates and uploads. */
async function prepare(request: StageRequest, target: StagingTarget): Promise<Staging> {
  const { uploads } = target;
  const { copies, count, rest } = await prepareDirectCopies(request, target);
  if (rest.length > 0 && uploads === undefined) throw workMissing();
  const batched =
    uploads === undefined ? undefined : await upload(request, rest, count, { ...target, uploads });
  return {
    async load() {
      const copied = [];
      for (const each of copies) copied.push(...(await each.copy()));
      for (const each of batched?.copies ?? []) await each.copy();
      return { files: [...copied, ...(batched?.files ?? [])], unknownKeys: noKeys };
    },
    canStageAgain: target.toValidate.add,
    async [Symbol.asyncDispose]() {
      await uploads?.[Symbol.asyncDispose]();
    },
  };
}

async function upload(
  request: StageRequest,
  files: StageRequest['files'],
  count: number,
  target: StagingTarget & { readonly uploads: Uploads },
) {
  if (files.length === 0) return { files: [], copies: [] };
  const copies: BatchedCopy[] = [];
  const open = (table: BatchTable) => {
    const copy = openBatchedCopy(table, target);
    copies.push(copy);
    return copy;
  };
  using sink = openBatchSink('batched_copy', open);
  const validated = await request.validate(files, request.firstFileId + count, sink);
  await sink.end();
  for (const copy of copies) await copy.finish();
  return { files: validated, copies };
}

function missingRole(): never {
  throw new UsageError('SPK-420', 'No IAM role is configured that lets COPY read S3.', {
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
