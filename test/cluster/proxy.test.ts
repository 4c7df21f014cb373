import { expect } from 'vitest';
import { startHttpProxy } from '../s3-server/http-proxy.ts';
import { wordsOf } from './account.ts';
import { test } from './in-account.ts';

const create = 'cluster create --yes --nodes 2 --data s3://sparkify/raw';

test('every call to AWS goes through the proxy of the environment', async ({ account }) => {
  await using proxy = await startHttpProxy({ login: 'ada:secret' });
  const environment = { HTTP_PROXY: proxy.address.replace('//', '//ada:secret@') };
  await account.succeed(create, { environment });
  expect(new Set(proxy.tunnels)).toEqual(new Set([new URL(account.aws.endpoint).host]));
});

test('the hosts of NO_PROXY are reached directly', async ({ account }) => {
  await using proxy = await startHttpProxy();
  const environment = { HTTP_PROXY: proxy.address, NO_PROXY: '127.0.0.1' };
  await account.succeed(create, { environment });
  expect(proxy.tunnels).toEqual([]);
});

test('a proxy that refuses is worth another run, and is no interruption', async ({ account }) => {
  await using proxy = await startHttpProxy({ login: 'ada:secret' });
  const { error } = await account.run('cluster status', { environment: { HTTP_PROXY: proxy.address } });
  expect(error).toMatchObject({ exitCode: 75 });
  expect(wordsOf(error)).toMatch(/407.*HTTPS_PROXY/s);
  expect(account.aws.calls).toEqual([]);
});

test('a profile that does not exist is named before AWS is asked', async ({ account }) => {
  const { error } = await account.run('cluster status --profile no-such');
  expect(error).toMatchObject({ exitCode: 2 });
  expect(wordsOf(error)).toContain('The AWS configuration has no profile "no-such"');
  expect(account.aws.calls).toEqual([]);
});
