import { join } from 'node:path';
import type { BenchCase } from '../case.ts';
import { forget, newWarehouse, simulated } from '../data.ts';
import { runEtl } from '../etl-run.ts';
import { mebibytes, withinSeconds } from '../result.ts';
import { runProgram } from '../run-program.ts';
import { inTurns } from '../timing.ts';

/** The sibling of the mission's song data, 385,252 files: time, and memory beside that of a catalogue a tenth its size. */
export const manySongs: BenchCase = async ({ sizes, onStep }) => {
  if (sizes.manySongFiles === 0) return [];
  onStep('simulating');
  const data = await simulated({ users: 1, catalogue: sizes.manySongFiles });
  const tenth = await simulated({ users: 1, catalogue: Math.round(sizes.manySongFiles / 10) });
  onStep('measuring');
  const { ours, read } = await inTurns(1, {
    read: () => runProgram('./floors/read-bytes.ts', [join(data.folder, 'song_data')]),
    ours: () => runEtl('--songs', join(data.folder, 'song_data'), '--warehouse', newWarehouse()),
  });
  const small = await runEtl('--songs', join(tenth.folder, 'song_data'), '--warehouse', newWarehouse());
  onStep('removing the files');
  forget(data);
  forget(tenth);
  return [
    withinSeconds(
      {
        case: `${data.files.songs.toLocaleString('en')} song files, local`,
        ours,
        floor: read,
        floorName: 'reading the bytes',
        note: `peak memory ${mebibytes(ours.peakBytes)}; with a tenth of the files ${mebibytes(small.peakBytes)}`,
      },
      15,
    ),
  ];
};
