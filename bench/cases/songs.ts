import type { BenchCase } from '../case.ts';
import { newWarehouse, simulated } from '../data.ts';
import { runEtl } from '../etl-run.ts';
import { mebibytes, withinSeconds } from '../result.ts';
import { runProgram } from '../run-program.ts';
import { inTurns } from '../timing.ts';

/** The size of the mission: a month of a hundred users, and 14,896 song files of 250 bytes. */
export const songs: BenchCase = async ({ sizes, onStep }) => {
  onStep('simulating');
  const { folder, files } = await simulated({ users: 100, catalogue: sizes.songFiles });
  onStep('measuring');
  const { ours, read } = await inTurns(sizes.rounds + 2, {
    read: () => runProgram('./floors/read-bytes.ts', [folder]),
    ours: () => runEtl('--data', folder, '--warehouse', newWarehouse()),
  });
  return [
    withinSeconds(
      {
        case: `${files.songs.toLocaleString('en')} song files and ${files.logs} logs, local, whole command`,
        ours,
        floor: read,
        floorName: 'reading the bytes',
        note: `peak memory ${mebibytes(ours.peakBytes)}`,
      },
      1.2,
    ),
  ];
};
