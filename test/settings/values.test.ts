import { describe, expect, test } from 'vitest';
import { parseDwhCfg } from '../../src/settings/dwh-cfg.ts';
import { readEndpoint } from '../../src/settings/endpoint.ts';
import { describeIgnored, ignoredKeys, reasonOf } from '../../src/settings/ignored-keys.ts';
import { isPlaceholder } from '../../src/settings/placeholder.ts';
import { resolveSettings } from '../../src/settings/resolve.ts';

test.each([
  ['h.example.com', { host: 'h.example.com' }],
  [' h.example.com ', { host: 'h.example.com' }],
  ['h:5440', { host: 'h', port: '5440' }],
  ['h:5440/dev', { host: 'h', port: '5440', database: 'dev' }],
  ['jdbc:redshift://h:5439/dev', { host: 'h', port: '5439', database: 'dev' }],
  ['jdbc:redshift:iam://h:5439/dev?ssl=true', { host: 'h', port: '5439', database: 'dev' }],
  ['jdbc:redshift://h/dev;UID=ada', { host: 'h', database: 'dev' }],
  [
    'redshift+psycopg2://ada:p%40ss@h:5439/dev',
    { host: 'h', port: '5439', database: 'dev', user: 'ada', password: 'p@ss' },
  ],
  ['postgresql://ada@h/dev', { host: 'h', database: 'dev', user: 'ada' }],
  ['two words', { host: 'two words' }],
])('the endpoint %s is taken apart', (text, expected) => {
  expect(readEndpoint(text)).toEqual(expected);
});

describe('placeholders:', () => {
  test.each([
    ...[
      '<HOST>',
      'xxx',
      'XXXX',
      'YOUR PORT',
      'your_db_user',
      '{database}',
      '[Cluster location]',
      '***',
      '...',
    ],
    ...['arn:', 'arn:aws:iam::<account>:role/r', 'arn:aws:iam::xxxxxxxxxxxx:role/r', 's3://...', 'changeme'],
    ...['Region where your bucket is', '-----S3 location-----log_data', 'TODO', 'None', 'REPLACE_ME'],
  ])('%s', (value) => expect(isPlaceholder(value)).toBe(true));

  test.each([
    'dwh',
    'myCluster',
    '5439',
    's3://yours/log_data',
    'arn:aws:iam::123456789012:role/r',
    'auto',
    'x',
  ])('not %s', (value) => expect(isPlaceholder(value)).toBe(false));

  test.each(['YourStrongPassword123', 'a<b>c9D{e}', 'My---Passw0rd', 'xXx9-***'])(
    'not the password %s',
    (value) => expect(isPlaceholder(value, true)).toBe(false),
  );
});

describe('keys without an effect:', () => {
  const text =
    '[CLUSTER]\nHOST=h\nDB_NAME=dwh\n[S3]\nLOG_DATA=s3://b/log_data\n[AWS]\nKEY=k\nSECRET=s\nREGION=eu-west-1\n';
  const ignored = (flags: Record<string, unknown>, environment: Record<string, string> = {}) => {
    const file = parseDwhCfg(text, 'dwh.cfg');
    const keys = ignoredKeys(file, resolveSettings({ flags, environment, file }));
    return { file, keys, lines: keys.map((key) => `${key.key} ${reasonOf(key)}`) };
  };

  test('what a flag or a variable overrides is listed with it', () => {
    expect(ignored({}).lines).toEqual([]);
    expect(ignored({ region: 'us-east-1' }, { REDSHIFT_DATABASE: 'other' }).lines).toEqual([
      'DB_NAME overridden by REDSHIFT_DATABASE',
      'REGION overridden by --region',
    ]);
    expect(ignored({ data: 'here', identifier: 'mine' }).lines).toEqual([
      'HOST overridden by --identifier',
      'LOG_DATA overridden by --data',
    ]);
    expect(ignored({ profile: 'work' }).lines).toEqual([
      'KEY overridden by --profile',
      'SECRET overridden by --profile',
    ]);
  });

  test('the same value from elsewhere overrides nothing', () => {
    expect(ignored({ region: 'eu-west-1' }).lines).toEqual([]);
  });

  test('a command says in one line what it needs and a variable overrides, not what was typed', () => {
    const { file, keys } = ignored({ region: 'us-east-1' }, { REDSHIFT_DATABASE: 'other' });
    expect(describeIgnored(file, keys, ['source', 'redshift'])).toBe(
      'dwh.cfg has keys without an effect: DB_NAME (line 3) overridden. List them: sparkify doctor',
    );
    expect(describeIgnored(file, keys, ['source', 's3'])).toBeUndefined();
  });

  test('a command names each key that is not understood, and what was probably meant', () => {
    const said = (text: string) => {
      const file = parseDwhCfg(text, 'dwh.cfg');
      const settings = resolveSettings({ flags: {}, environment: {}, file });
      return describeIgnored(file, ignoredKeys(file, settings), ['source']);
    };
    expect(said('[S3]\nLOG_DTA=a\nHOST=b\n[CLUSTR]\nHOST=c\n')).toBe(
      'dwh.cfg has keys without an effect: LOG_DTA (line 2), HOST (line 3), HOST (line 5) not understood (did you mean LOG_DATA or [CLUSTER] HOST?). List them: sparkify doctor',
    );
    expect(said('[S3]\nBUCKET=a\n[MYSQL]\nTABLE=b\n')).toBe(
      'dwh.cfg has keys without an effect: BUCKET (line 2), TABLE (line 4) not understood. List them: sparkify doctor',
    );
  });
});
