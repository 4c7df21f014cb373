import type { BenchCase } from './case.ts';
import { addingADay } from './cases/adding-a-day.ts';
import { events } from './cases/events.ts';
import { manySongs } from './cases/many-songs.ts';
import { nothingNew } from './cases/nothing-new.ts';
import { peers } from './cases/peers.ts';
import { project } from './cases/project.ts';
import { s3 } from './cases/s3.ts';
import { shapesOfFiles } from './cases/shapes.ts';
import { simulator } from './cases/simulator.ts';
import { songs } from './cases/songs.ts';

/** By the name that `--only` takes, in the order in which they run. */
export const benchCases: Readonly<Record<string, BenchCase>> = {
  events,
  songs,
  'many-songs': manySongs,
  'nothing-new': nothingNew,
  'adding-a-day': addingADay,
  shapes: shapesOfFiles,
  project,
  peers,
  s3,
  simulator,
};
