import type { Diagnosis } from '../formats/what-it-is.ts';
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

function describe(file: RejectingFile): readonly string[] {
  const { found, staged, rejected, first, diagnosis } = file;
  if (diagnosis !== undefined) return [sentenceOf(file, diagnosis)];
  const more = rejected - first.length;
  return [
    `${found.file.location}: ${rejected} of ${staged + rejected} records`,
    ...first.map(({ line, reason }) => `  line ${line}: ${reason}`),
    ...(more > 0 ? [`  … and ${more} more`] : []),
  ];
}

/** What is wrong with a file, and with how much of it. */
export function sentenceOf(
  { found, staged, rejected, first: [first] }: RejectingFile,
  { problem }: Diagnosis,
): string {
  const share =
    staged === 0
      ? ''
      : `: ${rejected} of ${staged + rejected} records are rejected, the first on line ${first?.line}`;
  return `${found.file.location} ${problem}${share}.`;
}
