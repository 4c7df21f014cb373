import { type Bucket, sortedKeys } from './buckets.ts';
import type { S3Request } from './s3-request.ts';
import { escapeXml } from './xml.ts';

/** A page of a listing: keys in the order of their UTF-8 bytes, no more than one holds, the rest behind a continuation token. */
export function listObjects({ bucket: name, query }: S3Request, bucket: Bucket, keysPerPage: number): string {
  const prefix = query.get('prefix') ?? '';
  const after = Buffer.from(query.get('continuation-token') ?? '', 'base64').toString();
  const delimiter = query.get('delimiter') ?? '';
  const limit = Math.min(Number(query.get('max-keys') ?? keysPerPage), keysPerPage);
  const text = query.get('encoding-type') === 'url' ? encodeKey : escapeXml;

  const keys = sortedKeys(bucket);
  const first = after === '' ? 0 : keys.indexOf(after) + 1;
  const page: string[] = [];
  const folders = new Set<string>();
  let truncated = false;
  for (let index = first; index < keys.length; index++) {
    const key = keys[index] ?? '';
    if (!key.startsWith(prefix)) continue;
    const end = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    if (end !== -1) {
      folders.add(key.slice(0, end + delimiter.length));
      continue;
    }
    truncated = page.length === limit;
    if (truncated) break;
    page.push(key);
  }
  const contents = page.map((key) => {
    const object = bucket.get(key);
    return `<Contents><Key>${text(key)}</Key><LastModified>2018-11-30T00:00:00.000Z</LastModified><ETag>${escapeXml(object?.etag ?? '')}</ETag><Size>${object?.body.length}</Size><StorageClass>STANDARD</StorageClass></Contents>`;
  });
  const token = Buffer.from(page.at(-1) ?? '').toString('base64');
  return [
    `<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>${name}</Name><Prefix>${text(prefix)}</Prefix>`,
    `<KeyCount>${page.length}</KeyCount><MaxKeys>${limit}</MaxKeys><IsTruncated>${truncated}</IsTruncated>`,
    query.get('encoding-type') === 'url' ? '<EncodingType>url</EncodingType>' : '',
    truncated ? `<NextContinuationToken>${token}</NextContinuationToken>` : '',
    ...contents,
    ...[...folders].map((folder) => `<CommonPrefixes><Prefix>${text(folder)}</Prefix></CommonPrefixes>`),
    '</ListBucketResult>',
  ].join('');
}

/** As S3 does: a blank becomes a plus sign, a slash stays. */
function encodeKey(key: string): string {
  return encodeURIComponent(key).replaceAll('%20', '+').replaceAll('%2F', '/');
}
