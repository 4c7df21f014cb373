import { expect, test } from 'vitest';
import { readClusterSettings } from '../../src/cluster/settings.ts';
import { resolveSettings } from '../../src/settings/resolve.ts';
import { dwhCfgOf, type FileEntry } from '../settings/dwh-cfg-of.ts';
import { wordsOf } from './account.ts';

test('a flag beats the environment, which beats the file, which beats the default', () => {
  const entries = [entry('DWH', 'DWH_NUM_NODES', '3', 7), entry('dwh', 'dwh_db', 'sparkifydb', 8)];
  const given = gather({ flags: { nodes: '5' }, environment: { DWH_NUM_NODES: '4' }, entries });
  expect(given.nodes).toMatchObject({ value: '5', from: '--nodes' });
  expect(gather({ environment: { DWH_NUM_NODES: '4' }, entries }).nodes).toMatchObject({
    value: '4',
    from: 'DWH_NUM_NODES',
  });
  expect(gather({ entries }).nodes).toMatchObject({ value: '3', from: 'dwh.cfg line 7' });
  expect(gather({ entries }).database).toMatchObject({ value: 'sparkifydb', from: 'dwh.cfg line 8' });
  expect(gather({}).identifier).toMatchObject({ value: 'sparkify', from: 'default' });
});

test('the dwh.cfg of the originals is understood', () => {
  const settings = read([
    entry('DWH', 'DWH_CLUSTER_TYPE', 'multi-node', 1),
    entry('DWH', 'DWH_NUM_NODES', '4', 2),
    entry('DWH', 'DWH_NODE_TYPE', 'ra3.xlplus', 3),
    entry('DWH', 'DWH_CLUSTER_IDENTIFIER', 'dwhCluster', 4),
    entry('DWH', 'DWH_DB', 'dwh', 5),
    entry('DWH', 'DWH_DB_USER', 'dwhuser', 6),
    entry('DWH', 'DWH_DB_PASSWORD', 'Passw0rd', 7),
    entry('DWH', 'DWH_PORT', '5439', 8),
    entry('DWH', 'DWH_IAM_ROLE_NAME', 'dwhRole', 9),
    entry('S3', 'LOG_DATA', 's3://udacity-dend/log_data', 10),
    entry('S3', 'LOG_JSONPATH', 's3://udacity-dend/log_json_path.json', 11),
    entry('S3', 'SONG_DATA', 's3://udacity-dend/song_data', 12),
  ]);
  expect(settings).toMatchObject({
    identifier: 'dwhcluster',
    compute: { kind: 'nodes', nodeType: 'ra3.xlplus', nodes: 4 },
    user: 'dwhuser',
    password: 'Passw0rd',
    roleName: 'dwhRole',
    reads: [
      's3://udacity-dend/song_data',
      's3://udacity-dend/log_data',
      's3://udacity-dend/log_json_path.json',
    ],
  });
});

const refused: readonly (readonly [string, readonly FileEntry[], RegExp])[] = [
  ['an unknown node type', [entry('DWH', 'DWH_NODE_TYPE', 'huge', 3)], /line 3.*"huge".*ra3\.large/s],
  [
    'a number in words',
    [entry('DWH', 'DWH_NUM_NODES', 'four', 2)],
    /line 2.*whole number from 1 to 100.*"four"/,
  ],
  [
    'a single node of four',
    [entry('DWH', 'DWH_CLUSTER_TYPE', 'single-node', 1), entry('DWH', 'DWH_NUM_NODES', '4', 2)],
    /"single-node" \(dwh\.cfg line 1\).*4 \(dwh\.cfg line 2\)/,
  ],
  [
    'too few nodes',
    [entry('DWH', 'DWH_NODE_TYPE', 'ra3.4xlarge', 1), entry('DWH', 'DWH_NUM_NODES', '1', 2)],
    /ra3\.4xlarge needs 2 nodes/,
  ],
  ['a port that Redshift does not take', [entry('DWH', 'DWH_PORT', '5432x', 4)], /line 4/],
  ['a port out of range', [entry('DWH', 'DWH_PORT', '6000', 4)], /5431 to 5455/],
  ['a name with a blank', [entry('DWH', 'DWH_CLUSTER_IDENTIFIER', 'my cluster', 4)], /hyphens.*"my cluster"/],
  ['a region that is none', [entry('AWS', 'REGION', 'oregon', 4)], /us-west-2.*"oregon"/],
  ['a time to live without a unit', [entry('DWH', 'TTL', '2', 4)], /30m, 2h or 7d.*"2"/],
  [
    'a range with bits outside its mask',
    [entry('DWH', 'ALLOW_CIDR', '10.1.2.3/8', 4)],
    /Did you mean 10\.0\.0\.0\/8/,
  ],
  ['what is no range', [entry('DWH', 'ALLOW_CIDR', 'home', 4)], /range like 203\.0\.113\.7.*"home"/],
  ['the whole internet in other words', [entry('DWH', 'ALLOW_CIDR', '1.2.3.4/0', 4)], /type 0\.0\.0\.0\/0/],
  [
    'a capacity between two steps',
    [entry('DWH', 'SERVERLESS', 'yes', 1), entry('DWH', 'BASE_CAPACITY', '5', 2)],
    /multiple of 8/,
  ],
];

for (const [what, entries, expected] of refused) {
  test(`${what}: refused, with its place and what was expected`, () => {
    let error: Error | undefined;
    try {
      read(entries);
    } catch (thrown) {
      error = thrown as Error;
    }
    expect(error).toMatchObject({ exitCode: 2 });
    expect(wordsOf(error)).toMatch(expected);
  });
}

test.each([
  ['dc2.large', 'ra3.large'],
  ['dc2.8xlarge', 'ra3.4xlarge'],
  ['ds2.xlarge', 'ra3.xlplus'],
])('%s, which AWS retired, is replaced by %s', (replaces, nodeType) => {
  expect(read([entry('DWH', 'DWH_NODE_TYPE', replaces, 3)]).compute).toMatchObject({ nodeType, replaces });
});

test('a password that Redshift would refuse is refused without being printed', () => {
  const entries = [entry('DWH', 'DWH_DB_PASSWORD', 'onlysmallletters', 7)];
  expect(() => read(entries)).toThrowError(/line 7.*a capital and a digit/);
  expect(() => read(entries)).not.toThrowError(/onlysmallletters/);
});

test('keys in the file are used, unless the environment has keys', () => {
  const entries = [
    entry('AWS', 'KEY', 'AKIDEXAMPLE', 1),
    entry('AWS', 'SECRET', 'notASecret', 2),
    entry('AWS', 'SESSION_TOKEN', 'notAToken', 3),
  ];
  expect(read(entries).connection.credentials).toEqual({
    accessKeyId: 'AKIDEXAMPLE',
    secretAccessKey: 'notASecret',
    sessionToken: 'notAToken',
  });
  const environment = { AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'y' };
  expect(readClusterSettings(gather({ environment, entries })).connection.credentials).toBeUndefined();
});

test('a single-node cluster has one node without a setting', () => {
  expect(read([entry('DWH', 'DWH_CLUSTER_TYPE', 'single-node', 1)]).compute).toMatchObject({ nodes: 1 });
});

test('a single address is a range of one, and ranges are kept once', () => {
  const settings = read([entry('DWH', 'ALLOW_CIDR', '203.0.113.7, 203.0.113.7/32,10.0.0.0/8', 4)]);
  expect(settings.allowCidrs).toEqual(['10.0.0.0/8', '203.0.113.7/32']);
});

function entry(section: string, key: string, value: string, line: number): FileEntry {
  return { section, key, value, line };
}

function gather(sources: {
  readonly flags?: Record<string, unknown>;
  readonly environment?: Record<string, string>;
  readonly entries?: readonly FileEntry[];
}) {
  const { flags = {}, environment = {}, entries = [] } = sources;
  return resolveSettings({ flags, environment, file: dwhCfgOf(entries) });
}

function read(entries: readonly FileEntry[]) {
  return readClusterSettings(gather({ entries }));
}

test.each([
  [[], 'serverless', 4],
  [[entry('DWH', 'SERVERLESS', 'no', 1)], 'nodes', 2],
  [[entry('DWH', 'DWH_NODE_TYPE', 'ra3.xlplus', 1)], 'nodes', 2],
  [[entry('DWH', 'DWH_CLUSTER_TYPE', 'single-node', 1)], 'nodes', 1],
  [[entry('DWH', 'DWH_NUM_NODES', '4', 1)], 'nodes', 4],
  [[entry('DWH', 'SERVERLESS', 'yes', 1), entry('DWH', 'DWH_NUM_NODES', '4', 2)], 'serverless', 4],
] as const)('a file of %j asks for %s', (entries, kind, size) => {
  const { compute } = read([...entries]);
  expect(compute).toMatchObject(kind === 'nodes' ? { kind, nodes: size } : { kind, baseCapacity: size });
});

test('a retired node type is replaced by the one that AWS names', () => {
  const nodes = [entry('DWH', 'DWH_NODE_TYPE', 'dc2.large', 1), entry('DWH', 'DWH_NUM_NODES', '4', 2)];
  const compute = { kind: 'nodes', nodeType: 'ra3.large', nodes: 4, replaces: 'dc2.large' };
  expect(read(nodes).compute).toEqual(compute);
});

test('flags that ask for both kinds contradict each other', () => {
  const both = () => readClusterSettings(gather({ flags: { serverless: true, nodes: '2' } }));
  expect(both).toThrow('--serverless and --nodes contradict each other');
});
