import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
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

test('a dwh.cfg says where the data is, where the warehouse is, and who reads', () => {
  const { redshift, logs, songs, logJsonpath } = load(usual);
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

test('the environment beats the file, REDSHIFT_ beats PG, and flags beat both', () => {
  const variables = { PGHOST: 'pg', REDSHIFT_HOST: 'redshift', PGUSER: 'me', SPARKIFY_SONGS: 'songs' };
  const { redshift, logs, songs, origins, file } = load(usual, { logs: 'mine' }, variables);
  expect(redshift.connection).toMatchObject({ host: 'redshift', user: 'me', password: 'Passw0rd' });
  expect({ logs, songs }).toEqual({ logs: 'mine', songs: 'songs' });
  expect(origins).toMatchObject({
    host: 'REDSHIFT_HOST',
    user: 'PGUSER',
    password: `${file} line 5`,
    logs: '--logs',
    songs: 'SPARKIFY_SONGS',
    logJsonpath: `${file} line 13`,
    warehouse: 'default',
  });
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
    `${file} holds DB_PASSWORD and SECRET, and others can read it: chmod 600 ${file}`,
  ]);
  expect(load('[CLUSTER]\nHOST=h\n', {}, {}, 0o644).warnings).toEqual([]);
});

test('a file that was named and is not there is told', () => {
  expect(() => loadConfig({ config: '/no/such/dwh.cfg' }, { variables: {} })).toThrow(
    'The configuration file /no/such/dwh.cfg cannot be read: it does not exist.',
  );
});

test('without a file there are the defaults', () => {
  const config = loadConfig({}, { variables: {} });
  expect(config).toMatchObject({ warehouse: 'sparkify.duckdb', warnings: [] });
  expect(new Set(Object.values(config.origins))).toEqual(new Set(['default']));
  expect(config.s3).toEqual({ signRequests: true, requesterPays: false });
  expect(config.redshift.connection).toMatchObject({ cluster: 'sparkify', aws: { region: 'us-west-2' } });
});

test('a port that is none is told with the variable', () => {
  expect(() => loadConfig({}, { variables: { PGPORT: 'five' } })).toThrow('PGPORT should be a port');
});

test('an authority to trust is read from the file that PGSSLROOTCERT names', () => {
  const { redshift } = loadConfig({}, { variables: { PGSSLROOTCERT: 'package.json' } });
  expect(redshift.connection.ca).toContain('sparkify-warehouse');
  expect(() => loadConfig({}, { variables: { PGSSLROOTCERT: '/no/such' } })).toThrow('PGSSLROOTCERT names');
});

test('the warehouse is looked up by its name: the cluster, or the workgroup, that the file speaks of', () => {
  const named = (text: string) => load(text).redshift.connection;
  const none = { cluster: undefined, workgroup: undefined };
  expect({ ...none, ...named('[DWH]\nDWH_CLUSTER_IDENTIFIER=dwhCluster\n') }).toMatchObject({
    cluster: 'dwhcluster',
  });
  expect({ ...none, ...named('[DWH]\nSERVERLESS=yes\n') }).toMatchObject({ ...none, workgroup: 'sparkify' });
  expect({ ...none, ...named('[CLUSTER]\nWORKGROUP=wg\n') }).toMatchObject({ ...none, workgroup: 'wg' });
  expect({ ...none, ...named('[CLUSTER]\nHOST=my.own.name\n') }).toMatchObject(none);
});

test('[S3] DATA and [AWS] PROFILE count, and what stands beside DATA says more', () => {
  const { data, songs, s3 } = load('[S3]\nDATA=s3://music\nSONG_DATA=s3://songs\n[AWS]\nPROFILE=work\n');
  expect({ data, songs, profile: s3?.profile }).toEqual({
    data: 's3://music',
    songs: 's3://songs',
    profile: 'work',
  });
});
