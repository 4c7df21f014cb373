import { readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { type CopyCluster, checkAccess } from './copy/copy.ts';
import { type ObjectStore, parseUrl } from './copy/copy-objects.ts';
import { CopyRefused } from './copy/copy-statement.ts';
import { type Token, unquoted } from './tokens.ts';
import { type Field, type Message, readRows } from './wire.ts';

/** An UNLOAD that was understood; facts-2 §4. */
export interface UnloadStatement {
  readonly select: string;
  readonly to: string;
  readonly role: string | undefined;
  readonly region: string | undefined;
}

/** Reads an UNLOAD of Parquet, the only format that the stand-in writes. */
export function parseUnload(words: readonly Token[]): UnloadStatement {
  const textAfter = (word: string) => {
    const next = words[words.findIndex(({ value }) => value === word) + 1];
    return next?.kind === 'string' ? unquoted(next.text) : undefined;
  };
  const select = words[2]?.kind === 'string' ? unquoted(words[2].text) : undefined;
  const to = textAfter('to');
  if (select === undefined || to === undefined) throw new CopyRefused('syntax error at or near "unload"');
  if (!words.some(({ value }) => value === 'parquet'))
    throw new CopyRefused('the stand-in executes UNLOAD of Parquet only', '0A000');
  const isDefault = words.some(({ value }, at) => value === 'iam_role' && words[at + 1]?.value === 'default');
  return { select, to, role: isDefault ? 'default' : textAfter('iam_role'), region: textAfter('region') };
}

/** Refuses a role, a region or a place that Redshift refuses. */
export async function checkUnload(
  { to: from, role, region }: UnloadStatement,
  cluster: Omit<CopyCluster, 'database'>,
): Promise<void> {
  checkAccess({ from, role, region, manifest: false }, cluster);
  const { bucket, key } = parseUrl(from);
  if ((await cluster.objects.list(bucket, key)).length > 0)
    throw new CopyRefused(
      'Specified unload destination on S3 is not empty. Consider using a different bucket / prefix.',
      'XX000',
    );
}

/** DuckDB's types for those that a SELECT has, by PostgreSQL's numbers; others are texts. */
const types: Readonly<Record<number, string>> = {
  ...{ 16: 'boolean', 20: 'bigint', 21: 'smallint', 23: 'integer', 700: 'real', 701: 'double' },
  ...{ 1082: 'date', 1114: 'timestamp', 1700: 'decimal(38, 10)' },
};

/** Writes the rows of an answer as files of Parquet, one for each of two slices that has rows; without rows none. */
export async function unloadRows(
  answer: readonly Message[],
  to: string,
  objects: ObjectStore,
): Promise<number> {
  const { bucket, key } = parseUrl(to);
  if (objects.write === undefined) throw new CopyRefused('Access Denied', 'XX000');
  const { fields, rows } = readRows(answer);
  for (const slice of [0, 1]) {
    const ofSlice = rows.filter((_, index) => index % 2 === slice);
    if (ofSlice.length > 0)
      await objects.write(bucket, `${key}000${slice}_part_00.parquet`, await toParquet(fields, ofSlice));
  }
  return rows.length;
}

async function toParquet(
  fields: readonly Field[],
  rows: readonly (readonly (string | null)[])[],
): Promise<Buffer> {
  const place = join(tmpdir(), `stand-in-unload-${process.pid}-${performance.now()}`);
  const records = rows.map((row) =>
    JSON.stringify(
      Object.fromEntries(
        row.map((value, index) => [
          `c${index}`,
          fields[index]?.type === 16 && value !== null ? value === 't' : value,
        ]),
      ),
    ),
  );
  const columns = fields.map(({ type }, index) => `c${index}: '${types[type] ?? 'varchar'}'`);
  const renamed = fields.map(({ name }, index) => `c${index} as "${name}"`);
  const database = await DuckDBInstance.create(':memory:');
  const connection = await database.connect();
  try {
    await writeFile(`${place}.json`, records.join('\n'));
    await connection.run(
      `copy (select ${renamed.join(', ')} from read_json('${place}.json', format = 'newline_delimited', columns = {${columns.join(', ')}}))
       to '${place}.parquet' (format parquet)`,
    );
    return await readFile(`${place}.parquet`);
  } finally {
    connection.closeSync();
    database.closeSync();
    for (const ending of ['json', 'parquet']) await rm(`${place}.${ending}`, { force: true });
  }
}
