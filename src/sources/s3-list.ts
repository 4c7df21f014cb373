import { type Listing, listPage, listPages } from '../s3/list.ts';
import type { ListedObject } from '../s3/list-page.ts';
import { folderPrefix, type S3Location } from '../s3/location.ts';
import { hasDataEnding } from './data-file.ts';
import { folderRules } from './folder-rules.ts';
import { type PathPattern, parsePattern } from './path-pattern.ts';
import { isMatch, matchingFiles, type PlacedPattern } from './pattern-files.ts';
import type { OnSkipped, Source, SourceFile } from './source.ts';

/** What a listing reports besides the files. */
export interface OnListed {
  /** Called once it is known what the location is, before the first file. */
  readonly kind: (kind: NonNullable<Source['kind']>) => void;
  readonly skipped: OnSkipped;
  /** Called with each object below a folder that is no data file, and not empty. */
  readonly other: (location: string) => void;
  /** Called with what the braces of a pattern name and no object matches. */
  readonly unmatched: (location: string) => void;
}

/**
 * The data files of a folder, the one object that the location names, or the objects that match it as a pattern: in this
 * order, since what exists is no pattern. A folder costs a request for each 1,000 of its objects and no other one.
 */
export async function* listObjects(
  location: S3Location,
  listing: Listing,
  on: OnListed,
): AsyncGenerator<SourceFile> {
  const { key } = location;
  const object = hasDataEnding(key) ? await exactObject(key, listing) : undefined;
  if (object === undefined) {
    let isFolder = false;
    for await (const { objects } of listPages(folderPrefix(key), listing)) {
      if (!isFolder && objects.length > 0) on.kind('folder');
      isFolder ||= objects.length > 0;
      yield* dataFiles(location, objects, on);
    }
    if (isFolder || key === '' || key.endsWith('/')) return;
  }
  const named = object ?? (hasDataEnding(key) ? undefined : await exactObject(key, listing));
  const patterns = named === undefined ? parsePattern(key) : undefined;
  if (named !== undefined) {
    on.kind('file');
    yield toFile(location, named);
  } else if (patterns !== undefined) {
    on.kind('pattern');
    const placed = placePatterns(location, patterns);
    const filesOf = (each: PlacedPattern) => filesMatching(location, each, listing);
    yield* matchingFiles(placed, filesOf, (text) => on.unmatched(locationOf(location, text)));
  }
}

/** Names that begin as the key does, up to the next slash; at most 1,000. */
export async function listNames(prefix: string, listing: Listing): Promise<readonly string[]> {
  const { objects, prefixes } = await listPage({ prefix, delimiter: '/' }, listing);
  const folder = prefix.slice(0, prefix.lastIndexOf('/') + 1);
  return [...objects.map(({ key }) => key), ...prefixes]
    .map((key) => key.slice(folder.length))
    .filter((name) => name !== '')
    .sort();
}

/** The object of just this key, if there is one: of all keys that start alike, the bare one comes first. */
export async function exactObject(key: string, listing: Listing): Promise<ListedObject | undefined> {
  const { objects } = await listPage({ prefix: key, maxKeys: 1 }, listing);
  return objects.find((object) => object.key === key);
}

function* dataFiles(
  location: S3Location,
  objects: readonly ListedObject[],
  on: OnListed,
): Iterable<SourceFile> {
  const prefix = folderPrefix(location.key);
  const rules = folderRules(locationOf(location, prefix));
  for (const object of objects) {
    const name = object.key.slice(prefix.length);
    const skipped = rules.skipped(name);
    if (skipped === undefined) {
      yield toFile(location, object);
      continue;
    }
    if (object.size > 0) on.other(locationOf(location, object.key));
    if (!isFolderMarker(name, object)) on.skipped(skipped);
  }
}

/** Consoles and Hadoop put empty objects where folders would be. */
function isFolderMarker(name: string, { size }: ListedObject): boolean {
  return size === 0 && (name === '' || name.endsWith('/') || name.endsWith('_$folder$'));
}

/** Patterns of a bucket's keys. */
export function placePatterns(
  location: S3Location,
  patterns: readonly PathPattern[],
): readonly PlacedPattern[] {
  return patterns.map((pattern) => {
    const { folder, prefix } = pattern;
    const isRoot = folder === '' && !prefix.startsWith('/');
    return { start: locationOf(location, isRoot ? '' : `${folder}/`), pattern };
  });
}

async function* filesMatching(
  location: S3Location,
  placed: PlacedPattern,
  listing: Listing,
): AsyncIterable<SourceFile> {
  for await (const { objects } of listPages(placed.pattern.prefix, listing)) {
    for (const object of objects) {
      const file = toFile(location, object);
      if (isMatch(placed, file.location)) yield file;
    }
  }
}

function toFile(location: S3Location, { key, size, etag }: ListedObject): SourceFile {
  return { location: locationOf(location, key), size, version: etag, content: etag };
}

function locationOf({ bucket }: S3Location, key: string): string {
  return `s3://${bucket}/${key}`;
}
