import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { quietAwsSdk } from '../../src/aws/quiet-sdk.ts';
import { fetchAhead } from '../../src/sources/fetch-ahead.ts';
import { openS3Source } from '../../src/sources/s3.ts';
import { credentials, settingsFor } from '../sources/s3-settings.ts';
import { strangeKeys, testS3Source } from '../sources/s3-suite.ts';
import { startVersityGateway, type VersityGateway } from './versitygw.ts';

const program = process.env.SPARKIFY_VERSITYGW;

describe('on the Versity S3 gateway, a real server that is not ours', () => {
  if (program === undefined) {
    test.skip('versitygw is missing: npm run test:peers builds it where Go can get it', () => {});
    return;
  }
  let gateway: VersityGateway;
  beforeAll(async () => {
    gateway = await startVersityGateway(program);
  });
  afterAll(() => gateway[Symbol.asyncDispose]());
  testS3Source(() => gateway.endpoint, strangeKeys.map((key) => key.replace('\u0001', '')).filter(isPath));

  test('hundreds of odd keys come back as they were put', async () => {
    quietAwsSdk();
    const { endpoint } = gateway;
    const client = new S3Client({ endpoint, region: 'us-west-2', credentials, forcePathStyle: true });
    await client.send(new CreateBucketCommand({ Bucket: 'odd' }));
    const keys = oddNames().map((name) => `p/${name}`);
    expect(keys.length).toBeGreaterThan(300);
    for (const Key of keys) await client.send(new PutObjectCommand({ Bucket: 'odd', Key, Body: Key }));
    client.destroy();
    await using source = await openS3Source('s3://odd/p', settingsFor(endpoint));
    const found = new Map<string, string>();
    for await (const { file, chunks } of fetchAhead(source, source.list())) {
      const parts: Uint8Array[] = [];
      for await (const chunk of chunks) parts.push(chunk);
      found.set(file.location, Buffer.concat(parts).toString());
    }
    expect(new Set(found.keys())).toEqual(new Set(keys.map((key) => `s3://odd/${key}`)));
    for (const [location, content] of found) expect(location).toBe(`s3://odd/${content}`);
  });
});

/** Its objects are files: what is no path of one, it refuses. It lists keys in plain XML, which cannot carry \u0001. */
function isPath(key: string): boolean {
  return !key.includes('\u0001') && !/^\/|\/\/|(^|\/)\.{1,2}\//.test(key);
}

/** Every printable character of ASCII twice, what looks like an encoding, and letters of many scripts. */
function oddNames(): readonly string[] {
  const printable = Array.from({ length: 95 }, (_, index) => String.fromCodePoint(32 + index)).filter(
    (character) => character !== '/',
  );
  const encodings = [
    '%2F',
    '%20',
    '%25',
    '%',
    '%%',
    '%zz',
    '+',
    '++',
    '&amp;',
    '&#10;',
    '&lt;',
    '=?',
    '\\u0041',
    '\n',
    '\t',
    '\r',
    '\r\n',
  ];
  const scripts = [0xe9, 0x153, 0x3b1, 0x416, 0x5d0, 0x627, 0x905, 0xe01, 0x3042, 0x4e2d, 0xac00, 0x1f3b5];
  const letters = scripts.flatMap((first) => [0, 1, 2].map((next) => String.fromCodePoint(first + next)));
  const forms = ['é'.normalize('NFC'), 'é'.normalize('NFD'), 'ﬁ', '\u200d', '\ufeff', '\u00a0'];
  return [
    ...printable.flatMap((character) => [`a${character}b.json`, `folder ${character}${character}/x.json`]),
    ...[...encodings, ...letters, ...forms].flatMap((text) => [`${text}.json`, `in ${text}/${text}.json.gz`]),
  ].filter((name) => name.startsWith('a') || !/(^|\/)[._]/.test(name));
}
