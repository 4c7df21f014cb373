import { expect, test } from 'vitest';
import { completeLogin } from '../../src/warehouse/redshift/login.ts';
import { openRedshift } from '../../src/warehouse/redshift.ts';
import { memoryObjects } from '../redshift/memory-objects.ts';
import { startRedshift } from '../redshift/stand-in.ts';
import { startFakeApi } from './fake-redshift-api.ts';

const base = {
  database: 'dwh',
  region: 'us-west-2',
  awsKeys: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' },
} as const;

const endpoint =
  '<Clusters><Cluster><ClusterStatus>available</ClusterStatus><Endpoint><Address>dwh.example.com</Address><Port>5440</Port></Endpoint></Cluster></Clusters>';
const credentials = (user: string) => `<DbUser>${user}</DbUser><DbPassword>temporary</DbPassword>`;

test('host, user and password are used as they are, and AWS is not asked', async () => {
  const login = await completeLogin({
    ...base,
    host: 'h',
    user: 'u',
    password: 'p',
    awsEndpoint: 'http://nowhere',
  });
  expect(login).toEqual({ host: 'h', port: 5439, user: 'u', password: 'p' });
});

test("without a host the cluster's endpoint is looked up", async () => {
  await using api = await startFakeApi({ DescribeClusters: endpoint });
  const login = await completeLogin({
    ...base,
    cluster: 'sparkify',
    user: 'u',
    password: 'p',
    awsEndpoint: api.url,
  });
  expect(login).toEqual({ host: 'dwh.example.com', port: 5440, user: 'u', password: 'p' });
});

test('without a password GetClusterCredentials gives one for the user', async () => {
  await using api = await startFakeApi({ GetClusterCredentials: credentials('IAM:ada') });
  const login = await completeLogin({
    ...base,
    cluster: 'sparkify',
    host: 'h',
    user: 'ada',
    awsEndpoint: api.url,
  });
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
  const login = await completeLogin({ ...base, cluster: 'sparkify', awsEndpoint: api.url });
  expect(login).toEqual({ host: 'dwh.example.com', port: 5440, user: 'IAMR:loader', password: 'temporary' });
});

test('a serverless workgroup gives its endpoint and credentials', async () => {
  await using api = await startFakeApi({
    GetWorkgroup: { workgroup: { endpoint: { address: 'wg.example.com', port: 5439 }, status: 'AVAILABLE' } },
    GetCredentials: { dbUser: 'IAM:ada', dbPassword: 'temporary' },
  });
  const login = await completeLogin({ ...base, workgroup: 'sparkify', awsEndpoint: api.url });
  expect(login).toEqual({ host: 'wg.example.com', port: 5439, user: 'IAM:ada', password: 'temporary' });
});

test('an endpoint of AWS names its cluster, workgroup and region', async () => {
  await using api = await startFakeApi({
    GetClusterCredentialsWithIAM: credentials('IAM:ada'),
    GetCredentials: { dbUser: 'IAM:bob', dbPassword: 'temporary' },
  });
  const { region, ...rest } = { ...base, awsEndpoint: api.url };
  const cluster = 'dwh.abc123.eu-west-1.redshift.amazonaws.com';
  const workgroup = 'wg.123456789012.eu-west-1.redshift-serverless.amazonaws.com';
  expect((await completeLogin({ ...rest, host: cluster })).user).toBe('IAM:ada');
  expect((await completeLogin({ ...rest, host: workgroup })).user).toBe('IAM:bob');
  expect(api.calls.map(({ parameters }) => parameters)).toMatchObject([
    { ClusterIdentifier: 'dwh' },
    { workgroupName: 'wg' },
  ]);
});

test('a temporary user logs in', async () => {
  await using redshift = await startRedshift({ objects: memoryObjects(), users: { 'IAM:ada': 'temporary' } });
  await using api = await startFakeApi({ GetClusterCredentialsWithIAM: credentials('IAM:ada') });
  const { host, port, ca } = redshift;
  await using warehouse = await openRedshift({
    ...base,
    host,
    port,
    ca,
    cluster: 'sparkify',
    awsEndpoint: api.url,
  });
  expect((await warehouse.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
});

test('a cluster that does not exist is named with what to do', async () => {
  await using api = await startFakeApi({ DescribeClusters: { error: 'ClusterNotFound' } });
  const login = completeLogin({ ...base, cluster: 'sparkify', awsEndpoint: api.url });
  await expect(login).rejects.toMatchObject({
    message: 'The Redshift cluster "sparkify" does not exist in us-west-2.',
    exitCode: 2,
    hints: [expect.stringContaining('sparkify cluster create'), expect.anything()],
  });
});

test('a paused cluster says how to start it', async () => {
  await using api = await startFakeApi({ DescribeClusters: endpoint.replace('available', 'paused') });
  const login = completeLogin({ ...base, cluster: 'sparkify', awsEndpoint: api.url });
  await expect(login).rejects.toMatchObject({
    exitCode: 75,
    hints: [expect.stringContaining('cluster resume')],
  });
});

test('a refusal by AWS names the rights that are needed', async () => {
  await using api = await startFakeApi({ GetClusterCredentialsWithIAM: { error: 'AccessDenied' } });
  const login = completeLogin({ ...base, host: 'h', cluster: 'sparkify', awsEndpoint: api.url });
  await expect(login).rejects.toMatchObject({
    exitCode: 2,
    hints: [expect.stringContaining('GetClusterCredentialsWithIAM'), expect.anything()],
  });
});

test('settings with neither a password nor a cluster say what is missing', async () => {
  await expect(completeLogin({ ...base, host: 'h' })).rejects.toThrow(
    'The settings for Redshift lack a user, a password.',
  );
});
