import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type DwhCfg, parseDwhCfg } from '../../src/settings/dwh-cfg.ts';
import { isPlaceholder } from '../../src/settings/placeholder.ts';

/** The settings as plain text. */
const plain = ({ settings }: DwhCfg) =>
  Object.fromEntries(Object.entries(settings).map(([setting, { value }]) => [setting, value]));

const read = (text: string) => plain(parseDwhCfg(text, 'dwh.cfg'));

test('reads the dwh.cfg of an etl.py', () => {
  const cfg = parseDwhCfg(
    `[CLUSTER]
HOST=dwh.abc.us-west-2.redshift.amazonaws.com
DB_NAME=dwh
DB_USER=dwhuser
DB_PASSWORD=Passw0rd
DB_PORT=5439

[IAM_ROLE]
ARN='arn:aws:iam::123456789012:role/dwhRole'

[S3]
LOG_DATA='s3://udacity-dend/log_data'
LOG_JSONPATH="s3://udacity-dend/log_json_path.json"
SONG_DATA=s3://udacity-dend/song_data
`,
    'dwh.cfg',
  );
  expect(plain(cfg)).toEqual({
    host: 'dwh.abc.us-west-2.redshift.amazonaws.com',
    ...{ database: 'dwh', user: 'dwhuser', password: 'Passw0rd', port: '5439' },
    role: 'arn:aws:iam::123456789012:role/dwhRole',
    logs: 's3://udacity-dend/log_data',
    logJsonpath: 's3://udacity-dend/log_json_path.json',
    songs: 's3://udacity-dend/song_data',
  });
  expect(cfg.settings.role?.line).toBe(9);
  expect(cfg.keys.filter(({ setting }) => setting === undefined)).toEqual([]);
});

test('reads the dwh.cfg of an infrastructure notebook', () => {
  expect(
    read(`[AWS]
KEY=AKIAEXAMPLE
SECRET=abc/def+ghi

[DWH]
DWH_CLUSTER_TYPE       = multi-node
DWH_NUM_NODES          = 4
DWH_NODE_TYPE          = dc2.large
DWH_CLUSTER_IDENTIFIER = dwhCluster
DWH_DB                 = dwh
DWH_DB_USER            = dwhuser
DWH_DB_PASSWORD        = Passw0rd
DWH_PORT               = 5439
DWH_IAM_ROLE_NAME      = dwhRole
DWH_ENDPOINT:            dwh.example.com
DWH_ROLE_ARN           = arn:aws:iam::123456789012:role/dwhRole
`),
  ).toEqual({
    ...{ awsKey: 'AKIAEXAMPLE', awsSecret: 'abc/def+ghi', clusterType: 'multi-node', nodes: '4' },
    ...{ nodeType: 'dc2.large', identifier: 'dwhCluster', database: 'dwh', user: 'dwhuser', port: '5439' },
    ...{ password: 'Passw0rd', roleName: 'dwhRole', host: 'dwh.example.com' },
    role: 'arn:aws:iam::123456789012:role/dwhRole',
  });
});

test('[CLUSTER] may hold the names of [DWH], and sections and keys be in any case', () => {
  expect(read('[cluster]\ndwh_endpoint = h\nDwh_Db = d\n[iam_role]\nDWH_IAM_ROLE_ARN = r')).toEqual({
    ...{ host: 'h', database: 'd', role: 'r' },
  });
});

test('HOST beats DWH_ENDPOINT', () => {
  expect(read('[DWH]\nDWH_ENDPOINT = old\n[CLUSTER]\nHOST = new')).toEqual({ host: 'new' });
});

test('an empty value is none', () => {
  expect(read('[CLUSTER]\nHOST=\nDB_NAME=""\n[DWH]\nDWH_ENDPOINT=h')).toEqual({ host: 'h' });
});

test('comments are on lines of their own, with # or ;', () => {
  expect(read('# one\n; two\n[CLUSTER]\n  # three\nHOST = h\n')).toEqual({ host: 'h' });
});

test('a comment behind a value is refused where Python would take it as a part of the value', () => {
  expect(() => read('[CLUSTER]\n\nHOST = h # mine')).toThrow('dwh.cfg line 3: the comment behind "host"');
  expect(read('[CLUSTER]\nDB_PASSWORD = a #b')).toEqual({ password: 'a #b' });
});

test('%% is a percent sign and %(key)s another value', () => {
  expect(read('[CLUSTER]\nDB_PASSWORD = 50%%off\nDB_USER = x\nDB_NAME = %(db_user)s_db')).toEqual({
    ...{ password: '50%off', user: 'x', database: 'x_db' },
  });
  expect(read('[DEFAULT]\nbase = s3://b\n[S3]\nLOG_DATA = %(base)s/log_data')).toEqual({
    logs: 's3://b/log_data',
  });
});

test('blanks inside quotes are trimmed', () => {
  expect(read('[CLUSTER]\nHOST = " h "\nDB_NAME=\' d\'')).toEqual({ host: 'h', database: 'd' });
});

test('an indented line goes on with the value above', () => {
  expect(read('[S3]\nSONG_DATA =\n    s3://b/song_data\n')).toEqual({ songs: 's3://b/song_data' });
});

test('a byte order mark and line ends of Windows are taken', () => {
  expect(read('\uFEFF[CLUSTER]\r\nHOST=h\r\nDB_NAME=d\r\n')).toEqual({ host: 'h', database: 'd' });
});

for (const [text, message] of [
  ['HOST=h', 'dwh.cfg line 1: a section such as [CLUSTER] should come first.'],
  ['[CLUSTER]\nHOST', 'dwh.cfg line 2: a line should be "key = value".'],
  ['[CLUSTER]\n= h', 'dwh.cfg line 2: a line should be "key = value".'],
  ['[CLUSTER]\nHOST=a\nhost=b', 'dwh.cfg line 3: "host" is in [CLUSTER] a second time, after line 2.'],
  ['[S3]\n[CLUSTER]\n[S3]', 'dwh.cfg line 3: the section [S3] occurs twice.'],
  ['[CLUSTER]\nDB_PASSWORD=50%off', 'dwh.cfg line 2: "db_password" has a "%" by itself.'],
  ['[CLUSTER]\nHOST=%(nothing)s', 'dwh.cfg line 2: "host" refers by %(…)s to a value that is not there.'],
  ['[CLUSTER]\nHOST=%(host)s', 'dwh.cfg line 2: "host" refers to itself.'],
] as const) {
  test(`says what is wrong: ${message}`, () => {
    expect(() => read(text)).toThrow(expect.objectContaining({ message, exitCode: 2 }));
  });
}

test('no error repeats a secret', () => {
  for (const line of ['Sup3rSecret', 'DB_PASSWORD=%Sup3rSecret', 'DB_PASSWORD=%(Sup3rSecret)s']) {
    expect(() => read(`[CLUSTER]\n${line}`)).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining('Sup3rSecret') }),
    );
  }
});

test('any password on one line comes back as it was', () => {
  const password = fc
    .string({ unit: 'grapheme', minLength: 1 })
    .filter((text) => !/[\r\n]/.test(text) && text.trim() === text && !/^(['"]).*\1$/.test(text))
    .filter((text) => !isPlaceholder(text, true));
  fc.assert(
    fc.property(password, (text) => {
      expect(read(`[CLUSTER]\nDB_PASSWORD = ${text.replaceAll('%', '%%')}\nDB_USER = u`)).toEqual({
        password: text,
        user: 'u',
      });
    }),
  );
});
