import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { BenchCase } from '../case.ts';
import { dataFolder, newWarehouse, type SimulatedData, type Sizes, simulated } from '../data.ts';
import { type EtlRun, runEtl } from '../etl-run.ts';
import { installPythonPeers, runPython } from '../python.ts';
import { againstPeer, type CaseResult, mebibytes } from '../result.ts';
import { type ProgramRun, runProgram } from '../run-program.ts';
import { inTurns, type Timing } from '../timing.ts';
import { secondRuns } from './second-runs.ts';

/** A tool that builds the same star, as its ordinary users would write it. */
interface Peer {
  readonly name: string;
  /** It takes minutes: measured once. */
  readonly isSlow?: boolean;
  run(data: SimulatedData): Promise<ProgramRun>;
}

/** The same star by other means, at the size of the mission and at that of two million events. */
export const peers: BenchCase = async ({ sizes, withPeers, onStep }) => {
  const problem = withPeers ? installPythonPeers() : 'run the bench with --peers';
  const skipped = [
    ...(hasClickhouse() ? [] : [skip('ClickHouse embedded (chdb)', 'npm install --prefix bench')]),
    ...(problem === undefined ? [] : [skip('polars, dbt, dlt and PySpark', problem)]),
  ];
  const tools = [
    duckdb,
    ...(hasClickhouse() ? [clickhouse] : []),
    ...(problem === undefined ? pythonPeers : []),
  ];
  const results: CaseResult[] = [];
  const [small, large] = await dataOf(sizes);
  onStep(`measuring ${nameOf(small)}`);
  results.push(...(await measure(small, tools, sizes.rounds)));
  onStep(`measuring ${nameOf(large)}`);
  results.push(...(await measure(large, tools, sizes.rounds)));
  if (problem === undefined) {
    onStep('measuring second runs');
    results.push(...(await secondRuns(small, sizes.rounds)));
  }
  return [...results, ...skipped];
};

/** The month that the other cases made, so that nothing is simulated twice. */
async function dataOf({ users: [users = 0], songFiles }: Sizes) {
  return [
    await simulated({ users: 100, catalogue: songFiles }),
    await simulated({ users, catalogue: 10_000, 'catalogue-share': 0.07 }),
  ] as const;
}

const duckdb: Peer = {
  name: 'DuckDB SQL alone',
  run: ({ folder }) => runProgram('./peers/run-duckdb.ts', [newWarehouse(), folder]),
};

const clickhouse: Peer = {
  name: 'ClickHouse embedded (chdb)',
  run: ({ folder }) => runProgram('./peers/run-clickhouse.ts', [emptyFolder('clickhouse'), folder]),
};

const pythonPeers: readonly Peer[] = [
  { name: 'polars and DuckDB', run: ({ folder }) => runPython('with_polars.py', [folder, newWarehouse()]) },
  { name: 'dbt-duckdb', run: ({ folder }) => runPython('with_dbt.py', [folder, newWarehouse()]) },
  {
    name: 'dlt and dbt',
    isSlow: true,
    run({ folder }) {
      const warehouse = newWarehouse();
      emptyFolder('bench.duckdb.dlt');
      return runPython('with_dlt.py', [folder, warehouse]);
    },
  },
  {
    name: 'PySpark',
    isSlow: true,
    run: ({ folder }) => runPython('with_pyspark.py', [folder, emptyFolder('spark')]),
  },
  {
    name: 'the scripts of the course',
    isSlow: true,
    run: ({ folder }) => runPython('with_scripts.py', [folder]),
  },
];

function emptyFolder(name: string): string {
  const path = join(dataFolder, name);
  rmSync(path, { recursive: true, force: true });
  return path;
}

function hasClickhouse(): boolean {
  return existsSync(join(import.meta.dirname, '../node_modules', 'chdb'));
}

async function measure(
  data: SimulatedData,
  tools: readonly Peer[],
  rounds: number,
): Promise<readonly CaseResult[]> {
  const rows: Record<string, ProgramRun['rows']> = {};
  const measured = (name: string, run: () => Promise<ProgramRun>) => async () => {
    const result = await run();
    rows[name] = result.rows;
    return result;
  };
  const measures = (slow: boolean) =>
    Object.fromEntries(
      tools
        .filter(({ isSlow = false }) => isSlow === slow)
        .map(({ name, run }) => [name, measured(name, () => run(data))]),
    );
  const { ours, ...timings } = {
    ...(await inTurns<string>(rounds, { ours: measured('ours', () => runOurs(data)), ...measures(false) })),
    ...(await inTurns<string>(1, measures(true))),
  };
  newWarehouse();
  if (ours === undefined) return [];
  return tools.flatMap(({ name }) => {
    const floor = timings[name];
    if (floor === undefined) return [];
    const note = `${differences(rows.ours, rows[name])}; peak memory ${memory(ours, floor)}`;
    return [
      {
        ...againstPeer({ case: `the star of ${nameOf(data)}`, ours, floor, floorName: name, note }),
        peer: { load: nameOf(data), isFirst: true, name, ours, theirs: floor },
      },
    ];
  });
}

async function runOurs({ folder }: SimulatedData): Promise<ProgramRun> {
  const run = await runEtl('--data', folder, '--warehouse', newWarehouse());
  return { ...run, rows: rowsOf(run) };
}

function skip(name: string, note: string): CaseResult {
  return { case: `the star through ${name}`, ours: '', floor: '', goal: 'faster', verdict: 'skipped', note };
}

function nameOf({ events, files }: SimulatedData): string {
  return `${events.toLocaleString('en')} events and ${files.songs.toLocaleString('en')} song files`;
}

function rowsOf({ report: { tables } }: EtlRun): Readonly<Record<string, number>> {
  const { songplays, users, songs, artists, time } = tables;
  return { songplays, users, songs, artists, time };
}

/** Whether the peer has done the same work, as far as the numbers of rows show. */
function differences(ours: ProgramRun['rows'] = {}, theirs: ProgramRun['rows']): string {
  if (theirs === undefined) return 'stopped before its end';
  const different = Object.entries(ours).filter(([table, rows]) => theirs[table] !== rows);
  if (different.length === 0) return 'the same number of rows in all five tables';
  return different.map(([table, rows]) => `${table} ${rows} here, ${theirs[table]} there`).join(', ');
}

function memory(ours: Timing, floor: Timing): string {
  return `${mebibytes(ours.peakBytes)} here, ${mebibytes(floor.peakBytes)} there`;
}
