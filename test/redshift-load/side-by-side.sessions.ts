import { setTimeout } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { ask } from '../../src/ask/ask.ts';
import { dryRun } from '../../src/load/dry-run.ts';
import type { EtlOptions } from '../../src/load/etl-options.ts';
import { runs } from '../../src/load/manifest/runs.ts';
import { connect } from '../../src/warehouse/connect.ts';
import { openPipeline } from '../pipeline.ts';
import type { Isolation } from '../redshift/backend.ts';
import { hasServer } from '../redshift/postgres-server.ts';
import { event, song } from '../reference/examples.ts';
import type { ReferenceFile } from '../reference/rows.ts';
import { dataFile, smallSource } from '../source-folder.ts';
import { freshRedshift } from './fresh-redshift.ts';

const later = dataFile('logs', 'later.json', `${event({ sessionId: 9 })}\n`);
const other = dataFile('logs', 'other.json', `${event({ sessionId: 10, userId: '9' })}\n`);
const newSong = dataFile('songs', 'new.json', song({ song_id: 'S9', artist_id: 'A9' }));

/** A source and a warehouse that holds it, unless it is to be empty. */
async function setUp({
  isolation = 'snapshot',
  loaded = smallSource,
}: {
  isolation?: Isolation;
  loaded?: readonly ReferenceFile[];
} = {}) {
  const pipeline = await openPipeline({ fresh: () => freshRedshift({}, { isolation }) }, loaded);
  const run = (options: Partial<EtlOptions> = {}) =>
    pipeline.etl({ backoff: { sleep: () => setTimeout(20) }, ...options });
  if (loaded.length > 0) await run();
  return {
    ...{ ...pipeline, run },
    async expectLoaded(files: readonly ReferenceFile[]) {
      await pipeline.expectTables(files);
      expect([...pipeline.warehouse.s3.objects('scratch').keys()]).toEqual([]);
    },
  };
}

type Given = Awaited<ReturnType<typeof setUp>>;

/** Keeps a run in its transaction, once it has executed such a statement, until it is let go. */
function hold({ warehouse }: Given, statement: RegExp) {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const reached = new Promise<void>((resolve) => {
    warehouse.cluster.on({ statement, when: 'during' }, () => {
      resolve();
      return released;
    });
  });
  return { reached, release, [Symbol.dispose]: () => release() };
}

/** Lets two runs begin their transactions only once both are prepared. */
function meetBeforeTransaction({ warehouse: { cluster } }: Given): void {
  let arrive = () => {};
  const both = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  // Each run begins a transaction to reserve ids, and the one that publishes.
  const reserved = new Set<number>();
  let prepared = 0;
  const onBegin = (session: number) => {
    if (!reserved.has(session)) return void reserved.add(session);
    if (++prepared === 2) arrive();
    return both;
  };
  for (let begins = 0; begins < 4; begins++) cluster.on({ statement: /^begin/, when: 'before' }, onBegin);
}

describe.skipIf(!hasServer())('runs on Redshift, side by side with', () => {
  for (const [step, statement] of [
    ['COPY', /^copy "staging_events"/],
    ['the star', /insert into songplays/],
    ['its last statement', /^insert into etl.runs/],
  ] as const) {
    test(`readers: they see the run before, and wait for nothing, while one is at ${step}`, async () => {
      await using given = await setUp();
      const { at } = given.warehouse;
      given.source.write([later, newSong]);
      using held = hold(given, statement);
      const running = given.run();
      await held.reached;
      await given.expectTables(smallSource);
      await using reader = await connect('redshift', { ...at, readOnly: true });
      expect((await runs(reader)).rows).toHaveLength(1);
      expect((await ask(reader, 'top-songs')).rows).toHaveLength(2);
      expect(await dryRun(given.places)).toMatchObject({ files: { new: 2 } });
      held.release();
      expect(await running).toMatchObject({ status: 'published', run_id: '2' });
      await given.expectLoaded([...smallSource, later, newSong]);
    });
  }

  for (const isolation of ['snapshot', 'serializable'] as const) {
    test(`an incremental run of the same files, the two end as one (${isolation} isolation)`, async () => {
      await using given = await setUp({ isolation });
      given.source.write([later, newSong]);
      const { statements } = given.warehouse.cluster;
      const before = statements.length;
      meetBeforeTransaction(given);
      const reports = await Promise.all([given.run(), given.run()]);
      expect(reports.map(({ status }) => status).sort()).toEqual(['published', 'up-to-date']);
      // Two to reserve ids, two to publish; the second waits, and has nothing to copy and nothing to try again.
      const sent = statements.slice(before).map(({ sql }) => sql);
      await given.expectLoaded([...smallSource, later, newSong]);
      expect(sent.filter((sql) => sql.startsWith('lock'))).toEqual(Array(4).fill('lock etl.lock'));
      expect(sent.filter((sql) => /^copy "staging_events"|^rollback/.test(sql))).toHaveLength(1);
      expect(await given.value('select count(*) from etl.runs')).toBe(2);
    });

    test(`a run of other files, both are published, one after the other (${isolation} isolation)`, async () => {
      await using given = await setUp({ isolation });
      given.source.write([later, other, newSong]);
      meetBeforeTransaction(given);
      const logs = (name: string) => ({ data: undefined, logs: `${given.source.path}/log_data/${name}` });
      const reports = await Promise.all([given.run(logs('later.json')), given.run(logs('other.json'))]);
      expect(reports.map(({ run_id }) => run_id).sort()).toEqual(['2', '3']);
      expect(await given.run()).toMatchObject({ status: 'published', files: { new: 1 } });
      await given.expectLoaded([...smallSource, later, other, newSong]);
    });

    test(`a run of the same files into a warehouse without tables, the two end as one (${isolation} isolation)`, async () => {
      await using given = await setUp({ isolation, loaded: [] });
      given.source.write(smallSource);
      const reports = await Promise.all([given.run(), given.run()]);
      expect(reports.map(({ status }) => status).sort()).toEqual(['published', 'up-to-date']);
      await given.expectLoaded(smallSource);
      expect(await given.value('select count(*) from etl.runs')).toBe(1);
    });
  }

  test('a rebuild, an incremental run waits and finds its files loaded', async () => {
    await using given = await setUp();
    given.source.write([later]);
    using held = hold(given, /insert into songplays/);
    const rebuilding = given.run({ rebuild: true });
    await held.reached;
    const incremental = given.run();
    await setTimeout(200);
    held.release();
    expect(await rebuilding).toMatchObject({ status: 'published', rebuilt: 'all' });
    expect(await incremental).toMatchObject({ status: 'up-to-date' });
    await given.expectLoaded([...smallSource, later]);
  });

  test('a run that holds the lock for longer than --lock-timeout, the second ends with exit code 75', async () => {
    await using given = await setUp();
    given.source.write([later]);
    using held = hold(given, /insert into songplays/);
    const first = given.run();
    await held.reached;
    await expect(given.run({ lockTimeoutSeconds: 0.3 })).rejects.toMatchObject({
      exitCode: 75,
      message: expect.stringContaining('did not end within 0.3 s'),
    });
    held.release();
    expect(await first).toMatchObject({ status: 'published' });
    await given.expectLoaded([...smallSource, later]);
  });

  test('nothing else: in its transaction a run asks S3 for nothing, and its report has the seconds of that alone', async () => {
    await using given = await setUp();
    const { cluster, s3 } = given.warehouse;
    given.source.write([later, newSong]);
    // COPY's own requests are not signed.
    const signed = () => s3.requests.filter(({ headers }) => headers.authorization !== undefined).length;
    const counts: number[] = [];
    const begins = { statement: /^begin/, when: 'before' } as const;
    const ends = { statement: /^commit/, when: 'after' } as const;
    cluster.on(begins, async () => {
      await setTimeout(400); // before the transaction that publishes, however long
      cluster.on(begins, () => void counts.push(signed()));
    });
    cluster.on(ends, () => cluster.on(ends, () => void counts.push(signed())));
    const { seconds } = await given.run();
    expect(counts[0]).toBeGreaterThan(0);
    expect(counts).toEqual([counts[0], counts[0]]);
    expect(seconds.transaction).toBeGreaterThan(0);
    expect(seconds.total - seconds.transaction).toBeGreaterThan(0.4);
    await using reader = await connect('redshift', { ...given.warehouse.at, readOnly: true });
    const { rows } = await runs(reader);
    expect(rows[0]?.transaction_seconds).toBeGreaterThan(0);
    expect(rows[0]?.transaction_seconds).toBeLessThanOrEqual(seconds.transaction);
  });
});
