import { type Listing, listPage, listPages } from '../s3/list.ts';
import type { ListedObject } from '../s3/list-page.ts';
import { folderPrefix, type S3Location } from '../s3/location.ts';
import { hasDataEnding, hiddenPart } from './data-file.ts';
import { type PathPattern, parsePattern } from './path-pattern.ts';
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
    yield* matching(location, patterns, listing, on);
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
  { skipped, other }: OnListed,
): Iterable<SourceFile> {
  const prefix = folderPrefix(location.key);
  for (const object of objects) {
    const name = object.key.slice(prefix.length);
    const hidden = hiddenPart(name);
    if (hasDataEnding(name) && hidden === undefined) {
      yield toFile(location, object);
      continue;
    }
    if (object.size > 0) other(`s3://${location.bucket}/${object.key}`);
    if (!isFolderMarker(name, object))
      skipped({
        location: `s3://${location.bucket}/${prefix}${hidden ?? name}`,
        isHidden: hidden !== undefined,
      });
  }
}

/** Consoles and Hadoop put empty objects where folders would be. */
function isFolderMarker(name: string, { size }: ListedObject): boolean {
  return size === 0 && (name === '' || name.endsWith('/') || name.endsWith('_$folder$'));
}

async function* matching(
  location: S3Location,
  patterns: readonly PathPattern[],
  listing: Listing,
  { unmatched }: OnListed,
): AsyncIterable<SourceFile> {
  const listed = new Set<string>();
  for (const pattern of patterns) {
    let isMatched = false;
    for await (const { objects } of listPages(pattern.prefix, listing)) {
      for (const object of objects) {
        if (!isMatch(pattern, object.key)) continue;
        isMatched = true;
        if (listed.has(object.key)) continue;
        listed.add(object.key);
        yield toFile(location, object);
      }
    }
    if (!isMatched) unmatched(`s3://${location.bucket}/${pattern.text}`);
  }
}

/** Whether a key matches a pattern; a key that ends with a slash means a folder. */
export function isMatch(pattern: PathPattern, key: string): boolean {
  const folder = patternFolder(pattern);
  return key.startsWith(folder) && !key.endsWith('/') && pattern.matches(key.slice(folder.length));
}

function patternFolder({ folder, prefix }: PathPattern): string {
  return folder === '' && !prefix.startsWith('/') ? '' : `${folder}/`;
}

function toFile({ bucket }: S3Location, { key, size, etag }: ListedObject): SourceFile {
  return { location: `s3://${bucket}/${key}`, size, version: etag, content: etag };
}
