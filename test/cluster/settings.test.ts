import { expect, test } from 'vitest';
import { readClusterSettings } from '../../src/cluster/create-settings.ts';
import { resolveSettings } from '../../src/settings/resolve.ts';
import { dwhCfgOf } from '../settings/dwh-cfg-of.ts';
import { keys, wordsOf } from './account.ts';

interface Sources {
  readonly flags?: Record<string, unknown>;
  readonly environment?: Record<string, string>;
  /** The text of dwh.cfg. */
  readonly cfg?: string;
}

const gather = ({ flags = {}, environment = {}, cfg }: Sources) =>
  resolveSettings({ flags, environment, file: dwhCfgOf(cfg) });

const read = (cfg: string) => readClusterSettings(gather({ cfg }));

test('a flag beats the environment, which beats the file, which beats the default', () => {
  const cfg = '[DWH]\nDWH_NUM_NODES=3\n[dwh]\ndwh_db=sparkifydb\n';
  const environment = { DWH_NUM_NODES: '4' };
  const { nodes } = gather({ flags: { nodes: '5' }, environment, cfg });
  expect(nodes).toMatchObject({ value: '5', from: '--nodes' });
  expect(gather({ environment, cfg }).nodes).toMatchObject({ value: '4', from: 'DWH_NUM_NODES' });
  expect(gather({ cfg }).nodes).toMatchObject({ value: '3', from: 'dwh.cfg line 2' });
  expect(gather({ cfg }).database).toMatchObject({ value: 'sparkifydb', from: 'dwh.cfg line 4' });
  expect(gather({}).identifier).toMatchObject({ value: 'sparkify', from: 'default' });
});

test('the dwh.cfg of the originals is understood', () => {
  const settings = read(`[DWH]
DWH_CLUSTER_TYPE=multi-node
DWH_NUM_NODES=4
DWH_NODE_TYPE=ra3.xlplus
DWH_CLUSTER_IDENTIFIER=dwhCluster
DWH_DB=dwh
DWH_DB_USER=dwhuser
DWH_DB_PASSWORD=Passw0rd
DWH_PORT=5439
DWH_IAM_ROLE_NAME=dwhRole
[S3]
LOG_DATA=s3://udacity-dend/log_data
LOG_JSONPATH=s3://udacity-dend/log_json_path.json
SONG_DATA=s3://udacity-dend/song_data
`);
  const bucket = 's3://udacity-dend';
  expect(settings).toMatchObject({
    ...{ identifier: 'dwhcluster', user: 'dwhuser', password: 'Passw0rd', roleName: 'dwhRole' },
    compute: { kind: 'nodes', nodeType: 'ra3.xlplus', nodes: 4 },
    reads: [`${bucket}/song_data`, `${bucket}/log_data`, `${bucket}/log_json_path.json`],
  });
});

test.each([
  ['an unknown node type', 'DWH_NODE_TYPE=huge', /line 2.*"huge".*ra3\.large/s],
  ['a number in words', 'DWH_NUM_NODES=four', /line 2.*whole number from 1 to 100.*"four"/],
  [
    'a single node of four',
    'DWH_CLUSTER_TYPE=single-node\nDWH_NUM_NODES=4',
    /"single-node" \(dwh\.cfg line 2\).*4 \(dwh\.cfg line 3\)/,
  ],
  ['too few nodes', 'DWH_NODE_TYPE=ra3.4xlarge\nDWH_NUM_NODES=1', /ra3\.4xlarge needs 2 nodes/],
  ['a cluster type that is none', 'DWH_CLUSTER_TYPE=many', /"single-node" or "multi-node".*"many"/],
  ['a port that Redshift does not take', 'DWH_NUM_NODES=2\nDWH_PORT=5432x', /line 3/],
  ['a port out of range', 'DWH_PORT=6000', /5431 to 5455/],
  ['a name with a blank', 'DWH_CLUSTER_IDENTIFIER=my cluster', /hyphens.*"my cluster"/],
  ['a region that is none', 'REGION=oregon', /us-west-2.*"oregon"/],
  ['a time to live without a unit', 'TTL=2', /30m, 2h or 7d.*"2"/],
  ['a range with bits outside its mask', 'ALLOW_CIDR=10.1.2.3/8', /Did you mean 10\.0\.0\.0\/8/],
  ['what is no range', 'ALLOW_CIDR=home', /range like 203\.0\.113\.7.*"home"/],
  ['the whole internet in other words', 'ALLOW_CIDR=1.2.3.4/0', /type 0\.0\.0\.0\/0/],
  ['a capacity between two steps', 'SERVERLESS=yes\nBASE_CAPACITY=5', /multiple of 8/],
])('%s: refused, with its place and what was expected', (_, lines, expected) => {
  let error: Error | undefined;
  try {
    read(`[DWH]\n${lines}\n`);
  } catch (thrown) {
    error = thrown as Error;
  }
  expect(error).toMatchObject({ exitCode: 2 });
  expect(wordsOf(error)).toMatch(expected);
});

test.each([
  ['dc2.large', 'ra3.large'],
  ['dc2.8xlarge', 'ra3.4xlarge'],
  ['ds2.xlarge', 'ra3.xlplus'],
])('%s, which AWS retired, is replaced by %s', (replaces, nodeType) => {
  const { compute } = read(`[DWH]\nDWH_NODE_TYPE=${replaces}\nDWH_NUM_NODES=4\n`);
  expect(compute).toEqual({ kind: 'nodes', nodeType, nodes: 4, replaces });
});

test('a password that Redshift would refuse is refused without being printed', () => {
  const cfg = '[DWH]\nDWH_DB_PASSWORD=onlysmallletters\n';
  expect(() => read(cfg)).toThrowError(/line 2.*a capital and a digit/);
  expect(() => read(cfg)).not.toThrowError(/onlysmallletters/);
});

test('keys in the file are used, unless the environment has keys', () => {
  const cfg = `${keys}SESSION_TOKEN=notAToken\n`;
  expect(read(cfg).connection.credentials).toEqual({
    ...{ accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'notASecret', sessionToken: 'notAToken' },
  });
  const environment = { AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'y' };
  expect(readClusterSettings(gather({ environment, cfg })).connection.credentials).toBeUndefined();
});

test('a single address is a range of one, and ranges are kept once', () => {
  const { allowCidrs } = read('[DWH]\nALLOW_CIDR=203.0.113.7, 203.0.113.7/32,10.0.0.0/8\n');
  expect(allowCidrs).toEqual(['10.0.0.0/8', '203.0.113.7/32']);
});

test.each([
  ['', { kind: 'serverless', baseCapacity: 4 }],
  ['SERVERLESS=no', { kind: 'nodes', nodes: 2 }],
  ['DWH_NODE_TYPE=ra3.xlplus', { kind: 'nodes', nodes: 2 }],
  ['DWH_CLUSTER_TYPE=single-node', { kind: 'nodes', nodes: 1 }],
  ['DWH_NUM_NODES=4', { kind: 'nodes', nodes: 4 }],
  ['SERVERLESS=yes\nDWH_NUM_NODES=4', { kind: 'serverless', baseCapacity: 4 }],
])('a file of "%s" asks for %j', (lines, compute) => {
  expect(read(`[DWH]\n${lines}\n`).compute).toMatchObject(compute);
});

test('flags that ask for both kinds contradict each other', () => {
  const both = () => readClusterSettings(gather({ flags: { serverless: true, nodes: '2' } }));
  expect(both).toThrow('--serverless and --nodes contradict each other');
});
