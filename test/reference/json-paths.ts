import { type Members, readElements, readMembers } from './members.ts';

/** Keys and indexes from the record down to a value. */
export type JsonPath = readonly [string, ...(string | number)[]];

const step = /\['([^']*)'\]|\["([^"]*)"\]|\[([0-9]+)\]|\.([^.[]+)/y;

/**
 * The paths of a JSONPaths file, one for each column, in bracket (`$['firstName']`) or dot notation. Throws an Error
 * that says so where the key `jsonpaths` is missing or the number of paths is another.
 */
export function parseJsonPaths(text: string, count: number): readonly JsonPath[] {
  const file: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
  const paths = typeof file === 'object' && file !== null && 'jsonpaths' in file ? file.jsonpaths : undefined;
  if (!Array.isArray(paths)) throw new Error('the JSONPaths file has no key "jsonpaths"');
  if (paths.length !== count) throw new Error(`the JSONPaths file has ${paths.length} paths, not ${count}`);
  return paths.map((path: unknown) => parsePath(String(path)));
}

/** The JSON text at a path as written; `undefined` where there is nothing. */
export function readPath(members: Members, [first, ...rest]: JsonPath): string | undefined {
  let here = members.get(first);
  for (const next of rest) {
    if (here === undefined) return undefined;
    if (typeof next === 'number') here = here.startsWith('[') ? readElements(here)[next] : undefined;
    else here = here.startsWith('{') ? readMembers(here).get(next) : undefined;
  }
  return here;
}

function parsePath(path: string): JsonPath {
  const steps: (string | number)[] = [];
  step.lastIndex = 1;
  while (step.lastIndex < path.length) {
    const found = step.exec(path);
    if (found === null) throw new Error(`not a JSONPath: ${path}`);
    const [, single, double, index, dotted] = found;
    steps.push(index === undefined ? (single ?? double ?? dotted ?? '') : Number(index));
  }
  const [first, ...rest] = steps;
  if (!path.startsWith('$') || typeof first !== 'string') throw new Error(`not a JSONPath: ${path}`);
  return [first, ...rest];
}
