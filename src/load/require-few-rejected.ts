import { RejectedError } from '../errors.ts';
import { count, formatNumber } from '../numbers.ts';
import type { ListedFile } from '../sources/data-set.ts';
import type { DataSet } from '../sources/source.ts';
import type { StagedFile } from '../warehouse/stage.ts';
import { describeRejecting } from './describe-rejecting.ts';
import type { MaxRejected } from './max-rejected.ts';
import type { Plan } from './plan.ts';
import type { RejectingFile } from './rejecting-files.ts';
import type { Staged } from './stage.ts';
import { sum } from './sum.ts';

/** Files that are read again although they have not changed, with the rejected records that an earlier run accepted. */
export type AcceptedFiles = ReadonlyMap<ListedFile, number>;

/** Rejected records of files that are read again as they were. */
export function acceptedIn({ changed }: Plan): AcceptedFiles {
  const same = changed.filter(({ found, loaded }) => loaded.fingerprint === found.file.version);
  return new Map(same.map(({ found, loaded }) => [found, loaded.rejected ?? 0]));
}

/**
 * Requires that no more is rejected than allowed. Shares are of the records and of the bytes of each data set, whichever
 * is worse: one line may hold most of a file. A file of which nothing is staged is never a small share. What an earlier run
 * has accepted counts no more.
 *
 * @throws {RejectedError} that shows what is wrong with the files
 */
export function requireFewRejected(all: Staged, allowed: MaxRejected, accepted: AcceptedFiles): void {
  if ('share' in allowed && allowed.share === 1) return;
  const isNew = (found: ListedFile, rejected: number) =>
    rejected === 0 || rejected > (accepted.get(found) ?? 0);
  const staged = {
    files: all.files.filter(({ found, rejected }) => isNew(found, rejected)),
    rejecting: all.rejecting.filter(({ found, rejected }) => isNew(found, rejected)),
  };
  const problem = tooMany(staged.files, allowed) ?? nothingStaged(staged.rejecting);
  if (problem === undefined) return;
  throw new RejectedError('SPK-220', problem, {
    details: [...describeRejecting(staged.rejecting), '', 'Nothing was published.'],
    hints: adviceFor(staged, allowed),
  });
}

const dataSets = ['logs', 'songs'] as const;

function tooMany(files: readonly StagedFile[], allowed: MaxRejected): string | undefined {
  if ('records' in allowed) {
    const rejected = sum(files, (file) => file.rejected);
    if (rejected <= allowed.records) return undefined;
    return `${formatNumber(rejected)} of ${count(
      sum(files, (file) => file.records),
      'record',
    )} are rejected, more than the ${formatNumber(allowed.records)} that --max-rejected allows.`;
  }
  const limit = `${Number((allowed.share * 100).toPrecision(12))} %`; // 0.07 * 100 is 7.000000000000001
  for (const dataSet of dataSets) {
    const ofSet = files.filter(({ found }) => found.dataSet === dataSet);
    const { share, kind, rejected, all } = worstShare(ofSet);
    if (share <= allowed.share) continue;
    const percent = `${percentAbove(share, allowed.share)} %`;
    return `${formatNumber(rejected)} of ${formatNumber(all)} ${kind} of the ${names[dataSet]} (${percent}) are rejected, more than the ${limit} that --max-rejected allows.`;
  }
  return undefined;
}

/** A share as a percentage, with as many decimals as show that it is above the limit. */
function percentAbove(share: number, limit: number): string {
  const decimals = [1, 2, 3, 4, 5].find((count) => Number((share * 100).toFixed(count)) > limit * 100);
  return (share * 100).toFixed(decimals ?? 6);
}

const names: Readonly<Record<DataSet, string>> = { logs: 'log data', songs: 'song data' };

function worstShare(files: readonly StagedFile[]) {
  const records = shareOf(
    'records',
    sum(files, (file) => file.rejected),
    sum(files, (file) => file.records),
  );
  const bytes = shareOf(
    'bytes',
    sum(files, (file) => file.rejectedBytes),
    sum(files, (file) => file.stagedBytes + file.rejectedBytes),
  );
  return bytes.share > records.share ? bytes : records;
}

function shareOf(kind: string, rejected: number, all: number) {
  return { kind, rejected, all, share: all === 0 ? 0 : rejected / all };
}

function nothingStaged(files: readonly RejectingFile[]): string | undefined {
  const empty = files.filter(({ staged }) => staged === 0);
  const [first] = empty;
  if (first === undefined) return undefined;
  const { location } = first.found.file;
  return empty.length === 1
    ? `Of ${location} no record is staged: all ${first.rejected} are rejected.`
    : `Of ${empty.length} files no record is staged, such as ${location}.`;
}

/** Never to load what is left where nothing is left. Files with the same problem share one hint. */
function adviceFor(
  { files, rejecting }: Pick<Staged, 'files' | 'rejecting'>,
  allowed: MaxRejected,
): readonly string[] {
  const byProblem = new Map<string, string>();
  for (const { diagnosis } of rejecting)
    if (diagnosis !== undefined && !byProblem.has(diagnosis.problem))
      byProblem.set(diagnosis.problem, diagnosis.hint);
  const hints = [...new Set(byProblem.values())];
  if (sum(files, ({ staged }) => staged) === 0) return hints;
  const rejected = sum(files, (file) => file.rejected);
  const hasLostFile = rejecting.some(({ staged }) => staged === 0);
  const enough =
    hasLostFile || 'share' in allowed
      ? `${hasLostFile ? 100 : Math.min(100, Math.ceil(Math.max(...sharesOf(files)) * 100))}%`
      : String(rejected);
  const lost = dataSets.filter((dataSet) => isLost(files.filter(({ found }) => found.dataSet === dataSet)));
  const none = lost.map((dataSet) => `, none of the ${dataSet}`).join('');
  return [...hints, `Reject these and load the other records${none}: --max-rejected ${enough}`];
}

/** Whether files have records, and none of them is staged. */
function isLost(files: readonly StagedFile[]): boolean {
  return files.some(({ rejected }) => rejected > 0) && files.every(({ staged }) => staged === 0);
}

function sharesOf(files: readonly StagedFile[]): readonly number[] {
  return dataSets.map((dataSet) => worstShare(files.filter(({ found }) => found.dataSet === dataSet)).share);
}
