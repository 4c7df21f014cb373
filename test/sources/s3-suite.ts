import { CreateBucketCommand, DeleteObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { quietAwsSdk } from '../../src/aws/quiet-sdk.ts';
import { UsageError } from '../../src/errors.ts';
import type { S3Settings } from '../../src/s3/settings.ts';
import { fetchAhead } from '../../src/sources/fetch-ahead.ts';
import { openS3Source } from '../../src/sources/s3.ts';
import type { SourceFile } from '../../src/sources/source.ts';
import { credentials, settingsFor } from './s3-settings.ts';

/** Keys that break programs which take them for paths, URLs or XML. */
export const strangeKeys = [
  'a b+c%20d%2Fe.json',
  'a..//b.json',
  '/leading.json',
  'new\nline\ttab\u0001.json',
  `quote"'&lt;<>&amp;.json`,
  "!*'();:@=$,?#[]~.json",
  'Björk – Jóga/日本語/🎵.json',
  'back\\slash.json',
  `${'long/'.repeat(150)}${'n'.repeat(250)}.json`,
] as const;

/**
 * What every implementation of S3 must do for a source to work on it; keys that one cannot store may be left out.
 *
 * @param keysPerPage what a page of a listing holds there
 */
export function testS3Source(
  endpointOf: () => string,
  keys: readonly string[] = strangeKeys,
  keysPerPage = 1000,
): void {
  const bucket = `sparkify-${process.pid}`;
  const at = (prefix: string, more: Partial<S3Settings> = {}) =>
    openS3Source(`s3://${bucket}/${prefix}`, settingsFor(endpointOf(), more));
  let client: S3Client;

  const put = (key: string, body: string | Uint8Array) =>
    client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: Buffer.from(body) }));

  /** Below a folder; the last part of what is named or matched one by one. */
  function nameBelow(prefix: string, { location }: SourceFile): string {
    const folder = `s3://${bucket}/${prefix}`.replace(/\/?$/, '/');
    return location.slice(location.startsWith(folder) ? folder.length : location.lastIndexOf('/') + 1);
  }

  async function contents(prefix: string, more: Partial<S3Settings> = {}): Promise<Map<string, string>> {
    await using source = await at(prefix, more);
    const found = new Map<string, string>();
    for await (const { file, chunks } of fetchAhead(source, source.list())) {
      const parts: Uint8Array[] = [];
      for await (const chunk of chunks) parts.push(chunk);
      found.set(nameBelow(prefix, file), Buffer.concat(parts).toString());
    }
    return found;
  }

  beforeAll(async () => {
    quietAwsSdk();
    client = new S3Client({
      endpoint: endpointOf(),
      region: 'us-west-2',
      credentials,
      forcePathStyle: true,
      requestHandler: { socketAcquisitionWarningTimeout: 60_000 },
    });
    await client.send(
      new CreateBucketCommand({
        Bucket: bucket,
        CreateBucketConfiguration: { LocationConstraint: 'us-west-2' },
      }),
    );
  });
  afterAll(() => client.destroy());

  test('a folder is its objects at any depth, and not those of a folder whose name begins alike', async () => {
    await put('like/song_data/A/1.json', 'one');
    await put('like/song_data/2.json.gz', 'two');
    await put('like/song_data_old/3.json', 'three');
    await put('like/song_data.json', 'four');
    for (const prefix of ['like/song_data', 'like/song_data/']) {
      expect([...(await contents(prefix))]).toEqual([
        ['2.json.gz', 'two'],
        ['A/1.json', 'one'],
      ]);
    }
  });

  test('a file is listed with its location, its size and its ETag', async () => {
    const { ETag = '' } = await put('facts/a/b.json', 'hello');
    await using source = await at('facts');
    expect(await collect(source.list())).toEqual([
      {
        location: `s3://${bucket}/facts/a/b.json`,
        size: 5,
        version: ETag.replaceAll('"', ''),
        content: ETag.replaceAll('"', ''),
      },
    ]);
  });

  test('an object named in full is one file', async () => {
    await put('exact/log_json_path.json', 'exactly');
    await put('exact/log_json_path.json.gz', 'another');
    expect([...(await contents('exact/log_json_path.json'))]).toEqual([['log_json_path.json', 'exactly']]);
  });

  test('folder markers, hidden files and files of other kinds are skipped', async () => {
    for (const key of ['x/', 'x/y.json/', 'x/_SUCCESS', 'x/.hidden.json', 'x/a.json.crc', 'x/a.txt'])
      await put(key, '');
    await put('x/a.json', 'data');
    expect([...(await contents('x'))]).toEqual([['a.json', 'data']]);
  });

  test('keys are data, whatever is in them', async () => {
    for (const key of keys) await put(`strange/${key}`, key);
    const found = await contents('strange');
    expect(new Set(found.keys())).toEqual(new Set(keys));
    for (const [name, content] of found) expect(content).toBe(name);
  });

  test('a listing of more than one page is complete and in the order of the keys', async () => {
    const names = Array.from(
      { length: keysPerPage + 10 },
      (_, index) => `${String(index).padStart(5, '0')}.json`,
    );
    await Promise.all(names.map((name) => put(`pages/${name}`, name)));
    expect([...(await contents('pages')).keys()]).toEqual(names);
  }, 60_000);

  test('an object larger than what is held in memory arrives as it is', async () => {
    const body = Buffer.from(Array.from({ length: 3 << 20 }, (_, index) => 97 + (index % 23)));
    await put('large/a.json', body);
    const found = await contents('large', { wholeBytes: 1 << 20 });
    expect(found.get('a.json')?.length).toBe(body.length);
    expect(found.get('a.json') === body.toString()).toBe(true);
  });

  test('an empty object is an empty file, and an empty folder has none', async () => {
    await put('empty/a.json', '');
    expect([...(await contents('empty'))]).toEqual([['a.json', '']]);
    expect(await contents('nothing-here')).toEqual(new Map());
  });

  for (const wholeBytes of [0, 1 << 20]) {
    const size = wholeBytes === 0 ? 'large' : 'small';

    test(`a ${size} object that changed after it was listed is noticed`, async () => {
      await put(`changed-${size}/a.json`, 'before');
      await using source = await at(`changed-${size}`, { wholeBytes });
      const [file] = await collect(source.list());
      await put(`changed-${size}/a.json`, 'after!');
      await expect(readAll(source.read(file as SourceFile))).rejects.toMatchObject({
        exitCode: 75,
        message: `s3://${bucket}/changed-${size}/a.json changed after it was listed.`,
      });
    });

    test(`a ${size} object that was deleted after it was listed is noticed`, async () => {
      await put(`deleted-${size}/a.json`, 'before');
      await using source = await at(`deleted-${size}`, { wholeBytes });
      const [file] = await collect(source.list());
      await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: `deleted-${size}/a.json` }));
      await expect(readAll(source.read(file as SourceFile))).rejects.toMatchObject({
        exitCode: 75,
        message: `s3://${bucket}/deleted-${size}/a.json was deleted after it was listed.`,
      });
    });
  }

  test('a bucket that does not exist is the user to correct', async () => {
    await using source = await openS3Source('s3://sparkify-no-such-bucket/x', settingsFor(endpointOf()));
    const error = await collect(source.list()).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(UsageError);
    expect(String(error)).toContain('The bucket of s3://sparkify-no-such-bucket/x does not exist');
  });
}

export async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

export async function readAll(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  return Buffer.concat(await collect(chunks)).toString();
}
