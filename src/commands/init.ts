import { cannotWrite } from '../file-problem.ts';
import { command } from './command.ts';
import type { Context } from './context.ts';
import { option } from './option.ts';
import { placeToWrite } from './options.ts';
import { printNext } from './print-next.ts';

export const init = command({
  name: 'init',
  summary: 'write a commented dwh.cfg to start from',
  description: 'Writes a commented dwh.cfg to start from; never overwrites one.',
  options: {
    config: option('--config <file>', 'where to write it (default: dwh.cfg)', placeToWrite),
    project: option<string | true>(
      '--project [folder]',
      'write a folder for your own saved queries, checks and tables instead (default: sparkify)',
      (folder) => folder,
    ).conflicts('config'),
  },
  examples: ['sparkify init', 'sparkify init --project'],
  async run({ config = 'dwh.cfg', project }, context) {
    if (project !== undefined) return await initProject(project, context);
    await writeConfig(config);
    context.terminal.print(`  ${config} was written, readable by you only (it may later hold a password).`);
    context.terminal.print(`  Edit it, then:`);
    printNext(context, [{ command: 'doctor' }, { command: 'cluster create' }]);
  },
});

async function initProject(given: string | true, context: Context): Promise<void> {
  const [{ defaultFolder }, { writeStarterProject }] = await Promise.all([
    import('../project/kinds.ts'),
    import('../project/starter-project.ts'),
  ]);
  const folder = given === true ? defaultFolder : given;
  for (const path of await writeStarterProject(folder)) context.terminal.print(`  ${path} was written.`);
  const flags = folder === defaultFolder ? { project: false } : { project: folder };
  printNext(context, [
    { command: 'ask loyal-listeners', flags },
    { command: 'check', flags },
  ]);
}

/** Writes the starting configuration into a new file, readable by its owner only. */
export async function writeConfig(file: string): Promise<void> {
  const { writeFile } = await import('node:fs/promises');
  const { starterConfig } = await import('../settings/starter-config.ts');
  try {
    await writeFile(file, starterConfig(), { flag: 'wx', mode: 0o600 });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST')
      throw cannotWrite(file, cause, 'Name another file with --config.');
    const { UsageError } = await import('../errors.ts');
    throw new UsageError('SPK-119', `${file} exists, and was not changed.`, {
      cause,
      hints: [
        { command: 'doctor', why: 'Show the resolved settings' },
        { command: 'init', flags: { config: `${file}.new` }, why: 'Write another file' },
      ],
    });
  }
}
