import { AwsFault, type AwsRequest } from './protocol.ts';
import type { World } from './world.ts';

/** S3 as far as `doctor` looks at it: a listing, an object, and writing and deleting one that is empty; addressed by path. */
export function answerS3(
  world: World,
  { action: method, input, region }: AwsRequest,
  refusal: AwsFault | undefined,
): {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
} {
  const url = new URL(String(input.url), 'http://s3');
  const [bucket = '', ...rest] = decodeURIComponent(url.pathname).slice(1).split('/');
  const key = rest.join('/');
  const keys = [...world.objects.keys()].filter((path) => path.startsWith(`${bucket}/`));
  const type = 'application/xml';
  try {
    if (refusal !== undefined) throw refusal;
    if (keys.length === 0) throw new AwsFault('NoSuchBucket', 'The specified bucket does not exist', 404);
    const home = world.bucketRegions.get(bucket) ?? world.region;
    if (home !== region) {
      const body = '<Error><Code>PermanentRedirect</Code></Error>';
      return { status: 301, type, body, headers: { 'x-amz-bucket-region': home } };
    }
    if (method === 'PUT') world.objects.set(`${bucket}/${key}`, '');
    if (method === 'DELETE') world.objects.delete(`${bucket}/${key}`);
    if (method === 'PUT' || method === 'DELETE') return { status: 200, type, body: '' };
    if (url.searchParams.get('list-type') === '2') {
      const start = `${bucket}/${url.searchParams.get('prefix') ?? ''}`;
      const found = keys.filter((path) => path.startsWith(start));
      const contents = found.map((path) => {
        const size = world.objects.get(path)?.length;
        return `<Contents><Key>${path.slice(bucket.length + 1)}</Key><Size>${size}</Size></Contents>`;
      });
      return {
        status: 200,
        type,
        body: `<ListBucketResult>${contents.join('')}</ListBucketResult>`,
      };
    }
    const content = world.objects.get(`${bucket}/${key}`);
    if (content === undefined) throw new AwsFault('NoSuchKey', 'The specified key does not exist.', 404);
    return { status: 200, type: 'application/octet-stream', body: content };
  } catch (error) {
    if (!(error instanceof AwsFault)) throw error;
    const body = `<Error><Code>${error.code}</Code><Message>${error.message}</Message></Error>`;
    return { status: error.status, type, body };
  }
}
