import { RefusedFilesError } from '../refused-files.ts';

/** Files that are read here although COPY could read them from the source: it refused records of theirs. */
export interface FilesToValidate {
  includes(location: string): boolean;
  /** Adds the files that an error names. False where the run cannot go on that way. */
  add(error: unknown): boolean;
}

/**
 * COPY fails at the first bad record, since MAXERROR is 0 by default, so each refusal costs a COPY. After so many, all files are
 * read here. https://docs.aws.amazon.com/redshift/latest/dg/copy-parameters-data-load.html
 */
const mostRefusals = 3;

/** @param leavesOutFiles whether COPY can read some files of a source while others come in otherwise */
export function filesToValidate(leavesOutFiles: boolean): FilesToValidate {
  const beginnings: string[] = [];
  let refusals = 0;
  return {
    includes: (location) => beginnings.some((beginning) => location.startsWith(beginning)),
    add(error) {
      const isOfFiles = error instanceof RefusedFilesError && error.files.length > 0;
      if (!isOfFiles || !leavesOutFiles || refusals > mostRefusals) return false;
      refusals++;
      beginnings.push(...(refusals > mostRefusals ? [''] : error.files));
      return true;
    },
  };
}
