import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { BenchCase } from '../cases.ts';
import { dataFolder, newWarehouse, type SimulatedData, type Sizes, simulated } from '../data.ts';
import { type EtlRun, runEtl } from '../etl-run.ts';
import { againstPeer, type CaseResult, mebibytes } from '../result.ts';
import { type ProgramRun, runProgram } from '../run-program.ts';
import { inTurns, type Timing } from '../timing.ts';

/** The same star by other means, at the size of the mission and at that of two million events. */
export const peers: BenchCase = async ({ sizes, tell }) => {
  const results: CaseResult[] = [];
  for (const data of await dataOf(sizes)) {
    tell(`measuring ${nameOf(data)}`);
    results.push(...(await measure(data, sizes.rounds)));
  }
  if (!hasClickhouse())
    results.push({
      case: 'the star through ClickHouse embedded (chdb)',
      ours: '',
      floor: '',
      goal: 'faster',
      verdict: 'skipped',
      note: 'chdb is not installed: npm install --prefix bench',
    });
  return results;
};

/** The month that the other cases made, so that nothing is simulated twice. */
async function dataOf({ users: [users = 0], songFiles }: Sizes): Promise<readonly SimulatedData[]> {
  return [
    await simulated({ users: 100, catalogue: songFiles }),
    await simulated({ users, catalogue: 10_000, 'catalogue-share': 0.07 }),
  ];
}

function hasClickhouse(): boolean {
  return existsSync(join(import.meta.dirname, '../node_modules', 'chdb'));
}

async function measure(data: SimulatedData, rounds: number): Promise<readonly CaseResult[]> {
  const rows: Record<string, ProgramRun['rows']> = {};
  const timings = await inTurns<string>(rounds, {
    ours: async () => {
      const run = await runEtl('--data', data.folder, '--warehouse', newWarehouse());
      rows.ours = rowsOf(run);
      return run;
    },
    duckdb: async () => {
      const run = await runProgram('./peers/run-duckdb.ts', [newWarehouse(), data.folder]);
      rows.duckdb = run.rows;
      return run;
    },
    ...(hasClickhouse() && {
      clickhouse: async () => {
        const folder = join(dataFolder, 'clickhouse');
        const run = await runProgram('./peers/run-clickhouse.ts', [folder, data.folder]);
        rows.clickhouse = run.rows;
        return run;
      },
    }),
  });
  newWarehouse();
  return Object.entries(peerNames).flatMap(([peer, name]) => {
    const floor = timings[peer];
    if (floor === undefined || timings.ours === undefined) return [];
    const note = `${differences(rows.ours, rows[peer])}; peak memory ${memory(timings.ours, floor)}`;
    return [
      againstPeer({ case: `the star of ${nameOf(data)}`, ours: timings.ours, floor, floorName: name, note }),
    ];
  });
}

const peerNames: Readonly<Record<string, string>> = {
  duckdb: 'DuckDB SQL alone',
  clickhouse: 'ClickHouse embedded (chdb)',
};

function nameOf({ events, files }: SimulatedData): string {
  return `${events.toLocaleString('en')} events and ${files.songs.toLocaleString('en')} song files`;
}

function rowsOf({ report: { tables } }: EtlRun): Readonly<Record<string, number>> {
  const { songplays, users, songs, artists, time } = tables;
  return { songplays, users, songs, artists, time };
}

/** Whether the peer has done the same work, as far as the numbers of rows tell. */
function differences(ours: ProgramRun['rows'] = {}, theirs: ProgramRun['rows'] = {}): string {
  const different = Object.entries(ours).filter(([table, rows]) => theirs[table] !== rows);
  if (different.length === 0) return 'the same number of rows in all five tables';
  return different.map(([table, rows]) => `${table} ${rows} here, ${theirs[table]} there`).join(', ');
}

function memory(ours: Timing, floor: Timing): string {
  return `${mebibytes(ours.peakBytes)} here, ${mebibytes(floor.peakBytes)} there`;
}
