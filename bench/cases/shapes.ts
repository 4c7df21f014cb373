import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { BenchCase } from '../case.ts';
import { dataFolder, jsonFilesBelow, newWarehouse, simulated } from '../data.ts';
import { runEtl } from '../etl-run.ts';
import { againstFloor, type CaseResult } from '../result.ts';
import { inTurns, type Timing } from '../timing.ts';

/** The same events in the shapes that files have: what it costs to find the records of each. */
const shapes = {
  /** Read by the engine itself. */
  lines: (lines: readonly string[]) => `${lines.join('\n')}\n`,
  /** A byte order mark leaves the file to the validating parser. */
  marked: (lines: readonly string[]) => `\uFEFF${lines.join('\n')}\n`,
  /** One line of a hundred ends in its middle. */
  cut: (lines: readonly string[]) =>
    `${lines.map((line, index) => (index % 100 === 50 ? line.slice(0, line.length >> 1) : line)).join('\n')}\n`,
  concatenated: (lines: readonly string[]) => lines.join(''),
  array: (lines: readonly string[]) => `[${lines.join(',\n')}]\n`,
} as const;

type Shape = keyof typeof shapes;

/** Staging of large files by their shape: clean lines by the native read, and all others by the validating parser. */
export const shapesOfFiles: BenchCase = async ({ sizes, onStep }) => {
  onStep('simulating');
  const month = { users: sizes.shapeUsers, catalogue: 10_000, 'catalogue-share': 0.01, until: '2018-11-04' };
  const { folder, bytes } = await simulated(month);
  const names = Object.keys(shapes) as Shape[];
  for (const shape of names) writeShape(join(folder, 'log_data'), shape);
  onStep('measuring');
  const timings = await inTurns<Shape>(
    sizes.rounds,
    Object.fromEntries(names.map((shape) => [shape, () => stage(folderOf(shape))])) as Record<
      Shape,
      () => ReturnType<typeof stage>
    >,
  );
  for (const shape of names) rmSync(folderOf(shape), { recursive: true, force: true });
  const result = (
    name: string,
    shape: Shape,
    [floor, floorName]: readonly [Shape, string],
    most?: number,
  ): CaseResult =>
    againstFloor(
      {
        case: `staging ${Math.round(bytes / 1e6)} MB: ${name}`,
        ours: timings[shape],
        floor: timings[floor],
        floorName,
        note: rate(bytes, timings[shape]),
      },
      most,
    );
  const validated = ['marked', 'clean lines, the validating parser'] as const;
  return [
    result('clean lines, the validating parser', 'marked', ['lines', 'clean lines, the native read']),
    result('1 % of the lines cut', 'cut', validated, 2),
    result('records one after the other, on one line', 'concatenated', validated),
    result('an array', 'array', validated),
  ];
};

function folderOf(shape: Shape): string {
  return join(dataFolder, `shape-${shape}`);
}

function writeShape(logs: string, shape: Shape): void {
  const folder = folderOf(shape);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const name of jsonFilesBelow(logs)) {
    const lines = readFileSync(join(logs, name), 'utf8').trimEnd().split('\n');
    writeFileSync(join(folder, basename(name)), shapes[shape](lines));
  }
}

/** The time of staging alone, of which the rest of the run knows no difference. */
async function stage(logs: string) {
  const { report } = await runEtl('--logs', logs, '--warehouse', newWarehouse(), '--max-rejected', '5%');
  return { seconds: report.seconds.stage };
}

function rate(bytes: number, { seconds }: Timing): string {
  return `${Math.round(bytes / 1e6 / seconds)} MB a second`;
}
