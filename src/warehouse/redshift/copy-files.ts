import { UsageError } from '../../errors.ts';
import type { StagingTable } from '../../formats/columns.ts';
import type { TimeLimits } from '../../formats/time-limits.ts';
import { quoteName } from '../../quote.ts';
import type { SourceFile } from '../../sources/source.ts';
import { RefusedFilesError } from '../refused-files.ts';
import type { Warehouse } from '../warehouse.ts';
import { copySql } from './copy-sql.ts';
import { jsonPathsOf } from './json-paths.ts';
import { manifestOf } from './manifest.ts';
import { copiedTable } from './redshift-errors.ts';
import type { Uploads } from './uploads.ts';

/** Files of one data set that COPY is to read from the source. */
export interface CopyRequest {
  readonly table: StagingTable;
  readonly files: readonly SourceFile[];
  /** Locations of those that are gzip. */
  readonly gzipped: ReadonlySet<string>;
  readonly timeLimits: TimeLimits;
  /** The folder of the source, if these are all of the data files below it. */
  readonly folder: string | undefined;
  /** What else is below that folder. */
  readonly others: readonly string[];
  /** Where the user's JSONPaths file is, if there is one. */
  readonly jsonPaths: string | undefined;
  /** Where the source's bucket is. */
  readonly region: string | undefined;
  /** What every row gets for its file. */
  readonly fileId: number;
}

export interface CopyTarget {
  readonly warehouse: Warehouse;
  readonly role: string;
  /** Of this run, if WORK names a place for them. */
  readonly uploads: Uploads | undefined;
  readonly bucketRegion: string | undefined;
}

export interface PreparedCopy {
  /** Copies the files into staging, in the transaction; returns the number of rows. */
  copy(): Promise<number>;
}

/**
 * Prepares a COPY of files of S3 into staging: by a manifest of them under WORK, or, without WORK, by the prefix that holds
 * them and nothing else. COPY reports no file and no line of a row, so all rows get the id of the first file. They go
 * through a table of their own, where what COPY does not validate is validated.
 *
 * @throws {UsageError} if the files can be named to COPY in neither way
 */
export async function prepareCopy(request: CopyRequest, target: CopyTarget): Promise<PreparedCopy> {
  const { table, fileId } = request;
  const { uploads, warehouse } = target;
  const copied = `${copiedTable}${table.dataSet}`;
  const statements = await statementsFor(request, target, copied);
  return {
    async copy() {
      await copyAside(request, warehouse, { copied, statements });
      const unfit = await countUnfit(request, copied, warehouse);
      if (unfit > 0) {
        await warehouse.run(`drop table ${copied}`);
        const files = uploads === undefined ? [] : await findUnfit(request, target);
        throw recordsUnfit(request, unfit, files);
      }
      const list = table.columns.map(({ name }) => quoteName(name)).join(', ');
      const rows = await warehouse.count(
        `insert into ${table.name} (${list}, file_id)\nselect ${list}, cast($file_id as integer)\nfrom ${copied}`,
        { file_id: fileId },
      );
      await warehouse.run(`drop table ${copied}`);
      return rows;
    },
  };
}

async function statementsFor(
  request: CopyRequest,
  { uploads, role, bucketRegion }: CopyTarget,
  copied: string,
): Promise<readonly string[]> {
  const format = await formatOf(request, uploads);
  const columns = request.table.columns.map(({ name }) => name);
  const region = bucketRegion ?? request.region ?? 'us-east-1';
  const common = { table: [copied] as const, columns, format, role, region };
  if (uploads === undefined) return [copySql({ ...common, ...prefixOf(request) })];
  const manifests = await putManifests(request, uploads);
  if (bucketRegion === undefined && uploads.region !== region) throw workElsewhere(uploads.region, region);
  return manifests.map((each) => copySql({ ...common, ...each, manifest: true }));
}

async function copyAside(
  { table }: CopyRequest,
  warehouse: Warehouse,
  { copied, statements }: { readonly copied: string; readonly statements: readonly string[] },
): Promise<void> {
  await warehouse.run(`create temp table ${copied} (like ${table.name})`);
  for (const statement of statements) await warehouse.run(statement);
}

/**
 * The files in which COPY takes records that are to be rejected. No row has its file, so each half is copied by itself, until
 * the files are known: few COPYs where few files have such records.
 */
async function findUnfit(request: CopyRequest, target: CopyTarget): Promise<readonly string[]> {
  const { files } = request;
  if (files.length === 1) return files.map(({ location }) => location);
  const middle = Math.ceil(files.length / 2);
  const found: string[] = [];
  for (const [from, half] of [
    [0, files.slice(0, middle)],
    [middle, files.slice(middle)],
  ] as const) {
    const ofHalf = { ...request, files: half, fileId: request.fileId + from };
    const copied = `half_${request.table.dataSet}`;
    const statements = await statementsFor(ofHalf, target, copied);
    await copyAside(ofHalf, target.warehouse, { copied, statements });
    const unfit = await countUnfit(ofHalf, copied, target.warehouse);
    await target.warehouse.run(`drop table ${copied}`);
    if (unfit > 0) found.push(...(await findUnfit(ofHalf, target)));
  }
  return found;
}

/** A COPY reads files of one compression. */
async function putManifests(request: CopyRequest, uploads: Uploads) {
  const { table, fileId } = request;
  const manifests: { readonly from: string; readonly gzip: boolean }[] = [];
  for (const { files, gzip } of byCompression(request)) {
    const manifest = manifestOf(files.map(({ location }) => location));
    const name = `${table.name}-${fileId}-${gzip ? 'gzip' : 'plain'}.manifest`;
    manifests.push({ from: await uploads.put(name, manifest), gzip });
  }
  return manifests;
}

/**
 * A COPY names one region, for the manifest and all that is in it.
 * https://docs.aws.amazon.com/redshift/latest/dg/copy-parameters-data-source-s3.html#copy-region
 */
function workElsewhere(found: string, wanted: string): UsageError {
  return new UsageError(
    'SPK-424',
    `WORK is in ${found} and the files are in ${wanted}: COPY reads from one region.`,
    {
      details: ['Nothing was published.'],
      hints: [
        `Name a place in ${wanted}: WORK = s3://bucket/prefix under [S3] in dwh.cfg, or SPARKIFY_WORK.`,
      ],
    },
  );
}

const needsWork = 'Name a place for it: WORK = s3://bucket/prefix under [S3] in dwh.cfg, or SPARKIFY_WORK.';

/** Song records have the names of their columns; those of events need a JSONPaths file. */
async function formatOf(
  { table, jsonPaths }: CopyRequest,
  uploads: Uploads | undefined,
): Promise<'auto' | `s3://${string}`> {
  if (jsonPaths?.startsWith('s3://')) return jsonPaths as `s3://${string}`;
  if (table.columns.every(({ name, path }) => path.length === 1 && path[0] === name)) return 'auto';
  if (uploads !== undefined) return await uploads.put(`${table.name}.jsonpaths`, jsonPathsOf(table));
  throw new UsageError(
    'SPK-421',
    `COPY reads the JSONPaths file of the ${table.dataSet} from S3, and there is none.`,
    {
      details: ['Nothing was published.'],
      hints: [
        `Name one: ${table.dataSet === 'logs' ? 'LOG' : 'SONG'}_JSONPATH = s3://bucket/${table.dataSet === 'logs' ? 'log' : 'song'}_json_path.json under [S3] in dwh.cfg.`,
        needsWork,
      ],
    },
  );
}

/** A prefix is a string: it ends with a slash, and nothing below it may be what is not to be loaded. */
function prefixOf(request: CopyRequest) {
  const { folder, others } = request;
  const [first, ...otherKinds] = byCompression(request);
  if (folder !== undefined && first !== undefined && otherKinds.length === 0 && others.length === 0)
    return { from: folder, gzip: first.gzip };
  const why =
    folder === undefined
      ? 'Only some of the files below the prefix are to be loaded, and COPY would take all'
      : others.length > 0
        ? `There is more below ${folder} than data files (${others[0]}), and COPY would take all`
        : 'Some of the files are compressed and some are not, and COPY takes one kind at a time';
  throw new UsageError('SPK-421', `${why}: COPY needs a manifest in S3, and WORK does not say where.`, {
    details: ['Nothing was published.'],
    hints: [needsWork],
  });
}

function byCompression({ files, gzipped }: Pick<CopyRequest, 'files' | 'gzipped'>) {
  const isCompressed = ({ location }: SourceFile) => gzipped.has(location);
  return [
    { gzip: false, files: files.filter((file) => !isCompressed(file)) },
    { gzip: true, files: files.filter(isCompressed) },
  ].filter((group) => group.files.length > 0);
}

/**
 * COPY loads a missing key as NULL, and has no conditions: a play needs a user, and a ts has limits.
 * https://docs.aws.amazon.com/redshift/latest/dg/copy-parameters-data-format.html
 */
async function countUnfit(
  { table, timeLimits }: CopyRequest,
  copied: string,
  warehouse: Warehouse,
): Promise<number> {
  const isLog = table.dataSet === 'logs';
  const unfit = [
    ...table.required.map((name) => `${name} is null`),
    ...(isLog ? ['(is_play(page) and user_id is null)'] : []),
    ...(isLog ? [`ts not between cast($earliest as bigint) and cast($latest as bigint)`] : []),
  ];
  const { rows } = await warehouse.query(
    `select count(*) as records\nfrom ${copied}\nwhere ${unfit.join('\n   or ')}`,
    isLog ? { ...timeLimits } : {},
  );
  return Number(rows[0]?.records ?? 0);
}

/** @param files that have them, as far as that is known */
function recordsUnfit({ table }: CopyRequest, records: number, files: readonly string[]): RefusedFilesError {
  const isLog = table.dataSet === 'logs';
  const needs = `lack what every record needs: ${table.required.join(', ')}`;
  return new RefusedFilesError(
    'SPK-429',
    `${records} records of the ${table.dataSet} ${needs}${isLog ? ', and user_id of a play; or their ts is before 2000 or ahead of the run' : ''}.`,
    {
      files,
      details: ['A COPY from the source cannot reject them alone.', 'Nothing was published.'],
      hints: [
        'Read the files here first, which rejects bad records alone: WORK = s3://bucket/prefix under [S3] in dwh.cfg.',
      ],
    },
  );
}
