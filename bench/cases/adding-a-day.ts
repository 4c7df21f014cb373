import { copyFileSync, linkSync, mkdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { BenchCase } from '../case.ts';
import { dataFolder, jsonFilesBelow, newWarehouse, simulated } from '../data.ts';
import { runEtl } from '../etl-run.ts';
import { againstFloor } from '../result.ts';
import { inTurns } from '../timing.ts';

const firstDay = Date.UTC(2018, 0, 1);
const millisecondsOfDay = 86_400_000;

/**
 * One more day of logs, added to a warehouse with a history and to one without. Both hold the same songs already, so
 * that nothing but the history differs.
 */
export const addingADay: BenchCase = async ({ sizes, onStep }) => {
  onStep('simulating');
  const data = await simulated({
    users: sizes.historyUsers,
    catalogue: 10_000,
    'catalogue-share': 0.07,
    from: dayText(0),
    until: dayText(sizes.historyDays + 1),
  });
  const songs = join(data.folder, 'song_data');
  const { history, day } = splitLogs(data.folder);
  onStep('loading the history');
  const long = newWarehouse('history');
  await runEtl('--songs', songs, '--logs', history, '--warehouse', long);
  const empty = newWarehouse('songs-only');
  await runEtl('--songs', songs, '--warehouse', empty);
  onStep('measuring');
  const { ours, alone } = await inTurns(sizes.rounds + 2, {
    alone: () => addDay(empty, day),
    ours: () => addDay(long, day),
  });
  newWarehouse('history');
  newWarehouse('songs-only');
  return [
    againstFloor(
      {
        case: `one day (${Math.round(data.events / (sizes.historyDays + 1)).toLocaleString('en')} events) added to ${sizes.historyDays} days`,
        ours,
        floor: alone,
        floorName: 'the day on an empty warehouse',
        note: `${data.events.toLocaleString('en')} events in all`,
      },
      2,
    ),
  ];
};

function dayText(day: number): string {
  return new Date(firstDay + day * millisecondsOfDay).toISOString().slice(0, 10);
}

/** The last day in a folder of its own. */
function splitLogs(folder: string): { readonly history: string; readonly day: string } {
  const history = join(folder, 'history');
  const day = join(folder, 'day');
  for (const each of [history, day]) {
    rmSync(each, { recursive: true, force: true });
    mkdirSync(each);
  }
  const files = jsonFilesBelow(join(folder, 'log_data'));
  for (const [index, name] of files.entries()) {
    const target = index < files.length - 1 ? history : day;
    linkSync(join(folder, 'log_data', name), join(target, basename(name)));
  }
  return { history, day };
}

/** Each time to a copy of the warehouse. */
async function addDay(warehouse: string, day: string) {
  const copy = newWarehouse('with-the-day');
  copyFileSync(warehouse, copy);
  const run = await runEtl('--logs', day, '--warehouse', copy);
  rmSync(join(dataFolder, 'with-the-day.duckdb'), { force: true });
  return run;
}
