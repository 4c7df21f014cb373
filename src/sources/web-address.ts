import { UsageError } from '../errors.ts';

/**
 * Refuses addresses that no location can be, and prints what to write for those of S3 and its console. A presigned
 * address holds a signature: nothing behind its `?` is repeated.
 *
 * @param endpoint another implementation of S3 (AWS_ENDPOINT_URL_S3)
 * @throws {UsageError}
 */
export function refuseAddress(location: string, endpoint?: string): void {
  const [, scheme] = /^([a-z][a-z0-9+.-]+):\/\//i.exec(location) ?? [];
  const isArn = /^arn:[\w-]+:s3:::/i.test(location);
  if ((scheme === undefined && !isArn) || /^s3[an]?$/i.test(scheme ?? '')) return;
  const shown = location.replace(/[?#].*$/s, '').replace(/\/\/[^/]*@/, '//');
  const meant = isArn ? location.replace(/^arn:[\w-]+:s3:::/i, 's3://') : toLocation(location, endpoint);
  throw new UsageError(
    'SPK-209',
    `"${shown}" is not a location: expected a folder, a file, a pattern, or s3://bucket/prefix.`,
    {
      details: ['Nothing was published.'],
      hints:
        meant === undefined ? ['Copy the files to a folder or to S3, and name that.'] : [`Write ${meant}`],
    },
  );
}

/** What an address names, as a location: `https://bucket.s3.us-west-2.amazonaws.com/a/b.json` is `s3://bucket/a/b.json`. */
function toLocation(address: string, endpoint: string | undefined): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const { protocol, host, origin, pathname, searchParams } = new URL(address);
  const path = decoded(pathname).replace(/^\//, '');
  if (protocol === 'file:') return decoded(pathname);
  if (protocol !== 'https:' && protocol !== 'http:') return undefined;
  if (endpoint !== undefined && URL.canParse(endpoint) && new URL(endpoint).origin === origin)
    return `s3://${path}`;
  if (/(^|\.)console\.(aws\.amazon\.com|amazonaws\.cn)$/.test(host)) {
    const [, bucket] = /^s3\/(?:buckets|object)\/([^/]+)/.exec(path) ?? [];
    return bucket && `s3://${bucket}/${searchParams.get('prefix') ?? ''}`;
  }
  const match = hostOfS3.exec(host);
  if (match === null) return undefined;
  const [, bucket] = match;
  return bucket === undefined ? `s3://${path}` : `s3://${bucket}/${path}`;
}

/**
 * A bucket before the host (virtual-hosted), or none (path style); with a region, dual-stack, FIPS, acceleration, website.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
 */
const hostOfS3 = /^(?:(.+?)\.)?s3(?:-[a-z0-9-]+)?(?:\.[a-z0-9-]+)*\.amazonaws\.com(?:\.cn)?$/;

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
