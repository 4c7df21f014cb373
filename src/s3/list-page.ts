import { S3Failure } from './errors.ts';
import { decodeEntities, element } from './xml.ts';

export interface ListedObject {
  readonly key: string;
  readonly size: number;
  /** Without its quotes. */
  readonly etag: string;
}

export interface ListPage {
  readonly objects: readonly ListedObject[];
  /** Where a delimiter was sent: what keys begin with up to the next one. */
  readonly prefixes: readonly string[];
  readonly continuationToken: string | undefined;
}

/**
 * Reads the answer to a ListObjectsV2 request.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
 * Throws an {@link S3Failure} that is worth another try if the document is not all there.
 */
export function parseListPage(xml: string): ListPage {
  if (!xml.trimEnd().endsWith('</ListBucketResult>')) throw damaged('the listing was cut off');
  const [head = '', ...contents] = xml.split('<Contents>');
  // Outside of the objects, the same elements may come before or after them.
  const rest = head + (contents.at(-1)?.split('</Contents>')[1] ?? '');
  const encoded = element(rest, 'EncodingType') === 'url';
  const decode = encoded ? decodeKey : decodeEntities;
  const objects = contents.map((content) => ({
    key: decode(element(content, 'Key')),
    size: Number(element(content, 'Size')),
    etag: decodeEntities(element(content, 'ETag')).replaceAll('"', ''),
  }));
  const more = element(rest, 'IsTruncated') === 'true';
  const prefixes = rest.split('<CommonPrefixes>').slice(1);
  return {
    objects,
    prefixes: prefixes.map((prefix) => decode(element(prefix, 'Prefix'))),
    continuationToken: more ? decodeEntities(element(rest, 'NextContinuationToken')) : undefined,
  };
}

/**
 * Keys are listed in URL encoding, since XML cannot carry every character that a key may have.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html, `encoding-type`
 */
function decodeKey(key: string): string {
  try {
    return decodeURIComponent(decodeEntities(key).replaceAll('+', ' '));
  } catch {
    throw damaged(`the listing holds a key that cannot be decoded, ${JSON.stringify(key)}`);
  }
}

function damaged(message: string): S3Failure {
  return new S3Failure(message, { code: 'Damaged', status: 200 });
}
