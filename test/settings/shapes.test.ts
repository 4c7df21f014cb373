import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestAccount, type TestAccount, wordsOf } from '../cluster/account.ts';
import { type S3Server, startS3Server } from '../s3-server/s3-server.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { shapes } from './shapes.ts';

const paths = JSON.stringify({ jsonpaths: Array.from({ length: 18 }, (_, index) => `$.column${index}`) });
const files = { 'log_data/2018/11/events.json': '{}', 'song_data/A/song.json': '{}' };
const music = { ...files, 'log_json_path.json': paths };

let account: TestAccount;
let s3: S3Server;
beforeAll(async () => {
  account = await openTestAccount();
  s3 = await startS3Server({ buckets: { music }, region: 'us-west-2' });
  for (const [key, text] of Object.entries(music)) account.world.objects.set(`music/${key}`, text);
});
afterAll(async () => {
  await account[Symbol.asyncDispose]();
  await s3[Symbol.asyncDispose]();
});

for (const { name, text, settings, ignored = [], plan, refused, lacksKeys = false } of shapes) {
  const run = (words: string) =>
    account.run(words, { cfg: text, environment: { AWS_ENDPOINT_URL_S3: s3.endpoint } });

  describe(`${name}:`, () => {
    test('doctor shows each setting, and lists each key without an effect', async () => {
      const { out, error } = await run('doctor --warehouse local.duckdb');
      if (lacksKeys) expect(wordsOf(error)).toBe('Failed: credentials.');
      else expect(error).toBeUndefined();
      const [shown = '', rest = ''] = out.split('\n\n');
      const values = valuesOf(shown);
      expect(Object.fromEntries(Object.keys(settings).map((each) => [each, values[each]]))).toEqual(settings);
      for (const line of ignored) expect(plain(rest)).toContain(line);
      const listed = rest.startsWith('  Keys of dwh.cfg') ? rest.trimEnd().split('\n').length - 1 : 0;
      expect(listed).toBe(ignored.length);
      expect(out).not.toMatch(/Passw0rd|notASecret|pass\/w@rd/);
    });

    test('etl --dry-run finds the files, and says in one line what it ignores', async () => {
      using folder = temporaryFolder();
      const { out, noted, error } = await run(`etl --dry-run --warehouse ${join(folder.path, 'new.duckdb')}`);
      if (lacksKeys) expect(wordsOf(error)).toMatch(/No AWS credentials were found/);
      else
        expect({ error, out }).toEqual({ error: undefined, out: expect.stringMatching(/load +[12] files?/) });
      const warnings = noted.split('\n').filter((line) => line.includes('without an effect'));
      // What only Redshift needs is no matter on DuckDB.
      const matter = ignored.filter((line) => /not understood|\[AWS\]/.test(line));
      expect(warnings).toHaveLength(matter.length > 0 ? 1 : 0);
      for (const key of matter.map((line) => line.split(' ')[3]))
        expect(warnings[0]).toMatch(new RegExp(`\\b${key} \\(line \\d+\\)`));
    });

    test(`cluster create --dry-run ${refused ? 'says what is wrong' : 'plans what it says'}`, async () => {
      const { out, error } = await run('cluster create --dry-run');
      if (refused !== undefined) return expect(out + wordsOf(error)).toMatch(refused);
      if (lacksKeys) return expect(wordsOf(error)).toContain('Could not load credentials');
      expect(error).toBeUndefined();
      expect(out).toContain(`in ${plan?.region ?? 'us-west-2'} (account`);
      expect(out).toMatch(new RegExp(`(Cluster|Workgroup) +${plan?.cluster ?? 'sparkify'} `));
      if (plan?.role !== undefined) expect(out).toMatch(new RegExp(`IAM role +${plan.role} `));
      expect(out).not.toMatch(/Passw0rd|notASecret/);
    });
  });
}

/** `  host     h     dwh.cfg line 3`, as names and values. */
function valuesOf(shown: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    shown.split('\n').map((line) => {
      const [setting = '', value = ''] = line.trim().split(/ {2,}/);
      return [setting, value];
    }),
  );
}

function plain(text: string): string {
  return text.replace(/ +/g, ' ');
}
