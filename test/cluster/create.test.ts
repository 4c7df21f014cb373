import { expect } from 'vitest';
import { pictureOf } from './fake-aws/world.ts';
import { test } from './in-account.ts';

const create = 'cluster create --yes --nodes 2 --data s3://sparkify/raw --work s3://sparkify/work';

test('create makes a role, a security group for the own address only, and an encrypted cluster with that role', async ({
  account,
}) => {
  const { out } = await account.succeed(create);
  expect(out).toContain('sparkify.abc.us-west-2.redshift.amazonaws.com:5439');
  expect(out).toContain('arn:aws:iam::123456789012:role/sparkify-copy');
  expect(pictureOf(account.world)).toMatchSnapshot();
});

test('creating twice changes nothing: the second run makes no mutating call', async ({ account }) => {
  await account.run(create);
  const before = pictureOf(account.world);
  account.aws.calls.length = 0;
  await account.succeed(create);
  expect(account.aws.calls.filter((call) => call.mutating)).toEqual([]);
  expect(account.aws.calls.length).toBeGreaterThan(5);
  expect(pictureOf(account.world)).toEqual(before);
});
