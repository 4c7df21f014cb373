import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { InterruptedError } from '../../src/errors.ts';
import { etl } from '../../src/load/etl.ts';
import { openRedshift } from '../../src/warehouse/redshift/redshift.ts';
import { start } from '../cli/sparkify.ts';
import { smallSource, sourceFolder } from '../source-folder.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { awsAt, redshiftAt } from './hosts.ts';
import { silentHost } from './silent-host.ts';
import { expectStops, interrupted } from './stop.ts';

test.each(['before', 'during'])(
  'a signal that aborts %s a run ends `etl` with InterruptedError',
  async (when) => {
    using source = sourceFolder(smallSource);
    const stop = new AbortController();
    if (when === 'before') stop.abort();
    const warehouse = join(source.path, 'w.duckdb');
    const onProgress = ({ step }: { readonly step: string }) => step === 'stage' && stop.abort();
    const run = etl({ data: source.path, warehouse, signal: stop.signal, onProgress });
    await expect(run).rejects.toThrow(InterruptedError);
    await expect(run).rejects.toMatchObject({ code: 'SPK-109', message: 'Stopped; nothing was published.' });
  },
);

describe('a command that waits is stopped', () => {
  test('while Redshift does not answer, which it says', async () => {
    await using host = await silentHost();
    const run = start(['query', 'select 1', '--warehouse', 'redshift'], { env: redshiftAt(host.port) });
    await host.asked;
    await sleep(1100);
    const { stderr } = await expectStops(run);
    expect(stderr).toBe(`  Connecting to 127.0.0.1:${host.port} …\nerror  Stopped; nothing was published.\n`);
  });

  test('while nobody writes into the pipe that holds its settings', async () => {
    using folder = temporaryFolder();
    execFileSync('mkfifo', [join(folder.path, 'pipe')]);
    const run = start(['ask', '--config', 'pipe'], { cwd: folder.path });
    await sleep(1500); // by then it reads
    run.kill('SIGINT');
    expect(interrupted(await run.ended)).toBe(true);
  });

  test('while S3 does not answer for the JSONPaths file', async () => {
    await using host = await silentHost();
    using folder = temporaryFolder();
    const args = ['etl', '--data', 's3://bucket/data', '--warehouse', 'w.duckdb'];
    const run = start(args, { cwd: folder.path, env: awsAt(host.port) });
    await host.asked;
    await expectStops(run, 'SIGTERM');
  });
});

test('a connection is waited for no longer than the setting says', async () => {
  await using host = await silentHost();
  const args = ['query', 'select 1', '--warehouse', 'redshift', '--connect-timeout', '0.3'];
  expect(await start(args, { env: redshiftAt(host.port) }).ended).toMatchObject({
    code: 75,
    stderr: expect.stringContaining('cannot be reached: no answer within 0.3 s.'),
  });
});

test.each([
  ['a page of HTML', 'HTTP/1.1 400 Bad Request\r\n\r\n<html>proxy</html>'],
  ['an error in place of TLS', 'ESFATAL\0C53300\0Mtoo many connections\0\0'],
  ['one E', 'E'],
  ['a few bytes', '\u0001\u0002\u0003'],
  ['nothing, and the connection is closed', ''],
])('where a proxy answers in place of Redshift with %s, the error says what to do', async (_, answer) => {
  await using host = await silentHost(answer);
  const settings = { host: '127.0.0.1', port: host.port, database: 'dwh', user: 'u', password: 'Secret-1' };
  const error = await openRedshift(settings).then(
    () => undefined,
    (reason) => reason,
  );
  expect([2, 75]).toContain(error.exitCode);
  expect(error.message).toContain(`redshift://127.0.0.1:${host.port}/dwh`);
  expect(error.hints.length).toBeGreaterThan(1);
});
