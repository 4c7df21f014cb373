import { firstShape } from '../../formats/first-shape.ts';
import { groupBy } from '../../group-by.ts';
import type { ListedFile } from '../../sources/data-set.ts';
import type { StagedFile, StageRequest } from '../stage.ts';
import { type CopyTarget, type PreparedCopy, prepareCopy } from './copy-files.ts';
import type { FilesToValidate } from './files-to-validate.ts';

/** Files that COPY reads from the source itself. Which row came from which of them is not known afterwards. */
export interface DirectCopy {
  /** Copies them, in the transaction; their rows get the id of the first one. */
  copy(): Promise<readonly StagedFile[]>;
}

/** From here on, on the average, COPY spends its time on bytes and not on files, and batching them gains nothing. */
const largeFile = 16 << 20;

/** Whether COPY can read the new files of a data set from the source, and that is better than to read them here. */
function suits(files: readonly ListedFile[], { uploads }: CopyTarget): boolean {
  return (
    files.every(({ file }) => file.location.startsWith('s3://')) &&
    (uploads === undefined || sizeOf(files) / files.length >= largeFile)
  );
}

function sizeOf(files: readonly ListedFile[]): number {
  return files.reduce((sum, { file }) => sum + file.size, 0);
}

/**
 * Chooses the files that COPY reads from the source, a data set at a time, and prepares what names them to it.
 *
 * @returns how to copy them, and the files that are left to be read here
 */
export async function prepareDirectCopies(
  request: StageRequest,
  target: CopyTarget & { readonly toValidate: Pick<FilesToValidate, 'includes'> },
): Promise<{
  readonly copies: readonly DirectCopy[];
  readonly count: number;
  readonly rest: readonly ListedFile[];
}> {
  const copies: DirectCopy[] = [];
  const isRefused = ({ file }: ListedFile) => target.toValidate.includes(file.location);
  const rest = request.files.filter(isRefused);
  let count = 0;
  for (const dataSet of ['songs', 'logs'] as const) {
    const files = request.files.filter((found) => found.dataSet === dataSet && !isRefused(found));
    if (files.length === 0) continue;
    if (request.tables[dataSet].ignoresCase || !suits(files, target)) {
      rest.push(...files);
      continue;
    }
    const { plain, gzipped, others } = await lookAt(files, request.signal);
    rest.push(...others);
    // A COPY names one region; the buckets of several locations may be in several.
    for (const group of groupBy(plain, ({ source }) => source.region).values()) {
      copies.push(await prepare(group, gzipped, request.firstFileId + count, request, target));
      count += group.length;
    }
  }
  return { copies, count, rest };
}

const lookedAtOnce = 16;

/**
 * Looks at the first bytes of each file: COPY would make one row of an array, and only its bytes show what is compressed.
 * Files that are not newline-delimited are for the validating parser.
 * https://docs.aws.amazon.com/redshift/latest/dg/copy-usage_notes-copy-from-json.html
 */
async function lookAt(files: readonly ListedFile[], signal: AbortSignal | undefined) {
  const plain: ListedFile[] = [];
  const others: ListedFile[] = [];
  const gzipped = new Set<string>();
  for (let at = 0; at < files.length; at += lookedAtOnce) {
    const some = files.slice(at, at + lookedAtOnce);
    const shapes = await Promise.all(some.map(({ source, file }) => firstShape(source.read(file, signal))));
    for (const [index, found] of some.entries()) {
      (shapes[index]?.isNewlineDelimited ? plain : others).push(found);
      if (shapes[index]?.isGzip) gzipped.add(found.file.location);
    }
  }
  return { plain, gzipped, others };
}

async function prepare(
  files: readonly ListedFile[],
  gzipped: ReadonlySet<string>,
  firstFileId: number,
  { tables, listed, jsonPaths, advance, timeLimits }: StageRequest,
  target: CopyTarget,
): Promise<DirectCopy> {
  const [first] = files;
  if (first === undefined) return { copy: async () => [] };
  const { dataSet, source } = first;
  const isWhole =
    files.length === listed.filter((each) => each.dataSet === dataSet).length &&
    files.every((each) => each.source === source);
  const prepared: PreparedCopy = await prepareCopy(
    {
      table: tables[dataSet],
      files: files.map(({ file }) => file),
      gzipped,
      timeLimits,
      folder: isWhole ? source.prefix : undefined,
      others: source.otherObject === undefined ? [] : [source.otherObject],
      jsonPaths: jsonPaths[dataSet],
      region: source.region,
      fileId: firstFileId,
    },
    target,
  );
  return {
    async copy() {
      const rows = await prepared.copy();
      advance(files.length, sizeOf(files));
      return files.map((found, index) => ({
        found,
        fileId: firstFileId + index,
        copyGroupId: firstFileId,
        loadedBy: target.uploads === undefined ? ('prefix_copy' as const) : ('manifest_copy' as const),
        ...counts(index === 0 ? rows : 0),
      }));
    },
  };
}

/** Nobody looks at each byte of a file that COPY reads. */
const counts = (rows: number) => ({
  records: rows,
  staged: rows,
  rejected: 0,
  ahead: 0,
  lines: rows,
  blank: 0,
  bytes: 0,
  stagedBytes: 0,
  rejectedBytes: 0,
  betweenBytes: 0,
});
