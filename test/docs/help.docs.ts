import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openShell } from '../cli/shell.ts';
import { sparkify } from '../cli/sparkify.ts';
import { verbs } from '../cli/verbs.ts';
import { smallSource, sourceFolder } from '../source-folder.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/** Their examples need an account, or another shell, or make much data; or ask. Others that name S3 are left out. */
const testedElsewhere = ['cluster', 'completion', 'dashboard', 'diff', 'doctor', 'init', 'simulate', 'why'];

test('--help of every verb ends with examples that run', { timeout: 240_000 }, async () => {
  using source = sourceFolder(smallSource);
  using shell = openShell(source.path);
  using kept = temporaryFolder();
  mkdirSync(join(source.path, 'data'));
  for (const [folder, name] of Object.entries({ log_data: 'logs', song_data: 'songs' })) {
    cpSync(join(source.path, folder), join(source.path, 'data', folder), { recursive: true });
    cpSync(join(source.path, folder), join(source.path, name), { recursive: true });
  }
  const loaded = join(kept.path, 'loaded.duckdb');
  await sparkify(['etl', '--data', 'data', '--warehouse', loaded], { cwd: source.path });
  for (const verb of await verbs()) {
    if (testedElsewhere.includes(verb)) continue;
    rmSync(join(source.path, 'sparkify'), { recursive: true, force: true }); // the project folder that `add` fills
    const { stdout } = await sparkify([verb, '--help']);
    const examples = [...stdout.matchAll(/^ {2}\$ (.*\bsparkify .*)$/gm)].map(([, line = '']) => line);
    expect(examples, `sparkify ${verb} --help`).not.toEqual([]);
    for (const warehouse of ['sparkify.duckdb', 'music.duckdb']) cpSync(loaded, join(source.path, warehouse));
    for (const example of examples.filter((each) => !/s3:|--warehouse redshift/.test(each))) {
      const { status, stderr } = shell.run(example);
      expect({ example, status, stderr: status === 0 ? '' : stderr }).toEqual({
        example,
        status: 0,
        stderr: '',
      });
    }
  }
});
