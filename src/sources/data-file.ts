const dataEnding = /[^/]\.(json|ndjson|jsonl)(\.gz)?$/i;

/** Whether a path below a location names a data file, by its ending and by every part of it; `semantics.md`, "Input". */
export function isDataFile(path: string): boolean {
  return hasDataEnding(path) && hiddenPart(path) === undefined;
}

/** Whether a name ends as data files do. */
export function hasDataEnding(path: string): boolean {
  return dataEnding.test(path);
}

/**
 * Whether a name is hidden: programs keep beside the data what is not data (`_temporary/`, `_SUCCESS`, `._x.json`). A
 * folder that is a partition of Hive or Spark (`_month=11`) is data, whatever it begins with.
 */
export function isHidden(name: string, kind: 'file' | 'folder'): boolean {
  return /^[._]/.test(name) && (kind === 'file' || !/^[^=]+=/.test(name));
}

/** A path up to its first hidden part: `a/_temporary/` of `a/_temporary/0/x.json`. Undefined if no part is hidden. */
export function hiddenPart(path: string): string | undefined {
  if (!/(^|\/)[._]/.test(path)) return undefined;
  const names = path.split('/');
  const last = names.length - 1;
  const index = names.findIndex((name, at) => isHidden(name, at === last ? 'file' : 'folder'));
  if (index === -1) return undefined;
  return names.slice(0, index + 1).join('/') + (index === last ? '' : '/');
}

/** The words for {@link hasDataEnding}. */
export const dataEndings = 'Data files end in .json, .ndjson or .jsonl, each also with .gz.';
