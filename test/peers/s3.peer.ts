import { afterAll, beforeAll, describe, test } from 'vitest';
import { strangeKeys, testS3Source } from '../sources/s3-suite.ts';
import { type MotoServer, startMoto } from './moto.ts';

const program = process.env.SPARKIFY_MOTO_SERVER;

describe('on moto, an independent implementation of S3', () => {
  if (program === undefined) {
    test.skip('moto is missing: npm run test:peers installs it where pip can get it', () => {});
    return;
  }
  let moto: MotoServer;
  beforeAll(async () => {
    moto = await startMoto(program);
  });
  afterAll(() => moto[Symbol.asyncDispose]());
  testS3Source(
    () => moto.endpoint,
    // Its web framework has no route for a path with a line feed.
    strangeKeys.filter((key) => !key.includes('\n')),
  );
});
