import { expect, test } from 'vitest';
import { startHttpProxy } from '../s3-server/http-proxy.ts';
import { openTestAccount, wordsOf } from './account.ts';

const create = 'cluster create --yes --nodes 2 --data s3://sparkify/raw';

test('every call to AWS goes through the proxy of the environment', async () => {
  await using account = await openTestAccount();
  await using proxy = await startHttpProxy({ login: 'ada:secret' });
  const environment = { HTTP_PROXY: proxy.address.replace('//', '//ada:secret@') };
  const { error } = await account.run(create, { environment });
  expect(wordsOf(error)).toBe('no error');
  expect(new Set(proxy.tunnels)).toEqual(new Set([new URL(account.aws.endpoint).host]));
});

test('the hosts of NO_PROXY are reached directly', async () => {
  await using account = await openTestAccount();
  await using proxy = await startHttpProxy();
  const environment = { HTTP_PROXY: proxy.address, NO_PROXY: '127.0.0.1' };
  expect(wordsOf((await account.run(create, { environment })).error)).toBe('no error');
  expect(proxy.tunnels).toEqual([]);
});

test('a proxy that refuses is worth another run, and is no interruption', async () => {
  await using account = await openTestAccount();
  await using proxy = await startHttpProxy({ login: 'ada:secret' });
  const { error } = await account.run('cluster status', { environment: { HTTP_PROXY: proxy.address } });
  expect(error).toMatchObject({ exitCode: 75 });
  expect(wordsOf(error)).toMatch(/407.*HTTPS_PROXY/s);
  expect(account.aws.calls).toEqual([]);
});

test('a profile that does not exist is named before AWS is asked', async () => {
  await using account = await openTestAccount();
  const { error } = await account.run('cluster status --profile no-such');
  expect(error).toMatchObject({ exitCode: 2 });
  expect(wordsOf(error)).toContain('The AWS configuration has no profile "no-such"');
  expect(account.aws.calls).toEqual([]);
});
