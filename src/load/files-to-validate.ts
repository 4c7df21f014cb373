import { RefusedFilesError } from '../warehouse/refused-files.ts';
import type { LoadableWarehouse } from '../warehouse/warehouse.ts';

/** Files that are read here although the engine could copy them from the source: it refused records of theirs. */
export interface FilesToValidate {
  includes(location: string): boolean;
  /** Adds the files that an error names. False where the run cannot go on that way. */
  add(error: unknown): boolean;
}

/** An engine stops at its first bad record, so each refusal costs a COPY. After so many, all files are read here. */
const mostRefusals = 3;

export function filesToValidate({ loader }: Pick<LoadableWarehouse, 'loader'>): FilesToValidate {
  const beginnings: string[] = [];
  let refusals = 0;
  return {
    includes: (location) => beginnings.some((beginning) => location.startsWith(beginning)),
    add(error) {
      const isOfFiles = error instanceof RefusedFilesError && error.files.length > 0;
      if (!isOfFiles || loader.straight?.leavesOutFiles !== true || refusals > mostRefusals) return false;
      refusals++;
      beginnings.push(...(refusals > mostRefusals ? [''] : error.files));
      return true;
    },
  };
}
