import { expect, test } from 'vitest';
import { RejectedError, UsageError } from '../../src/errors.ts';
import { check } from '../../src/load/checks.ts';
import { dryRun } from '../../src/load/dry-run.ts';
import { etl } from '../../src/load/etl.ts';
import { engines } from '../engines.ts';
import { openPipeline } from '../pipeline.ts';
import { event, song } from '../reference/examples.ts';
import { startS3Server } from '../s3-server/s3-server.ts';
import { dataFile, lines } from '../source-folder.ts';
import { credentials, settingsFor } from '../sources/s3-settings.ts';
import { readValue } from '../warehouse-tables.ts';

const hour = 60 * 60 * 1000;
const now = new Date('2018-11-10T00:00:00Z');
const at = (hours: number) => event({ ts: now.getTime() + hours * hour });

for (const engine of engines) {
  test(`what a run has accepted as ahead of the clock fails no later run on ${engine.name}`, async () => {
    await using pipeline = await openPipeline(engine, [
      dataFile('logs', 'ahead.json', lines([at(0), at(30), at(60)])),
      dataFile('logs', 'all-ahead.json', lines([at(31)])),
      dataFile('songs', 'song.json', song()),
    ]);
    await expect(pipeline.etl({ now })).rejects.toThrow(RejectedError);
    await pipeline.etl({ now, maxRejected: { share: 1 } });

    // Both files are read again with the strict limits of every day; nothing more is rejected than was accepted.
    expect(await pipeline.etl({ now, maxRejected: { records: 0 } })).toMatchObject({
      files: { changed: 2 },
      records: { rejected: 3 },
    });
    const nextDay = new Date(now.getTime() + 24 * hour);
    expect(await pipeline.etl({ now: nextDay })).toMatchObject({
      files: { changed: 2 },
      records: { staged: 3, rejected: 1 },
    });

    // A clock that is set back rejects more than the last run accepted.
    await expect(pipeline.etl({ now })).rejects.toThrow(RejectedError);
  });

  test(`a file to be read again that cannot be read keeps its rows on ${engine.name}, and the run says so`, async () => {
    const text = (...records: readonly string[]) => `${records.join('\n')}\n`;
    const ahead = 's3://b/log_data/ahead.json';
    await using server = await startS3Server({
      buckets: { b: { 'log_data/ahead.json': text(at(0), at(30)), 'song_data/song.json': song() } },
      credentials,
    });
    await using warehouse = await engine.fresh();
    const load = { data: 's3://b', ...warehouse.at, s3: settingsFor(server.endpoint), now };
    await etl({ ...load, maxRejected: { share: 1 } });

    server.fail('access-denied', { operation: 'GetObject', key: 'log_data/ahead.json', times: 100 });
    const report = { files: { changed: 0, not_read_again: 1 }, locations: { not_read_again: [ahead] } };
    expect(await dryRun(load)).toMatchObject(report);
    expect(await etl(load)).toMatchObject({ ...report, status: 'up-to-date' });
    expect(await readValue(warehouse.at, 'select count(*) from staging_events')).toBe(1);

    // A file that is new, and cannot be read, ends the run.
    server.put('b', 'log_data/new.json', text(at(1)));
    server.fail('access-denied', { operation: 'GetObject', key: 'log_data/new.json', times: 100 });
    await expect(etl(load)).rejects.toThrow(UsageError);
  });

  test(`what a run with a later clock accepted fails no check on ${engine.name}, today or in a later run`, async () => {
    await using pipeline = await openPipeline(engine, [
      dataFile('logs', 'a.json', lines([event({ ts: Date.now() + 80 * hour })])),
    ]);
    await pipeline.etl({ now: new Date(Date.now() + 72 * hour) });
    const failed = async () => (await check(pipeline.at)).filter(({ passed }) => !passed);
    expect(await failed()).toEqual([]);
    pipeline.source.write([dataFile('songs', 'song.json', song())]);
    expect(await pipeline.etl()).toMatchObject({ status: 'published', checks: { failed: 0 } });
    await pipeline.change('update staging_events set ts = ts + 86400000');
    expect((await failed()).map(({ name }) => name)).toContain('plays-within-dates');
  });
}
