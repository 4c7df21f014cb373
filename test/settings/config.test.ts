import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Flags, loadConfig } from '../../src/config.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const usual = `[CLUSTER]
HOST=dwh.abc.us-west-2.redshift.amazonaws.com
DB_NAME=sparkify
DB_USER=dwhuser
DB_PASSWORD=Passw0rd
DB_PORT=5440

[IAM_ROLE]
ARN='arn:aws:iam::123456789012:role/dwhRole'

[S3]
LOG_DATA='s3://music/log_data'
LOG_JSONPATH='s3://music/log_json_path.json'
SONG_DATA='s3://music/song_data'
WORK='s3://music/work'

[AWS]
KEY=AKIAEXAMPLE
SECRET=abc/def
`;

/** The configuration that a file, flags and variables come to. */
function load(text: string, flags: Flags = {}, variables: Record<string, string> = {}, mode = 0o600) {
  using folder = temporaryFolder();
  const config = join(folder.path, 'dwh.cfg');
  writeFileSync(config, text);
  chmodSync(config, mode);
  return { ...loadConfig({ ...flags, config }, { variables }), file: config };
}

/** The same with Redshift as the warehouse: only then is anything about it read. */
function loadRedshift(...[text, flags = {}, ...rest]: Parameters<typeof load>) {
  const { redshift, ...config } = load(text, { warehouse: 'redshift', ...flags }, ...rest);
  if (redshift === undefined) throw new Error('Nothing says how to reach Redshift.');
  return { ...config, redshift };
}

test('a dwh.cfg says where the data is, where the warehouse is, and who reads', () => {
  const { redshift, logs, songs, logJsonpath } = loadRedshift(usual);
  expect({ logs, songs, logJsonpath }).toEqual({
    logs: 's3://music/log_data',
    songs: 's3://music/song_data',
    logJsonpath: 's3://music/log_json_path.json',
  });
  expect(redshift).toMatchObject({
    connection: {
      host: 'dwh.abc.us-west-2.redshift.amazonaws.com',
      ...{ port: 5440, database: 'sparkify', user: 'dwhuser', password: 'Passw0rd' },
      aws: { credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'abc/def' } },
    },
    role: 'arn:aws:iam::123456789012:role/dwhRole',
    work: 's3://music/work',
    s3: { credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'abc/def' } },
  });
});

test('the environment beats the file, and flags beat both', () => {
  const variables = { REDSHIFT_HOST: 'redshift', REDSHIFT_USER: 'me', SPARKIFY_SONGS: 'songs' };
  const { redshift, logs, songs, origins, file } = loadRedshift(usual, { logs: 'mine' }, variables);
  expect(redshift.connection).toMatchObject({ host: 'redshift', user: 'me', password: 'Passw0rd' });
  expect({ logs, songs }).toEqual({ logs: 'mine', songs: 'songs' });
  expect(origins).toMatchObject({
    host: 'REDSHIFT_HOST',
    user: 'REDSHIFT_USER',
    password: `${file} line 5`,
    logs: '--logs',
    songs: 'SPARKIFY_SONGS',
    logJsonpath: `${file} line 13`,
    warehouse: '--warehouse',
  });
});

describe('variables of libpq:', () => {
  const variables = {
    ...{ PGHOST: 'pg', PGPORT: '5432', PGDATABASE: 'My-DB', PGUSER: 'IAM:me', PGPASSWORD: 'secret' },
    PGSSLROOTCERT: 'system',
  };
  const none = '[S3]\n';

  test('they count together where nothing else names a host, and it is said', () => {
    const { redshift, warnings } = loadRedshift(none, {}, variables);
    expect(redshift.connection).toMatchObject({
      ...{ host: 'pg', port: 5432, database: 'My-DB', user: 'IAM:me', password: 'secret', ca: undefined },
    });
    expect(warnings).toEqual([
      'PGHOST, PGDATABASE, PGUSER, PGPASSWORD, PGPORT, PGSSLROOTCERT say how to connect, since nothing else names a host.',
    ]);
  });

  test.each([
    ['HOST of the file', '[DB]\nHOST=h\n', {}, {}],
    ['DWH_CLUSTER_IDENTIFIER of the file', '[DWH]\nDWH_CLUSTER_IDENTIFIER=mine\n', {}, {}],
    ['REDSHIFT_HOST', none, { REDSHIFT_HOST: 'h' }, {}],
    ['REDSHIFT_CLUSTER', none, { REDSHIFT_CLUSTER: 'mine' }, {}],
    ['--identifier', none, {}, { identifier: 'mine' }],
  ])('none of them counts beside %s', (_, text, more, flags) => {
    const { redshift, warnings } = loadRedshift(text, flags, { ...variables, ...more });
    expect(redshift.connection).toMatchObject({ database: 'dwh', user: undefined, password: undefined });
    expect(redshift.connection.host).not.toBe('pg');
    expect(warnings).toEqual([]);
  });

  test('on DuckDB none of them is looked at', () => {
    const { redshift, origins, warnings } = load(none, {}, { ...variables, PGSSLROOTCERT: '/no/such' });
    expect({ redshift, warnings }).toEqual({ redshift: undefined, warnings: [] });
    expect(Object.values(origins).filter((from) => from.startsWith('PG'))).toEqual([]);
  });
});

test('--identifier names another cluster than HOST of the file', () => {
  const { redshift } = loadRedshift(usual, { identifier: 'other' });
  expect(redshift.connection).toMatchObject({ host: undefined, cluster: 'other' });
});

test('--data beats the locations of the file, which say less', () => {
  const { data, logs, songs, logJsonpath } = load(usual, { data: 'here' });
  expect({ data, logs, songs, logJsonpath }).toEqual({ data: 'here' });
});

test('keys of the file yield to a profile and to keys of the environment', () => {
  expect(load(usual, { profile: 'work' }).s3?.credentials).toBeUndefined();
  expect(load(usual, {}, { AWS_ACCESS_KEY_ID: 'AKIAOTHER' }).s3?.credentials).toBeUndefined();
  expect(load(usual, {}, { AWS_ACCESS_KEY_ID: '' }).s3?.credentials).toBeDefined();
});

test.skipIf(process.platform === 'win32')('a file with secrets that others can read is warned about', () => {
  expect(load(usual).warnings).toEqual([]);
  const { warnings, file } = load(usual, {}, {}, 0o644);
  expect(warnings).toEqual([
    `${file} holds DB_PASSWORD, KEY and SECRET, and others can read it: chmod 600 ${file}`,
  ]);
  expect(load('[CLUSTER]\nHOST=h\n', {}, {}, 0o644).warnings).toEqual([]);
});

test('a file that was named and is not there is reported', () => {
  expect(() => loadConfig({ config: '/no/such/dwh.cfg' }, { variables: {} })).toThrow(
    'The configuration file /no/such/dwh.cfg cannot be read: it does not exist.',
  );
});

test('without a file there are the defaults', () => {
  const config = loadConfig({}, { variables: {} });
  expect(config).toMatchObject({ warehouse: 'sparkify.duckdb', warnings: [] });
  expect(new Set(Object.values(config.origins))).toEqual(new Set(['default']));
  expect(config.s3).toEqual({ signRequests: true, requesterPays: false });
  const { redshift } = loadConfig({ warehouse: 'redshift' }, { variables: {} });
  expect(redshift?.connection).toMatchObject({ cluster: 'sparkify', aws: { region: 'us-west-2' } });
});

test('a value that cannot be meant stops those who need it, and names its origin', () => {
  const broken = '[CLUSTER]\nHOST=h\nDB_PORT=five\nDB_PASSWORD=50%off\n[IAM_ROLE]\nARN=dwhRole\n';
  expect(load(broken).warehouse).toBe('sparkify.duckdb');
  expect(() => loadRedshift(broken)).toThrow('line 3 should be a port');
  expect(() => loadRedshift(broken.replace('five', '5439'))).toThrow('"db_password" has a "%" by itself');
  expect(() => loadRedshift(broken.replace('five', '5439').replace('%', '%%'))).toThrow(
    /The IAM role \(.* line 6\) should be an ARN/,
  );
});

test('an authority to trust is read from the file that REDSHIFT_SSLROOTCERT names', () => {
  const { redshift } = loadRedshift('', {}, { REDSHIFT_SSLROOTCERT: 'package.json' });
  expect(redshift.connection.ca).toContain('sparkify-warehouse');
  expect(() => loadRedshift('', {}, { REDSHIFT_SSLROOTCERT: '/no/such' })).toThrow(
    'REDSHIFT_SSLROOTCERT names',
  );
});

test('the warehouse is looked up by its name: the cluster, or the workgroup, that the file speaks of', () => {
  const named = (text: string) => loadRedshift(text).redshift.connection;
  const none = { cluster: undefined, workgroup: undefined };
  expect({ ...none, ...named('[DWH]\nDWH_CLUSTER_IDENTIFIER=dwhCluster\n') }).toMatchObject({
    cluster: 'dwhcluster',
  });
  expect({ ...none, ...named('[DWH]\nSERVERLESS=yes\n') }).toMatchObject({
    ...none,
    cluster: 'sparkify',
  });
  expect({ ...none, ...named('[CLUSTER]\nWORKGROUP=wg\n') }).toMatchObject({ ...none, workgroup: 'wg' });
  expect({ ...none, ...named('[CLUSTER]\nHOST=my.own.name\n') }).toMatchObject(none);
});

test('[S3] DATA and [AWS] PROFILE count, and the keys beside DATA say more', () => {
  const { data, songs, s3 } = load('[S3]\nDATA=s3://music\nSONG_DATA=s3://songs\n[AWS]\nPROFILE=work\n');
  expect({ data, songs, profile: s3?.profile }).toEqual({
    data: 's3://music',
    songs: 's3://songs',
    profile: 'work',
  });
});
