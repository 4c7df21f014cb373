import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { kinds, readyTables } from '../../src/project/kinds.ts';
import type { BenchCase } from '../case.ts';
import { dataFolder, newWarehouse, simulated } from '../data.ts';
import { runEtl } from '../etl-run.ts';
import { againstFloor } from '../result.ts';
import type { ChildRun } from '../run-child.ts';
import { runCommand } from '../run-command.ts';
import { inTurns, type Measured } from '../timing.ts';

/** A project folder: empty, and with ten saved queries and five tables, against a run without one. */
export const project: BenchCase = async ({ sizes, onStep }) => {
  const [users = 0] = sizes.users;
  onStep('simulating');
  const { folder } = await simulated({ users, catalogue: 10_000, 'catalogue-share': 0.07 });
  const [empty, full] = [emptyProject(), await fullProject()];
  onStep('measuring');
  const etl = (...more: readonly string[]) =>
    runEtl('--data', folder, '--warehouse', newWarehouse(), ...more);
  const { none, withEmpty, withFive } = await inTurns(sizes.rounds, {
    none: () => etl(),
    withEmpty: () => etl('--project', empty),
    withFive: () => etl('--project', full),
  });
  const warehouse = newWarehouse();
  await runEtl('--data', folder, '--warehouse', warehouse, '--project', full);
  const ask = (name: string) =>
    runCommand(['ask', name, '--json', '--warehouse', warehouse, '--project', full]);
  const { own, builtIn } = await inTurns(sizes.rounds, {
    own: () => inSuccession(Array.from({ length: 10 }, (_, index) => () => ask(`question-${index}`))),
    builtIn: () => inSuccession(Array.from({ length: 10 }, () => () => ask('most-active-users'))),
  });
  return [
    againstFloor(
      { case: 'empty project folder', ours: withEmpty, floor: none, floorName: 'no folder' },
      1.03,
    ),
    againstFloor({ case: 'five tables of a project', ours: withFive, floor: none, floorName: 'no folder' }),
    againstFloor(
      { case: 'ten saved queries', ours: own, floor: builtIn, floorName: 'ten built-in ones' },
      1.1,
    ),
  ];
};

function emptyProject(): string {
  const folder = join(dataFolder, 'empty-project');
  for (const kind of kinds) mkdirSync(join(folder, kind), { recursive: true });
  return folder;
}

async function fullProject(): Promise<string> {
  const folder = join(dataFolder, 'full-project');
  rmSync(folder, { recursive: true, force: true });
  for (const name of readyTables) await runCommand(['add', 'table', name, '--project', folder]);
  write(
    join(folder, 'tables/by-user.sql'),
    'select user_id, count(*) as plays from songplays group by user_id',
  );
  for (let index = 0; index < 10; index++) {
    const sql = `select user_id, count(*) as plays from filtered_plays group by user_id order by plays desc, user_id limit ${index + 1}`;
    write(join(folder, `questions/question-${index}.sql`), `-- title: Question ${index}\n${sql}\n`);
  }
  return folder;
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

async function inSuccession(commands: readonly (() => Promise<ChildRun>)[]): Promise<Measured> {
  const runs: ChildRun[] = [];
  for (const command of commands) runs.push(await command());
  return {
    seconds: runs.reduce((sum, { seconds }) => sum + seconds, 0),
    peakBytes: Math.max(...runs.map(({ peakBytes = 0 }) => peakBytes)),
  };
}
