import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { root } from '../cli/sparkify.ts';

test('what is generated is not stale (npm run docs writes it)', () => {
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', 'scripts/write-docs.js', '--check'],
    {
      cwd: root,
      encoding: 'utf8',
    },
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});
