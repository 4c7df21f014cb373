import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sparkify } from '../cli/sparkify.ts';
import { eventColumns } from '../reference/stage.ts';
import { startS3Server } from '../s3-server/s3-server.ts';
import { smallSource } from '../source-folder.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { fencesOf } from './fences.ts';

const page = fencesOf('docs/from-python.md');
const [settings] = page.filter(({ info }) => info === 'ini');
const [onDuckdb] = page.filter(({ info }) => info === 'sh aws');
/** `doctor` reaches AWS, and `dashboard` runs until it is stopped. */
const notRun = ['sparkify doctor', 'sparkify dashboard'];

test('the commands for DuckDB load the public bucket of the course by its dwh.cfg, without credentials', async () => {
  using folder = temporaryFolder();
  const objects = smallSource.map(({ location, bytes }) => [location, bytes] as const);
  const mapping = JSON.stringify({ jsonpaths: eventColumns.map(({ key }) => `$['${key}']`) });
  await using server = await startS3Server({
    buckets: { 'udacity-dend': { ...Object.fromEntries(objects), 'log_json_path.json': mapping } },
  });
  writeFileSync(join(folder.path, 'dwh.cfg'), settings?.text ?? '', { mode: 0o600 });
  const env = { AWS_ENDPOINT_URL_S3: server.endpoint };
  const commands = (onDuckdb?.text ?? '').split('\n').map((line) => line.replace(/\s+#.*$/, ''));
  for (const command of commands.filter((each) => each !== '' && !notRun.includes(each))) {
    const { code, stderr } = await sparkify(command.split(' ').slice(1), { cwd: folder.path, env });
    expect({ command, code, stderr: code === 0 ? '' : stderr }).toEqual({ command, code: 0, stderr: '' });
  }
  const { stdout } = await sparkify(['query', 'select count(*) as plays from songplays', '--csv'], {
    cwd: folder.path,
  });
  expect(stdout).toBe('plays\n3\n');
  expect(server.requests.length).toBeGreaterThan(smallSource.length);
  expect(server.requests.filter(({ headers }) => headers.authorization !== undefined)).toEqual([]);
});
