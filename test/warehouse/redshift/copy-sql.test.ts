import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CopyOptions, copySql } from '../../../src/warehouse/redshift/copy-sql.ts';
import { openRedshift } from '../../../src/warehouse/redshift/redshift.ts';
import { parseCopy } from '../../redshift/copy/copy-statement.ts';
import { grammarProblem } from '../../redshift/grammar.ts';
import { memoryObjects } from '../../redshift/memory-objects.ts';
import { refusalOf } from '../../redshift/refusals/refusals.ts';
import { startRedshift } from '../../redshift/stand-in.ts';
import { significant, tokenize } from '../../redshift/tokens.ts';

const options: CopyOptions = {
  table: ['etl', 'rejected_records'],
  columns: ['file_id', 'raw'],
  from: 's3://scratch/run-1/manifest',
  format: 'auto',
  role: 'arn:aws:iam::123456789012:role/sparkify-copy',
  region: 'us-west-2',
  gzip: true,
  manifest: true,
};

test('a COPY of compressed files from a manifest', () => {
  expect(copySql(options)).toMatchInlineSnapshot(`
    "copy "etl"."rejected_records" ("file_id", "raw")
    from 's3://scratch/run-1/manifest'
    iam_role 'arn:aws:iam::123456789012:role/sparkify-copy'
    region 'us-west-2'
    format as json 'auto'
    gzip
    compupdate off statupdate off
    manifest"
  `);
  expect(grammarProblem(copySql(options))).toBeUndefined();
});

test('a COPY of a prefix by a JSONPaths file', () => {
  const { gzip, manifest, ...rest } = options;
  const sql = copySql({
    ...rest,
    from: 's3://data/log_data/',
    format: 's3://data/log_json_path.json',
    role: 'default',
  });
  expect(sql).toMatchInlineSnapshot(`
    "copy "etl"."rejected_records" ("file_id", "raw")
    from 's3://data/log_data/'
    iam_role default
    region 'us-west-2'
    format as json 's3://data/log_json_path.json'
    compupdate off statupdate off"
  `);
  expect(grammarProblem(sql)).toBeUndefined();
});

test('roles may be chained', () => {
  const role = `${options.role},${options.role}`;
  expect(copySql({ ...options, role })).toContain(`iam_role '${role}'`);
});

test('no key, however named, gets out of its quotes', () => {
  const key = fc.string({ unit: fc.constantFrom("'", '\\', '"', ';', ' ', '-', '$', '1', 'a', '\n', 'é') });
  fc.assert(
    fc.property(key, (text) => {
      const words = significant(tokenize(copySql({ ...options, from: `s3://scratch/${text}` })));
      expect(refusalOf(words)).toBeUndefined();
      expect(parseCopy(words).from).toBe(`s3://scratch/${text}`);
    }),
  );
});

for (const [what, wrong] of Object.entries({
  bucket: { from: "s3://Data'/x" },
  role: { role: "arn:aws:iam::1:role/x' json 'auto" },
  chain: { role: `${options.role},` },
  region: { region: "us-west-2' --" },
  format: { format: 's3://' },
} satisfies Record<string, Partial<CopyOptions>>)) {
  test(`a ${what} that is none is refused`, () => {
    expect(() => copySql({ ...options, ...wrong })).toThrow(expect.objectContaining({ exitCode: 2 }));
  });
}

test('a role that is none is reported with where to give the right one', () => {
  expect(() => copySql({ ...options, role: 'dwhRole' })).toThrow(
    expect.objectContaining({
      message: 'COPY needs the ARN of an IAM role, got "dwhRole".',
      details: ['Nothing was published.'],
      hints: [expect.stringContaining('[IAM_ROLE] ARN')],
    }),
  );
});

test('it loads what is in the manifest, reserved words and odd keys included', async () => {
  const key = "s3://scratch/it's \\ 1.json";
  const objects = memoryObjects({
    [key]: '{"n":1,"raw":"a"}\n{"n":2,"raw":"b"}',
    's3://scratch/m': JSON.stringify({ entries: [{ url: key, mandatory: true }] }),
  });
  await using redshift = await startRedshift({ objects });
  const { host, port, database, user, password, ca, role, region } = redshift;
  await using warehouse = await openRedshift({ host, port, database, user, password, ca });
  await warehouse.run('create table records (n integer, "raw" varchar(16))');
  const copy = {
    table: ['records'],
    columns: ['n', 'raw'],
    from: 's3://scratch/m',
    format: 'auto',
    role,
    region,
  } as const;
  expect(await warehouse.count(copySql({ ...copy, manifest: true }))).toBe(2);
  expect(await warehouse.count(copySql({ ...copy, from: key }))).toBe(2);
});
