import { expect, test } from 'vitest';
import { RejectedError } from '../../src/errors.ts';
import { etl } from '../../src/load/etl.ts';
import { engines } from '../engines.ts';
import { event, song } from '../reference/examples.ts';
import { dataFile, lines, sourceFolder } from '../source-folder.ts';

const hour = 60 * 60 * 1000;
const now = new Date('2018-11-10T00:00:00Z');
const at = (hours: number) => event({ ts: now.getTime() + hours * hour });

for (const engine of engines) {
  test(`what a run has accepted as ahead of the clock fails no later run on ${engine.name}`, async () => {
    using source = sourceFolder([
      dataFile('logs', 'ahead.json', lines([at(0), at(30), at(60)])),
      dataFile('logs', 'all-ahead.json', lines([at(31)])),
      dataFile('songs', 'song.json', song()),
    ]);
    await using warehouse = await engine.fresh();
    const load = { data: source.path, ...warehouse.at };
    await expect(etl({ ...load, now })).rejects.toThrow(RejectedError);
    await etl({ ...load, now, maxRejected: { share: 1 } });

    // Both files are read again with the strict limits of every day; nothing more is rejected than was accepted.
    expect(await etl({ ...load, now, maxRejected: { records: 0 } })).toMatchObject({
      files: { changed: 2 },
      records: { rejected: 3 },
    });
    const nextDay = new Date(now.getTime() + 24 * hour);
    expect(await etl({ ...load, now: nextDay })).toMatchObject({
      files: { changed: 2 },
      records: { staged: 3, rejected: 1 },
    });

    // A clock that is set back rejects more than the last run accepted.
    await expect(etl({ ...load, now })).rejects.toThrow(RejectedError);
  });
}
