import type { BenchCase } from '../case.ts';
import { newWarehouse, simulated } from '../data.ts';
import { runEtl } from '../etl-run.ts';
import { withinSeconds } from '../result.ts';
import { runProgram } from '../run-program.ts';
import { inTurns } from '../timing.ts';

/** A scheduler's usual run: every file is in the load manifest already. */
export const nothingNew: BenchCase = async ({ sizes, onStep }) => {
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
      0.35,
    ),
  ];
};
