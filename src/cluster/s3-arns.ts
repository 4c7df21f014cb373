import { hasDataEnding } from '../sources/data-file.ts';
import { literalPrefix } from '../sources/path-pattern.ts';

/** The bucket of an `s3://` location. */
export function bucketOf(location: string): string {
  return location.replace(/^s3:\/\//, '').split('/')[0] ?? '';
}

/** The bucket of an `s3://` location, as a policy names it. */
export function bucketArn(location: string, partition: string): string {
  return `arn:${partition}:s3:::${bucketOf(location)}`;
}

/**
 * The objects of an `s3://` location, as a policy names them:
 * `s3://b/songs` is the folder `songs/`, never `songs_old/`; a location that ends as data files do is one object; of a
 * pattern, all objects that begin as it does.
 */
export function objectsArn(location: string, partition: string): string {
  const path = location.replace(/^s3:\/\//, '').replace(/\/+$/, '');
  const prefix = literalPrefix(path);
  // In a key these are themselves; in a policy they would open more than was meant.
  const key = prefix.replace(/[*?$]/g, (letter) => `\${${letter}}`);
  const isPattern = prefix !== path;
  return `arn:${partition}:s3:::${key}${isPattern ? '*' : hasDataEnding(key) ? '' : '/*'}`;
}
