import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { UsageError } from '../../src/errors.ts';
import type { S3Settings } from '../../src/s3/settings.ts';
import { openS3Source } from '../../src/sources/s3.ts';
import { startS3Server } from '../s3-server/s3-server.ts';
import { credentials, settingsFor } from '../sources/s3-settings.ts';
import { failure } from '../sources/s3-setup.ts';
import { collect } from '../sources/s3-suite.ts';
import { temporaryFolder } from '../temporary-folder.ts';

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
    using folder = temporaryFolder();
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

describe('a profile', () => {
  const files = { config: 'AWS_CONFIG_FILE', credentials: 'AWS_SHARED_CREDENTIALS_FILE' } as const;
  afterEach(() => vi.unstubAllEnvs());

  /** The files of the keys of everybody's profiles, with what else a test writes into the configuration. */
  async function configured(config: string) {
    const folder = temporaryFolder();
    const { accessKeyId, secretAccessKey } = credentials;
    const keys = `aws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`;
    await writeFile(join(folder.path, 'config'), config);
    await writeFile(join(folder.path, 'credentials'), `[work]\n${keys}\n[home]\n${keys}`);
    for (const [file, variable] of Object.entries(files)) vi.stubEnv(variable, join(folder.path, file));
    for (const variable of ['AWS_PROFILE', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_CA_BUNDLE'])
      vi.stubEnv(variable, undefined);
    return folder;
  }

  const { endpoint: _, credentials: __, ...unset } = settingsFor('');
  const listed = async (settings: Partial<S3Settings>) => {
    await using source = await openS3Source('s3://b/p', { ...unset, ...settings });
    return (await collect(source.list())).length;
  };

  test('that does not exist is named, with the one that was probably meant and all that there are', async () => {
    using _folder = await configured('[profile sso]\nregion = eu-west-1\n[services s]\ns3 =\n  a = b\n');
    for (const open of [
      () => listed({ profile: 'wrok' }),
      () => {
        vi.stubEnv('AWS_PROFILE', 'wrok');
        return listed({});
      },
    ]) {
      const error = await failure(open());
      expect(error).toBeInstanceOf(UsageError);
      expect(error.message).toBe('The AWS configuration has no profile "wrok"; did you mean "work"?');
      expect(error.details).toEqual(['It has: home, sso, work.']);
    }
  });

  test.each([
    ['endpoint_url', (url: string) => `[profile work]\nendpoint_url = ${url}\n`],
    [
      'services',
      (url: string) =>
        `[profile work]\nservices = local\nendpoint_url = http://127.0.0.1:9\n[services local]\ns3 =\n  endpoint_url = ${url}\n`,
    ],
  ])('leads to where its %s says', async (_name, config) => {
    await using server = await startS3Server({ buckets: { b: { 'p/a.json': '1' } }, credentials });
    using _folder = await configured(config(server.endpoint));
    expect(await listed({ profile: 'work' })).toBe(1);
    vi.stubEnv('AWS_ENDPOINT_URL_S3', server.endpoint);
    expect(await listed({ profile: 'home' })).toBe(1);
  });

  test('has no say over the address under AWS_IGNORE_CONFIGURED_ENDPOINT_URLS', async () => {
    using _folder = await configured('[profile work]\nendpoint_url = nonsense\n');
    const isIgnored = () =>
      openS3Source('s3://b/p', { ...unset, profile: 'work' }).then((source) => source[Symbol.asyncDispose]());
    await expect(isIgnored()).rejects.toThrow('should be an address');
    vi.stubEnv('AWS_IGNORE_CONFIGURED_ENDPOINT_URLS', 'true');
    await isIgnored();
  });

  test('names its certificates', async () => {
    using _folder = await configured('[profile work]\nca_bundle = /no/such.pem\n');
    await expect(listed({ profile: 'work' })).rejects.toThrow('/no/such.pem, which cannot be read');
  });
});
