import { readElements, readMembers } from '../../reference/members.ts';

type Step = string | number;
/** One path for each column; undefined where the file's key is misspelt, and COPY falls back to 'auto'. */
export type JsonPaths = readonly (readonly Step[])[] | undefined;

/** Raised for a JSONPaths file that COPY refuses. */
export class JsonPathsProblem extends Error {}

/**
 * Reads a JSONPaths file [dg:copy-parameters-data-format#copy-json-jsonpaths]: one object, its key exactly
 * `jsonpaths` (any other and COPY falls back to 'auto' without a word), bracket or dot notation, never both.
 */
export function parseJsonPaths(file: Buffer): JsonPaths {
  let document: unknown;
  try {
    document = JSON.parse(file.toString());
  } catch (cause) {
    throw new JsonPathsProblem('Invalid JSONPath format: the file is not one JSON object', { cause });
  }
  if (typeof document !== 'object' || document === null || !('jsonpaths' in document)) return undefined;
  if (!Array.isArray(document.jsonpaths)) throw new JsonPathsProblem('Invalid JSONPath format: no array');
  return document.jsonpaths.map(parsePath);
}

const bracket = /^\[(?:'([^']*)'|"([^"]*)"|(\d+))\]/;
const dot = /^\.([^.[\]']+)|^\[(\d+)\]/;

function parsePath(path: unknown): Step[] {
  if (typeof path !== 'string' || !path.startsWith('$') || path === '$') {
    throw new JsonPathsProblem(`Invalid JSONPath format: ${JSON.stringify(path)}`);
  }
  const notation = path[1] === '.' ? dot : bracket;
  const steps: Step[] = [];
  for (let rest = path.slice(1); rest !== ''; ) {
    const match = notation.exec(rest);
    if (match === null) throw new JsonPathsProblem(`Invalid JSONPath format: ${path}`);
    const [, first, second, third] = match;
    const index = notation === dot ? second : third;
    steps.push(index === undefined ? (first ?? second ?? '') : Number(index));
    rest = rest.slice(match[0].length);
  }
  return steps;
}

/** The JSON at a path. A missing key is NULL; a missing array element fails the record [dg:copy-usage_notes-copy-from-json]. */
export function follow(value: string | undefined, [step, ...rest]: readonly Step[]): string | undefined {
  if (step === undefined) return value;
  if (typeof step === 'string')
    return follow(value?.startsWith('{') ? readMembers(value).get(step) : undefined, rest);
  const item = value?.startsWith('[') ? readElements(value)[step] : undefined;
  if (item === undefined)
    throw new JsonPathsProblem('Invalid JSONPath format: Not an array or index out of range');
  return follow(item, rest);
}
