import { rmSync } from 'node:fs';
import type { BenchCase } from '../case.ts';
import { newWarehouse, simulated } from '../data.ts';
import { runEtl } from '../etl-run.ts';
import { installPythonPeers, runPython } from '../python.ts';
import { againstPeer, type CaseResult, withinSeconds } from '../result.ts';
import { runProgram } from '../run-program.ts';
import { inTurns, type Timing } from '../timing.ts';

/** A scheduler's usual run: every file is in the load manifest already. */
export const nothingNew: BenchCase = async ({ sizes, withPeers, onStep }) => {
  const { folder, files } = await simulated({ users: 100, catalogue: sizes.songFiles });
  const warehouse = newWarehouse();
  onStep('loading');
  await runEtl('--data', folder, '--warehouse', warehouse);
  onStep('measuring');
  const measures = {
    list: () => runProgram('./floors/list-files.ts', [folder]),
    ours: () => runEtl('--data', folder, '--warehouse', warehouse),
  };
  const { ours, list } = await inTurns(2 * sizes.rounds + 1, measures);
  return [
    withinSeconds(
      {
        case: `nothing new, ${(files.songs + files.logs).toLocaleString('en')} files`,
        ours,
        floor: list,
        floorName: 'listing the files',
      },
      0.5,
    ),
    ...(withPeers ? await againstDlt(folder, ours, sizes.rounds) : []),
  ];
};

/** The second run of dlt and dbt over the same files. */
async function againstDlt(folder: string, ours: Timing, rounds: number): Promise<readonly CaseResult[]> {
  if (installPythonPeers() !== undefined) return [];
  const warehouse = newWarehouse('dlt');
  rmSync(`${warehouse}.dlt`, { recursive: true, force: true });
  const run = () => runPython('with_dlt.py', [folder, warehouse]);
  await run();
  const { floor } = await inTurns(rounds, { floor: run });
  newWarehouse('dlt');
  return [againstPeer({ case: 'nothing new', ours, floor, floorName: 'dlt and dbt' })];
}
