import type { RejectingFile } from './rejecting-files.ts';

const describedFiles = 5;

/** Says what is wrong with files whose records are rejected: one diagnosis a file, or its first records. */
export function describeRejecting(files: readonly RejectingFile[]): readonly string[] {
  const worstFirst = [...files].sort((a, b) => Number(a.staged > 0) - Number(b.staged > 0));
  const more = files.length - describedFiles;
  return [
    ...worstFirst.slice(0, describedFiles).flatMap(describe),
    ...(more > 0 ? [`… and records of ${more} more ${more === 1 ? 'file' : 'files'}.`] : []),
  ];
}

function describe({ found, staged, rejected, first, diagnosis }: RejectingFile): readonly string[] {
  const { location } = found.file;
  if (diagnosis !== undefined) return [`${location} ${diagnosis.problem}.`];
  const more = rejected - first.length;
  return [
    `${location}: ${rejected} of ${staged + rejected} records`,
    ...first.map(({ line, reason }) => `  line ${line}: ${reason}`),
    ...(more > 0 ? [`  … and ${more} more`] : []),
  ];
}
