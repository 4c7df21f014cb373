import { realpathSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { smallSource, sourceFolder } from '../source-folder.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { type CommandOptions, sparkify } from './sparkify.ts';

/** Loads in a folder, and returns what is printed before the report, and the number of files. */
async function load(cwd: string, args: readonly string[] = [], env: CommandOptions['env'] = {}) {
  const { code, stdout, stderr } = await sparkify(['etl', '--json', ...args], { cwd, env: { ...env } });
  const files = code === 0 ? (JSON.parse(stdout) as { files: { seen: number } }).files.seen : undefined;
  return { code, files, stderr };
}

describe('etl without --data takes', () => {
  test('the data of the environment, then of dwh.cfg, then of the last run, then ./data, and says which', async () => {
    using folder = temporaryFolder();
    using source = sourceFolder(smallSource);
    const here = folder.path;
    expect(await load(here)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('No data location was given'),
    });

    renameSync(source.path, join(here, 'data'));
    const warehouse = ['--warehouse', 'usual.duckdb'];
    expect(await load(here, warehouse)).toEqual({
      ...{ code: 0, files: 4 },
      stderr: '  Data       in ./data (no source is configured)\n',
    });

    renameSync(join(here, 'data'), join(here, 'moved'));
    expect((await load(here, ['--data', 'moved', '--prune', '--warehouse', 'w.duckdb'])).stderr).toBe('');
    expect(await load(here, ['--warehouse', 'w.duckdb'])).toEqual({
      ...{ code: 0, files: 4 },
      stderr: expect.stringMatching(/^ {2}Data {7}of the last run: \S*moved\n$/),
    });

    writeFileSync(join(here, 'dwh.cfg'), '[S3]\nLOG_DATA=moved/log_data\n', { mode: 0o600 });
    expect(await load(here, ['--warehouse', 'w.duckdb'])).toEqual({
      ...{ code: 0, files: 2 },
      stderr: '  Data       as set by dwh.cfg line 2\n',
    });

    expect(await load(here, ['--warehouse', 'w.duckdb'], { SPARKIFY_DATA: 'moved' })).toEqual({
      ...{ code: 0, files: 4 },
      stderr: expect.stringContaining('  Data       as set by SPARKIFY_DATA\n'),
    });
  });

  test('the JSONPaths files of the last run too, unless others are set, and says which', async () => {
    using folder = temporaryFolder();
    using source = sourceFolder(smallSource);
    renameSync(source.path, join(folder.path, 'moved'));
    const { path } = folder;
    const data = realpathSync(join(path, 'moved'));
    await load(path, ['--data', 'moved', '--log-jsonpath', 'auto', '--song-jsonpath', 'auto ignorecase']);
    expect(await load(path)).toEqual({
      ...{ code: 0, files: 4 },
      stderr: `  Data       of the last run: ${data}, with --log-jsonpath auto and --song-jsonpath auto ignorecase\n`,
    });
    expect((await load(path, [], { SPARKIFY_SONG_JSONPATH: 'auto' })).stderr).toBe(
      `  Data       of the last run: ${data}, with --log-jsonpath auto\n` +
        '  warning  The keys of the song data are mapped by auto now. Loaded files keep the rows of the mapping before; --rebuild loads them again.\n',
    );
    // What is used is what is said: a file that does not exist ends the run.
    expect(await load(path, ['--log-jsonpath', 'none.json'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('none.json does not exist'),
    });
  });

  test('nothing when it only shows statements', async () => {
    using folder = temporaryFolder();
    const { code, stderr } = await sparkify(['etl', '--show-sql', '--dry-run'], { cwd: folder.path });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });
});

describe('etl --show-sql --dry-run on Redshift', () => {
  const statements = async (cfg: string) => {
    using folder = temporaryFolder();
    writeFileSync(join(folder.path, 'dwh.cfg'), cfg, { mode: 0o600 });
    const args = ['etl', '--show-sql', '--dry-run', '--warehouse', 'redshift'];
    const { code, stdout } = await sparkify(args, { cwd: folder.path });
    expect(code).toBe(0);
    return stdout.split('\n').filter((line) => line.startsWith('-- '));
  };
  const s3 = '[S3]\nDATA=s3://music\nWORK=s3://scratch\n';

  test('says that the role is a placeholder', async () => {
    expect(await statements(s3)).toContain(
      '-- The IAM role in these statements is a placeholder: none is set. A run takes that of the cluster sparkify.',
    );
  });

  test('says which line of dwh.cfg holds a placeholder for the role or the host', async () => {
    const notes = await statements(`[CLUSTER]\nHOST=<HOST>\n[IAM_ROLE]\nARN=arn:\n${s3}`);
    expect(notes.slice(0, 2)).toEqual([
      '-- The IAM role in these statements is a placeholder: ARN of dwh.cfg line 4 is a placeholder. A run takes that of the cluster sparkify.',
      '-- HOST of dwh.cfg line 2 is a placeholder: a run connects to the cluster sparkify.',
    ]);
  });

  test('says nothing of a role that is set', async () => {
    const notes = await statements(`[IAM_ROLE]\nARN=arn:aws:iam::123456789012:role/r\n${s3}`);
    expect(notes.filter((note) => note.includes('placeholder'))).toEqual([]);
  });
});
