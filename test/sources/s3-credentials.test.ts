import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { UsageError } from '../../src/errors.ts';
import { openS3Source, type S3Settings } from '../../src/sources/s3.ts';
import { startS3Server } from '../s3-server/s3-server.ts';
import { credentials, settingsFor } from './s3-settings.ts';
import { failure } from './s3-setup.ts';
import { collect } from './s3-suite.ts';

describe('credentials', () => {
  const nowhere = {
    AWS_ACCESS_KEY_ID: undefined,
    AWS_SECRET_ACCESS_KEY: undefined,
    AWS_SESSION_TOKEN: undefined,
    AWS_PROFILE: undefined,
    AWS_SHARED_CREDENTIALS_FILE: 'no-such-file',
    AWS_CONFIG_FILE: 'no-such-file',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  beforeEach(() => {
    for (const [name, value] of Object.entries(nowhere)) vi.stubEnv(name, value);
  });
  afterEach(() => vi.unstubAllEnvs());

  async function listWith(settings: Partial<S3Settings>): Promise<number> {
    await using server = await startS3Server({ buckets: { b: { 'p/a.json': '1' } }, credentials });
    const { credentials: _, ...unset } = settingsFor(server.endpoint, settings);
    await using source = await openS3Source('s3://b/p', unset);
    return (await collect(source.list())).length;
  }

  test('are found in the environment', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', credentials.accessKeyId);
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', credentials.secretAccessKey);
    expect(await listWith({})).toBe(1);
  });

  test('are found in the profile that is named', async () => {
    await using folder = await temporaryFolder();
    const { accessKeyId, secretAccessKey } = credentials;
    const profile = `[sparkify]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`;
    await writeFile(join(folder.path, 'credentials'), profile);
    vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', join(folder.path, 'credentials'));
    expect(await listWith({ profile: 'sparkify' })).toBe(1);
  });

  test('that are nowhere are the user to provide', async () => {
    const error = await failure(listWith({}));
    expect(error).toBeInstanceOf(UsageError);
    expect(error.message).toContain('No AWS credentials were found to read s3://b/p with.');
  });
});

async function temporaryFolder(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'sparkify-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) };
}
