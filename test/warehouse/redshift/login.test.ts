import { expect, test } from 'vitest';
import { completeLogin } from '../../../src/warehouse/redshift/login.ts';
import { openRedshift } from '../../../src/warehouse/redshift/redshift.ts';
import type { RedshiftSettings } from '../../../src/warehouse/redshift/settings.ts';
import { memoryObjects } from '../../redshift/memory-objects.ts';
import { startRedshift } from '../../redshift/stand-in.ts';
import { startFakeApi } from './fake-redshift-api.ts';

const base = { database: 'dwh' } as const;

/** Asks a fake of AWS. */
const at = (endpoint: string, region?: string) => ({
  endpoint,
  credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' },
  ...(region !== undefined && { region }),
});

const endpoint =
  '<Clusters><Cluster><ClusterStatus>available</ClusterStatus><Endpoint><Address>dwh.example.com</Address><Port>5440</Port></Endpoint></Cluster></Clusters>';
const credentials = (user: string) => `<DbUser>${user}</DbUser><DbPassword>temporary</DbPassword>`;

/** The login to the cluster `sparkify`, whose region is known. */
const logIn = (endpoint: string, settings: Partial<RedshiftSettings> = {}) =>
  completeLogin({ ...base, cluster: 'sparkify', aws: at(endpoint, 'us-west-2'), ...settings });

test('host, user and password are used as they are, and AWS is not asked', async () => {
  const login = await logIn('http://nowhere', { host: 'h', user: 'u', password: 'p' });
  expect(login).toEqual({ host: 'h', port: 5439, user: 'u', password: 'p' });
});

test("without a host the cluster's endpoint is looked up", async () => {
  await using api = await startFakeApi({ DescribeClusters: endpoint });
  const login = await logIn(api.url, { user: 'u', password: 'p' });
  expect(login).toEqual({ host: 'dwh.example.com', port: 5440, user: 'u', password: 'p' });
});

test('without a password GetClusterCredentials gives one for the user', async () => {
  await using api = await startFakeApi({ GetClusterCredentials: credentials('IAM:ada') });
  const login = await logIn(api.url, { host: 'h', user: 'ada' });
  expect(login).toEqual({ host: 'h', port: 5439, user: 'IAM:ada', password: 'temporary' });
  expect(api.calls[0]?.parameters).toMatchObject({
    DbUser: 'ada',
    DbName: 'dwh',
    ClusterIdentifier: 'sparkify',
  });
});

test('without a user GetClusterCredentialsWithIAM gives both', async () => {
  await using api = await startFakeApi({
    DescribeClusters: endpoint,
    GetClusterCredentialsWithIAM: credentials('IAMR:loader'),
  });
  const login = await logIn(api.url);
  expect(login).toEqual({ host: 'dwh.example.com', port: 5440, user: 'IAMR:loader', password: 'temporary' });
});

test('a serverless workgroup gives its endpoint and credentials', async () => {
  await using api = await startFakeApi({
    GetWorkgroup: { workgroup: { endpoint: { address: 'wg.example.com', port: 5439 }, status: 'AVAILABLE' } },
    GetNamespace: { namespace: { namespaceName: 'sparkify' } },
    ListTagsForResource: { tags: [] },
    ListUsageLimits: { usageLimits: [] },
    GetCredentials: { dbUser: 'IAM:ada', dbPassword: 'temporary' },
  });
  const login = await completeLogin({ ...base, workgroup: 'sparkify', aws: at(api.url, 'us-west-2') });
  expect(login).toEqual({ host: 'wg.example.com', port: 5439, user: 'IAM:ada', password: 'temporary' });
});

test('an endpoint of AWS names its cluster, workgroup and region', async () => {
  await using api = await startFakeApi({
    GetClusterCredentialsWithIAM: credentials('IAM:ada'),
    GetCredentials: { dbUser: 'IAM:bob', dbPassword: 'temporary' },
  });
  const rest = { ...base, aws: at(api.url) };
  const cluster = 'dwh.abc123.eu-west-1.redshift.amazonaws.com';
  const workgroup = 'wg.123456789012.eu-west-1.redshift-serverless.amazonaws.com';
  expect((await completeLogin({ ...rest, host: cluster })).user).toBe('IAM:ada');
  expect((await completeLogin({ ...rest, host: workgroup })).user).toBe('IAM:bob');
  const named = api.calls.map(({ parameters }) => parameters.ClusterIdentifier ?? parameters.workgroupName);
  // Each is looked at first, which is refused here and keeps nobody from logging in.
  expect(named.filter(Boolean)).toEqual(expect.arrayContaining(['dwh', 'wg']));
});

test('a temporary user logs in', async () => {
  await using redshift = await startRedshift({ objects: memoryObjects(), users: { 'IAM:ada': 'temporary' } });
  await using api = await startFakeApi({ GetClusterCredentialsWithIAM: credentials('IAM:ada') });
  const { host, port, ca } = redshift;
  const aws = at(api.url, 'us-west-2');
  await using warehouse = await openRedshift({ ...base, host, port, ca, cluster: 'sparkify', aws });
  expect((await warehouse.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
});

test('a cluster that does not exist is named with what to do', async () => {
  await using api = await startFakeApi({
    DescribeClusters: { error: 'ClusterNotFound' },
    GetWorkgroup: { error: 'ResourceNotFoundException' },
  });
  const login = logIn(api.url);
  await expect(login).rejects.toMatchObject({
    message: 'There is no cluster "sparkify" in us-west-2.',
    exitCode: 2,
    hints: expect.arrayContaining([expect.objectContaining({ command: 'cluster create' })]),
  });
});

test('a paused cluster says how to start it', async () => {
  await using api = await startFakeApi({ DescribeClusters: endpoint.replace('available', 'paused') });
  const login = logIn(api.url);
  await expect(login).rejects.toMatchObject({
    exitCode: 75,
    hints: [expect.objectContaining({ command: 'cluster resume' })],
  });
});

test('a refusal by AWS names the rights that are needed', async () => {
  await using api = await startFakeApi({ GetClusterCredentialsWithIAM: { error: 'AccessDenied' } });
  const login = logIn(api.url, { host: 'h' });
  await expect(login).rejects.toMatchObject({
    exitCode: 2,
    message: expect.stringContaining('Asking for a password of the Redshift cluster "sparkify"'),
    hints: [expect.objectContaining({ command: 'cluster policy' })],
  });
});

test('settings with neither a password nor a cluster say what is missing', async () => {
  await expect(completeLogin({ ...base, host: 'h' })).rejects.toThrow(
    'The settings for Redshift lack a user, a password.',
  );
});
