import { chmod, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect } from 'vitest';
import { endpointValues, setValues, writeConfig } from '../../src/cluster/write-config.ts';
import { folderOfTests } from '../temporary-folder.ts';
import { test } from './in-account.ts';

const folder = folderOfTests();

const values = endpointValues({ host: 'h.example.test', port: 5439, roleArn: 'arn:aws:iam::1:role/r' });

test('endpoint and role are set in place; comments, order, blanks and other keys stay', () => {
  const before = `# mine
[S3]
LOG_DATA='s3://b/log_data'   

[CLUSTER]
; the old one
HOST = old.example.test
DB_NAME=dwh
db_port: 5439

[IAM_ROLE]
ARN='arn:old'
# end
`;
  expect(setValues(before, values)).toBe(
    before.replace('old.example.test', 'h.example.test').replace("'arn:old'", "'arn:aws:iam::1:role/r'"),
  );
});

test('keys and sections that are missing are added, at the end of their section or of the file', () => {
  expect(setValues('[CLUSTER]\nDB_NAME=dwh\n\n[S3]\nDATA=x\n', values)).toBe(
    '[CLUSTER]\nDB_NAME=dwh\nHOST=h.example.test\nDB_PORT=5439\n\n[S3]\nDATA=x\n\n[IAM_ROLE]\nARN=arn:aws:iam::1:role/r\n',
  );
  expect(setValues('', values)).toBe(
    '[CLUSTER]\nHOST=h.example.test\nDB_PORT=5439\n\n[IAM_ROLE]\nARN=arn:aws:iam::1:role/r\n',
  );
});

test('a key is added before the comment of the next section', () => {
  expect(setValues('[CLUSTER]\n# where\nHOST=\n\n# the role\n[IAM_ROLE]\nARN=x\n', values.slice(0, 2))).toBe(
    '[CLUSTER]\n# where\nHOST=h.example.test\nDB_PORT=5439\n\n# the role\n[IAM_ROLE]\nARN=x\n',
  );
});

test('the spelling of the originals is kept: DWH_ENDPOINT stays DWH_ENDPOINT', () => {
  expect(setValues('[CLUSTER]\nDWH_ENDPOINT=\n', values.slice(0, 1))).toBe(
    '[CLUSTER]\nDWH_ENDPOINT=h.example.test\n',
  );
});

test.each([
  [
    '[DWH]\nDWH_ENDPOINT=<endpoint>\n[CLUSTER]\nDB_NAME=dwh\n',
    '[DWH]\nDWH_ENDPOINT=h.example.test\n[CLUSTER]\nDB_NAME=dwh\n',
  ],
  ['[DB]\nHOST=old\nPORT=1\n', '[DB]\nHOST=h.example.test\nPORT=1\n'],
  ['[DWH]\nDWH_ENDPOINT=a\n[CLUSTER]\nHOST=b\n', '[DWH]\nDWH_ENDPOINT=a\n[CLUSTER]\nHOST=h.example.test\n'],
])('the key that counts is set, wherever it is and whatever it is called: %j', (before, after) => {
  expect(setValues(before, values.slice(0, 1))).toBe(after);
});

test('Windows line ends stay', () => {
  expect(setValues('[CLUSTER]\r\nHOST=a\r\n', values.slice(0, 1))).toBe(
    '[CLUSTER]\r\nHOST=h.example.test\r\n',
  );
});

test('whatever the file, setting twice is setting once, and every other line stays in its order', () => {
  const line = fc.oneof(
    fc.constantFrom(
      '',
      '# HOST=x',
      '[CLUSTER]',
      '[IAM_ROLE]',
      '[S3]',
      'HOST=a',
      'ARN = b',
      'DB_PORT:1',
      'HOST',
    ),
    fc.string({ maxLength: 12 }).filter((text) => !/[\r\n]/.test(text)),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 15 }), (lines) => {
      const before = lines.join('\n');
      const once = setValues(before, values);
      expect(setValues(once, values)).toBe(once);
      const isSet = (text: string) => /^\s*(HOST|ARN|DB_PORT)\s*[=:]/i.test(text);
      const kept = once.split('\n');
      let at = 0;
      for (const text of lines.filter((candidate) => !isSet(candidate) && candidate !== '')) {
        at = kept.indexOf(text, at) + 1;
        expect(at, JSON.stringify(text)).toBeGreaterThan(0);
      }
    }),
  );
});

test('a file keeps its mode, a link stays a link, and nothing is left beside it', async () => {
  const file = join(folder, 'dwh.cfg');
  const link = join(folder, 'link.cfg');
  await writeFile(file, '[CLUSTER]\nHOST=\n');
  await chmod(file, 0o640);
  await symlink(file, link);
  await writeConfig(link, values);
  expect(await readFile(file, 'utf8')).toContain('HOST=h.example.test');
  expect((await stat(file)).mode & 0o777).toBe(0o640);
  expect((await readdir(folder)).sort()).toEqual(['dwh.cfg', 'link.cfg']);
});

test('cluster create --write-config writes what it ends with', async ({ account }) => {
  const file = join(folder, 'written.cfg');
  const { noted } = await account.succeed(`cluster create --yes --nodes 2 --write-config --config ${file}`);
  expect(noted).toContain('Endpoint and role were written');
  expect(await readFile(file, 'utf8')).toBe(
    '[CLUSTER]\nHOST=sparkify.abc.us-west-2.redshift.amazonaws.com\nDB_PORT=5439\n\n[IAM_ROLE]\nARN=arn:aws:iam::123456789012:role/sparkify-copy\n',
  );
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});
