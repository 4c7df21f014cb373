import { RejectedError, UsageError } from '../../errors.ts';
import { quoteName } from '../../quote.ts';
import type { S3Folder } from '../../s3/folder.ts';
import type { SourceFile } from '../../sources/source.ts';
import type { CopiedFiles, CopyRequest, Warehouse } from '../warehouse.ts';
import { copySql } from './copy-sql.ts';
import { jsonPathsOf } from './json-paths.ts';
import { manifestOf } from './manifest.ts';
import { copiedTable } from './redshift-errors.ts';

export interface StraightCopy {
  readonly warehouse: Warehouse;
  readonly role: string;
  /** The folder that WORK names, if it names one, and the one of this run below it. */
  readonly work: S3Folder | undefined;
  readonly folder: string;
  readonly bucketRegion: string | undefined;
  readonly signal: AbortSignal | undefined;
}

/**
 * Copies files of S3 straight into staging: by a manifest of them under WORK, or, without WORK, by the prefix that holds
 * them and nothing else. COPY reports no file and no line of a row, so all rows get the id of the first file. They go
 * through a table of their own, where what COPY does not validate is validated.
 *
 * @throws {CopyError} if COPY does not take a record
 * @throws {RejectedError} without WORK, if records lack what every record needs
 * @throws {UsageError} if the files can be named to COPY in neither way
 */
export async function copyFiles(request: CopyRequest, copy: StraightCopy): Promise<CopiedFiles> {
  const { table, fileId } = request;
  const { warehouse, work } = copy;
  const temporary: string[] = [];
  const put = async (folder: S3Folder, name: string, content: Uint8Array) => {
    const url = await folder.put(`${copy.folder}/${name}`, content, copy.signal);
    temporary.push(`${copy.folder}/${name}`);
    return url;
  };
  const copied = `${copiedTable}${table.dataSet}`;
  const columns = table.columns.map(({ name }) => name);
  try {
    const format = await formatOf(request, work && ((name, content) => put(work, name, content)));
    const region = copy.bucketRegion ?? request.region ?? 'us-east-1';
    const common = { table: [copied] as const, columns, format, role: copy.role, region };
    await warehouse.run(`create temp table ${copied} (like ${table.name})`);
    if (work === undefined) {
      const { from, gzip } = prefixOf(request);
      await warehouse.run(copySql({ ...common, from, gzip }));
    } else {
      for (const { files, gzip } of byCompression(request)) {
        const manifest = manifestOf(files.map(({ location }) => location));
        const from = await put(work, `${table.name}-${gzip ? 'gzip' : 'plain'}.manifest`, manifest);
        if (work.region !== region && copy.bucketRegion === undefined)
          throw workElsewhere(work.region, region);
        await warehouse.run(copySql({ ...common, from, gzip, manifest: true }));
      }
    }
    const loadedBy = work === undefined ? 'prefix_copy' : 'manifest_copy';
    const unfit = await countUnfit(request, copied, warehouse);
    if (unfit > 0) {
      if (work === undefined) throw recordsUnfit(request, unfit);
      await warehouse.run(`drop table ${copied}`);
      return { rows: 0, unfit, loadedBy };
    }
    const list = columns.map(quoteName).join(', ');
    const rows = await warehouse.run(
      `insert into ${table.name} (${list}, file_id)\nselect ${list}, cast($file_id as integer)\nfrom ${copied}`,
      { file_id: fileId },
    );
    await warehouse.run(`drop table ${copied}`);
    return { rows, unfit, loadedBy };
  } finally {
    for (const name of temporary) await work?.remove(name);
  }
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
  put: ((name: string, content: Uint8Array) => Promise<`s3://${string}`>) | undefined,
): Promise<'auto' | `s3://${string}`> {
  if (jsonPaths?.startsWith('s3://')) return jsonPaths as `s3://${string}`;
  if (table.columns.every(({ name, path }) => path.length === 1 && path[0] === name)) return 'auto';
  if (put !== undefined) return await put(`${table.name}.jsonpaths`, jsonPathsOf(table));
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

/** COPY loads a key that is missing as NULL, and knows neither which records need a user nor when a ts may be. */
async function countUnfit(
  { table, clock }: CopyRequest,
  copied: string,
  warehouse: Warehouse,
): Promise<number> {
  const isLog = table.dataSet === 'logs';
  const unfit = [
    ...table.required.map((name) => `${name} is null`),
    ...(isLog ? ["(page = 'NextSong' and user_id is null)"] : []),
    ...(isLog ? [`ts not between cast($earliest as bigint) and cast($latest as bigint)`] : []),
  ];
  const { rows } = await warehouse.query(
    `select count(*) as records\nfrom ${copied}\nwhere ${unfit.join('\n   or ')}`,
    isLog ? { ...clock } : {},
  );
  return Number(rows[0]?.records ?? 0);
}

function recordsUnfit({ table }: CopyRequest, records: number): RejectedError {
  const isLog = table.dataSet === 'logs';
  const needs = `lack what every record needs: ${table.required.join(', ')}`;
  return new RejectedError(
    'SPK-429',
    `${records} records of the ${table.dataSet} ${needs}${isLog ? ', and user_id of a play; or their ts is before 2000 or ahead of the run' : ''}.`,
    {
      details: ['A COPY from the source cannot reject them alone.', 'Nothing was published.'],
      hints: [
        'Read the files here first, which rejects bad records alone: WORK = s3://bucket/prefix under [S3] in dwh.cfg.',
      ],
    },
  );
}
