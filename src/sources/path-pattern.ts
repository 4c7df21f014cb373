import { braceExpand, Minimatch, unescape as unescapePattern } from 'minimatch';
import { isHidden } from './data-file.ts';

/** A pattern of paths without its braces: `logs/{11,12}/*.json` is two of them. */
export interface PathPattern {
  /** As it is written, its braces replaced. */
  readonly text: string;
  /** The folder below which all of its paths are; empty, or without a slash at its end. */
  readonly folder: string;
  /** What all of its paths begin with; as long as it can be. */
  readonly prefix: string;
  /** Whether it names a file, by the path below {@link folder}. */
  matches(path: string): boolean;
  /** Whether it may name a file in a folder, by the path below {@link folder}. */
  mayMatchIn(path: string): boolean;
}

/**
 * Reads a location as a pattern: `*` and `?` (which match no slash), `[a-z]`, `{a,b}`, `**` for any depth; a backslash
 * takes from a character its meaning. Hidden names match only a part that begins with `.` or `_` itself.
 *
 * @returns undefined if nothing in it makes it a pattern
 */
export function parsePattern(text: string): readonly PathPattern[] | undefined {
  if (!new Minimatch(text, options).hasMagic()) return undefined;
  return braceExpand(text, options).map(toPattern);
}

/** What all paths of a location begin with, whether it is a pattern or none. */
export function literalPrefix(location: string): string {
  const patterns = parsePattern(location);
  if (patterns === undefined) return location;
  return patterns.map(({ prefix }) => prefix).reduce(commonPrefix);
}

const options = {
  dot: true, // hidden names have a rule of their own
  nonegate: true,
  nocomment: true,
  magicalBraces: true,
  platform: 'linux',
} as const;

interface Part {
  readonly isAnyDepth: boolean;
  readonly takesHidden: boolean;
  matches(name: string): boolean;
}

function toPattern(text: string): PathPattern {
  const texts = text.split('/');
  const isMagic = (part: string) => new Minimatch(part, options).hasMagic();
  const firstMagic = texts.findIndex(isMagic);
  const depth = firstMagic === -1 ? texts.length - 1 : firstMagic;
  const folder = texts.slice(0, depth).map(plain).join('/');
  const rest = texts.slice(depth);
  const parts = rest.map(toPart);
  if (rest.at(-1) === '**') parts.push(toPart('*'));
  const [start = ''] = /^[^*?[\]{}()!+@\\]*/.exec(rest[0] ?? '') ?? [];
  return {
    text,
    folder,
    prefix: depth === 0 ? start : `${folder}/${start}`,
    matches: (path) => follows(parts, path.split('/'), true),
    mayMatchIn: (path) => follows(parts, path.split('/'), false),
  };
}

const plain = (part: string): string => unescapePattern(part, options);

function toPart(text: string): Part {
  const matcher = new Minimatch(text, options);
  return {
    isAnyDepth: text === '**',
    takesHidden: /^[._]/.test(text),
    matches: (name) => matcher.match(name),
  };
}

/** Whether the names of a path match the parts in turn; of a folder, whether they begin to. */
function follows(parts: readonly Part[], names: readonly string[], isFile: boolean): boolean {
  const [part, ...laterParts] = parts;
  const [name, ...laterNames] = names;
  if (name === undefined) return isFile ? part === undefined : part !== undefined;
  if (part === undefined) return false;
  const isHere = isFile && laterNames.length === 0;
  const mayStand = part.takesHidden || !isHidden(name, isHere ? 'file' : 'folder');
  if (!part.isAnyDepth) return mayStand && part.matches(name) && follows(laterParts, laterNames, isFile);
  return follows(laterParts, names, isFile) || (mayStand && !isHere && follows(parts, laterNames, isFile));
}

function commonPrefix(first: string, second: string): string {
  let length = 0;
  while (length < first.length && first[length] === second[length]) length++;
  return first.slice(0, length);
}
