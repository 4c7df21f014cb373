import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { connect, type TestClient } from '../client.ts';
import { type MemoryObjects, memoryObjects } from '../memory-objects.ts';
import { type Redshift, startRedshift } from '../stand-in.ts';

export const role = 'arn:aws:iam::123456789012:role/sparkify-copy';
/** The bucket `data`, and `east` in another region. */
export const objects: MemoryObjects = memoryObjects();
export let redshift: Redshift;
/** A session with an empty table `events`, new for each test. */
export let client: TestClient;

/** Opens the session before the tests of a file, and closes it after them. */
export function withCopySession(): void {
  beforeAll(async () => {
    redshift = await startRedshift({ objects, bucketRegions: { east: 'us-east-1' } });
    client = await connect(redshift);
  });

  beforeEach(async () => {
    await client.query('drop table if exists events');
    await client.query(`create table events (name varchar(8), number integer, big bigint, ratio double precision,
      "firstname" varchar(8))`);
  });

  afterAll(async () => {
    await client?.[Symbol.asyncDispose]();
    await redshift?.[Symbol.asyncDispose]();
  });
}

let folders = 0;

/** Puts files into a fresh folder and gives its URL. */
export function folderOf(...files: readonly (string | Buffer)[]): string {
  const folder = `s3://data/${++folders}/`;
  for (const [index, content] of files.entries()) objects.put(`${folder}${index}.json`, content);
  return folder;
}

export const copyFrom = (url: string, options = `json 'auto'`, columns = 'name, number') =>
  `copy events (${columns}) from '${url}' iam_role '${role}' ${options}`;

/** The rows that a file gives. */
export const load = async (content: string | Buffer, options?: string, columns = 'name, number') => {
  await client.query(copyFrom(folderOf(content), options, columns));
  return client.query(`select ${columns} from events`);
};

/** The newest row of SYS_LOAD_ERROR_DETAIL, after a COPY that must fail. */
export async function loadError(content: string | Buffer, options?: string, columns = 'name, number') {
  const url = folderOf(content);
  const { message, code } = await client.failure(copyFrom(url, options, columns));
  expect(message).toMatch(/^Load into table 'events' failed\./);
  expect(code).toBe('XX000');
  const [error] = await client.query<{ line: string; code: number; column: string; message: string }>(`
    select line_number as line, error_code as code, trim(column_name) as column, trim(error_message) as message
    from sys_load_error_detail where trim(file_name) = '${url}0.json'`);
  return error;
}
