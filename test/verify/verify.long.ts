import { join } from 'node:path';
import { expect, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { start } from '../cli/sparkify.ts';
import { openFakeAws } from '../cluster/fake-aws/fake-aws.ts';
import { emptyWorld, pictureOf } from '../cluster/fake-aws/world.ts';
import { startS3Server } from '../s3-server/s3-server.ts';
import { temporaryFolder } from '../temporary-folder.ts';

test('SIGINT ends the process after it has deleted what it made, however long that takes', {
  timeout: 120_000,
}, async () => {
  using folder = temporaryFolder();
  const pace = {
    roleSeen: 0,
    roleAssumable: 0,
    groupSeen: 0,
    create: 15,
    change: 1,
    remove: 2,
    interfaceHeld: 0,
  };
  const world = emptyWorld(systemClock, pace);
  await using aws = await openFakeAws(world);
  await using s3 = await startS3Server({ buckets: { 'music-scratch': {} }, region: world.region });
  const flags = ['--work', 's3://music-scratch/work', '--evidence', join(folder.path, 'evidence.json')];
  const run = start(['cluster', 'verify', '--yes', '--allow-cidr', '203.0.113.7', ...flags], {
    cwd: folder.path,
    env: {
      ...{ AWS_ENDPOINT_URL: aws.endpoint, AWS_ENDPOINT_URL_S3: s3.endpoint, AWS_REGION: world.region },
      ...{ AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret' },
    },
  });
  aws.setFate(({ action }) => {
    if (action === 'CreateUsageLimit') setTimeout(() => run.kill('SIGINT'), 100);
    return 'pass';
  });
  const { code, stderr } = await run.ended;
  expect(stderr).toContain('Deleting Workgroup sparkify-verify');
  expect(stderr).toContain('Checked: nothing billable is left');
  expect(stderr).toContain('What was created is deleted.');
  expect(code).toBe(130);
  const nothing = { roles: [], groups: [], warehouses: [], schedules: [], snapshots: [], secrets: [] };
  expect(pictureOf(world)).toEqual(nothing);
});
