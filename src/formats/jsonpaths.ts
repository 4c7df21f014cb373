import { UsageError } from '../errors.ts';
import { jsonProblem } from '../json-problem.ts';
import { type Path, type StagingTable, stagingEvents } from './columns.ts';

/** What replaces a JSONPaths file in COPY: keys are matched by name. */
export interface KeysByName {
  readonly ignoresCase: boolean;
}

/** `auto` and `auto ignorecase`, which COPY takes in place of a JSONPaths file; undefined for a location. */
export function readKeysByName(location: string): KeysByName | undefined {
  const match = /^auto(\s+ignorecase)?$/i.exec(location.trim());
  return match === null ? undefined : { ignoresCase: match[1] !== undefined };
}

/**
 * The paths of a JSONPaths file as Redshift's COPY takes it, checked where COPY would silently load NULLs
 * (https://docs.aws.amazon.com/redshift/latest/dg/copy-parameters-data-format.html#copy-json-jsonpaths).
 *
 * @param file named in errors
 * @throws {UsageError} for anything but one object whose `jsonpaths` are as many paths as the table has columns
 */
export function parseJsonPaths(
  text: string,
  file: string,
  { name, columns }: StagingTable = stagingEvents(),
): readonly Path[] {
  const paths = jsonPathsOf(text, file);
  if (paths.length !== columns.length) {
    throw invalid(
      file,
      `"jsonpaths" should hold ${columns.length} paths, one for each column of ${name} in order, but holds ${paths.length}`,
    );
  }
  return paths.map((path, index) => parsePath(path, `${file}: path ${index + 1}`));
}

function jsonPathsOf(text: string, file: string): readonly unknown[] {
  let document: unknown;
  try {
    document = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw new UsageError('SPK-214', `${file} is not valid JSON: ${jsonProblem(cause)}.`, {
      cause,
      hints: usual,
    });
  }
  if (typeof document !== 'object' || document === null || Array.isArray(document)) {
    throw invalid(file, 'it should hold one object {"jsonpaths": […]}');
  }
  if (!('jsonpaths' in document)) {
    const keys = Object.keys(document).map((key) => JSON.stringify(key));
    throw invalid(
      file,
      `the key "jsonpaths" is missing (found ${keys.join(', ') || 'no key'}), and COPY would load NULLs`,
    );
  }
  if (!Array.isArray(document.jsonpaths)) throw invalid(file, '"jsonpaths" should be an array of paths');
  return document.jsonpaths;
}

const step = /\['((?:[^'\\]|\\.)*)'\]|\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\]|\.([^.*[\]'"\s]+)/y;

function parsePath(path: unknown, where: string): Path {
  if (typeof path !== 'string' || path === '')
    throw invalid(where, `should be a text such as "$['artist']" or "$.artist"`);
  const steps: (string | number)[] = [];
  const notations = new Set<string>();
  step.lastIndex = 1;
  while (path.startsWith('$') && step.lastIndex < path.length) {
    const match = step.exec(path);
    if (!match) break;
    const [, single, double, index, dotted] = match;
    if (index !== undefined) steps.push(Number(index));
    else {
      steps.push(dotted ?? (single ?? double ?? '').replace(/\\(.)/g, '$1'));
      notations.add(dotted === undefined ? 'bracket' : 'dot');
    }
    if (step.lastIndex === path.length && notations.size === 1) return steps;
  }
  throw invalid(
    where,
    `is ${JSON.stringify(path)}; expected bracket or dot notation, not both, such as "$['artist']" or "$.artist"`,
  );
}

const usual = ['Leave the file out to use the usual keys, or see the JSONPaths page of the Redshift guide.'];

function invalid(where: string, problem: string): UsageError {
  return new UsageError(
    'SPK-214',
    `${where} ${problem.startsWith('is ') || problem.startsWith('should') ? problem : `is not a JSONPaths file: ${problem}`}.`,
    {
      hints: usual,
    },
  );
}
