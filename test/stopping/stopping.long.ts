import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { etl } from '../../src/load/etl.ts';
import { connect } from '../../src/warehouse/connect.ts';
import { start } from '../cli/sparkify.ts';
import { startDataApi } from '../redshift/data-api.ts';
import { environmentOf } from '../redshift-load/environment.ts';
import { type FreshRedshift, freshRedshift } from '../redshift-load/fresh-redshift.ts';
import { type SourceFolder, smallSource, sourceFolder } from '../source-folder.ts';
import { awsAt, redshiftAt } from './hosts.ts';
import { silentHost } from './silent-host.ts';
import { expectStops, untilHandled } from './stop.ts';

let source: SourceFolder;
const local = 'local.duckdb';
const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  start(args, { cwd: source.path, env });

beforeAll(async () => {
  source = sourceFolder(smallSource);
  await etl({ data: source.path, warehouse: join(source.path, local) });
});
afterAll(() => source[Symbol.dispose]());

const signals = ['SIGINT', 'SIGTERM'] as const;

/** Every command that opens a warehouse, but for its name. */
const readers = [
  ['check'],
  ['ask', 'top-songs'],
  ['query', 'select 1'],
  ['runs'],
  ['rejects'],
  ['schema'],
  ['match'],
  ['why', '0123456789abcdef0123456789abcdef'],
  ['report'],
];
const writers = [
  ['etl', '--data', '.'],
  ['etl', '--data', '.', '--dry-run'],
  ['start', '--data', '.'],
  ['create-tables', '--yes'],
  ['upgrade'],
];

describe('while Redshift does not answer,', () => {
  test.each([
    ...[...readers, ...writers].map((args) => [...args, '--warehouse', 'redshift']),
    ['diff', local, 'redshift'],
    ['diff', 'redshift', local],
  ])('%s %s is stopped', async (...args) => {
    for (const signal of signals) {
      await using host = await silentHost();
      const running = run(args, redshiftAt(host.port));
      await Promise.race([host.asked, running.ended]);
      await expectStops(running, signal);
    }
  });

  test('dashboard is stopped, with a visitor who waits', async () => {
    await using host = await silentHost();
    const running = run(['dashboard', '--warehouse', 'redshift', '--no-open'], redshiftAt(host.port));
    const [address] = await once(running.stdout ?? running, 'data');
    const visit = fetch(new URL('api/status', String(address).trim())).catch(() => undefined);
    await Promise.race([host.asked, running.ended]);
    running.kill('SIGTERM');
    const since = performance.now();
    expect(await running.ended).toMatchObject({ code: 0 });
    expect(performance.now() - since).toBeLessThan(3000);
    await visit;
  });
});

describe('while AWS does not answer,', () => {
  test.each([
    ['cluster', 'create', '--yes'],
    ['cluster', 'create', '--dry-run'],
    ['cluster', 'status'],
    ['cluster', 'pause'],
    ['cluster', 'resume'],
    ['cluster', 'delete', '--yes'],
    ['doctor', '--warehouse', 'redshift'],
    ['query', 'select 1', '--warehouse', 'redshift'],
    ['etl', '--data', 's3://bucket/data', '--warehouse', 'w.duckdb'],
    ['etl', '--logs', 's3://bucket/logs', '--warehouse', 'w.duckdb'],
    ['etl', '--songs', 's3://bucket/songs', '--warehouse', 'w.duckdb', '--dry-run'],
    ['preview', 'songs', '--songs', 's3://bucket/songs'],
    ['preview', 'logs', '--data', 's3://bucket/data'],
  ])('%s %s %s %s is stopped', async (...args) => {
    for (const signal of signals) {
      await using host = await silentHost();
      const running = run(args, awsAt(host.port));
      await Promise.race([host.asked, running.ended]);
      const { stderr } = await expectStops(running, signal, { prints: true });
      expect(stderr).toMatch(/[Ss]topped|[Ii]nterrupted/);
    }
  });
});

describe('while another process holds the file,', () => {
  test.each([...readers, ['export', '--to', 'copy.duckdb'], ...writers])(
    '%s %s is stopped',
    async (...args) => {
      await using _ = await connect(join(source.path, local));
      const running = run([...args, '--warehouse', local]);
      await untilHandled(running);
      await sleep(700); // by then it waits, or still loads what it needs
      await expectStops(running);
    },
  );
});

describe('while another run holds the lock on Redshift,', () => {
  let redshift: FreshRedshift;
  beforeAll(async () => {
    redshift = await freshRedshift();
    await etl({ data: source.path, ...redshift.at });
    source.write([{ location: 'log_data/more.json', bytes: '\n' }]);
  });
  afterAll(() => redshift[Symbol.asyncDispose]());

  test('etl is stopped', async () => {
    const waits = new Promise<void>((resolve) => {
      redshift.cluster.on({ statement: /^lock /, when: 'before' }, () => {
        resolve();
        return new Promise(() => undefined); // for ever
      });
    });
    const running = run(
      ['etl', '--data', '.', '--warehouse', 'redshift'],
      environmentOf(redshift, source.path),
    );
    await waits;
    await expectStops(running);
  });

  test('a COMMIT that has begun is waited for, and reported', async () => {
    const env = environmentOf(redshift, source.path);
    const running = run(['etl', '--data', '.', '--warehouse', 'redshift'], env);
    redshift.cluster.on({ statement: /^insert into etl\.runs/, when: 'before' }, () => {
      redshift.cluster.on({ statement: /^commit/, when: 'during' }, async () => {
        running.kill('SIGINT');
        await sleep(2000);
      });
    });
    expect(await running.ended).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Published'),
      stderr: expect.stringContaining('Stopping as soon as COMMIT returns'),
    });
  });
});

describe('while the Data API does not answer for a statement,', () => {
  test.each(signals)('etl is stopped by %s, and nothing of it runs on', async (signal) => {
    await using redshift = await freshRedshift();
    await using api = await startDataApi(redshift.cluster);
    const env = {
      ...environmentOf(redshift, source.path),
      ...{ REDSHIFT_CONNECTION: 'data-api', REDSHIFT_CLUSTER: 'sparkify', AWS_ENDPOINT_URL: api.endpoint },
    };
    api.neverAnswer(/^insert into users/);
    const waits = new Promise<void>((resolve) => {
      redshift.cluster.on({ statement: /^insert into users/, when: 'during' }, () => {
        resolve();
        return new Promise(() => undefined); // for ever
      });
    });
    const running = run(['etl', '--data', '.', '--warehouse', 'redshift'], env);
    await Promise.race([waits, running.ended]);
    await expectStops(running, signal);
    await expect.poll(() => api.sessions).toBe(0);
    await using warehouse = await connect('redshift', redshift.at);
    const { rows } = await warehouse.query(
      "select count(*) as n from information_schema.tables where table_name = 'users'",
    );
    expect(rows).toEqual([{ n: 0 }]);
  });
});

describe('while it computes,', () => {
  test.each([
    ['query', 'select count(*) from range(10000000) a, range(10000000) b', '--warehouse', local],
    ['simulate', '--out', 'simulated', '--users', '200000', '--quiet'],
  ])('%s is stopped', async (...args) => {
    const running = run(args);
    await untilHandled(running);
    await sleep(1500);
    await expectStops(running);
  });
});
