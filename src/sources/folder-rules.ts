import { hasDataEnding, hiddenPart, isDataFile } from './data-file.ts';
import type { SkippedName } from './source.ts';

/** Which files of one folder are data, wherever the folder is. */
export interface FolderRules {
  /** Whether a file, by its location, is data of the folder. */
  covers(location: string): boolean;
  /** Whether a file, by its location, is below the folder under a name that is hidden. */
  hides(location: string): boolean;
  /** What a listing reports of a path below the folder that is no data: of a hidden folder its name, not what is in it. */
  skipped(path: string): SkippedName | undefined;
}

/** @param start what the locations of all files below the folder begin with: its own, and a slash */
export function folderRules(start: string): FolderRules {
  const isBelow = (location: string) => location.startsWith(start);
  return {
    covers: (location) => isBelow(location) && isDataFile(location.slice(start.length)),
    hides: (location) => isBelow(location) && hiddenPart(location.slice(start.length)) !== undefined,
    skipped(path) {
      const hidden = hiddenPart(path);
      if (hidden === undefined && hasDataEnding(path)) return undefined;
      return { location: start + (hidden ?? path), isHidden: hidden !== undefined };
    },
  };
}
