import { copyFileSync, cpSync, linkSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { dataFolder, jsonFilesBelow, newWarehouse, type SimulatedData } from '../data.ts';
import { runEtl } from '../etl-run.ts';
import { runPython } from '../python.ts';
import { againstPeer, type CaseResult } from '../result.ts';
import { inTurns } from '../timing.ts';

/**
 * What a schedule runs: the same files again, and again with one more day. Of the other tools only dlt remembers which
 * files it has loaded.
 */
export async function secondRuns(data: SimulatedData, rounds: number): Promise<readonly CaseResult[]> {
  const { folder, day } = withoutLastDay(data);
  const warehouses = { ours: newWarehouse('second-ours'), theirs: newWarehouse('second-theirs') };
  rmSync(`${warehouses.theirs}.dlt`, { recursive: true, force: true });
  const runs = {
    ours: () => runEtl('--data', folder, '--warehouse', warehouses.ours),
    theirs: () => runPython('with_dlt.py', [folder, warehouses.theirs]),
  };
  await runs.ours();
  await runs.theirs();
  const again = await inTurns(rounds, runs);
  for (const each of Object.values(warehouses)) copyFileSync(each, `${each}.before`);
  cpSync(`${warehouses.theirs}.dlt`, `${warehouses.theirs}.dlt.before`, { recursive: true });
  // A copy, not a link: dlt asks for files that are younger than those that it has.
  const added = join(folder, 'log_data', basename(day));
  const withTheDay = (run: () => Promise<{ seconds: number }>) => async () => {
    copyFileSync(day, added);
    const result = await run();
    rmSync(added);
    for (const each of Object.values(warehouses)) copyFileSync(`${each}.before`, each);
    rmSync(`${warehouses.theirs}.dlt`, { recursive: true });
    cpSync(`${warehouses.theirs}.dlt.before`, `${warehouses.theirs}.dlt`, { recursive: true });
    return result;
  };
  const more = await inTurns(rounds, { ours: withTheDay(runs.ours), theirs: withTheDay(runs.theirs) });
  for (const each of readdirSync(dataFolder).filter((name) => name.startsWith('second-')))
    rmSync(join(dataFolder, each), { recursive: true });
  return [held('nothing new', again), held('one more day', more)];
}

function held(name: string, { ours, theirs }: Awaited<ReturnType<typeof inTurns<'ours' | 'theirs'>>>) {
  const load = `second run: ${name}`;
  return {
    ...againstPeer({ case: load, ours, floor: theirs, floorName: 'dlt and dbt' }),
    peer: { load: name, isFirst: false, name: 'dlt and dbt', ours, theirs },
  };
}

/** The same data by hard links, but for the last day of its logs. */
function withoutLastDay(data: SimulatedData): { readonly folder: string; readonly day: string } {
  const folder = join(dataFolder, 'second-data');
  rmSync(folder, { recursive: true, force: true });
  const [logs, songs] = [join(data.folder, 'log_data'), join(data.folder, 'song_data')];
  const days = jsonFilesBelow(logs);
  for (const each of days.slice(0, -1)) link(join(logs, each), join(folder, 'log_data', basename(each)));
  for (const each of jsonFilesBelow(songs)) link(join(songs, each), join(folder, 'song_data', each));
  return { folder, day: join(logs, days.at(-1) ?? '') };
}

function link(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  linkSync(from, to);
}
