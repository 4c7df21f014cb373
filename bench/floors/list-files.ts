import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { tellParent } from '../run-program.ts';

/** Lists the folder of argv and asks for the size and times of every file: what a run with nothing new cannot do without. */
const [folder = '.'] = process.argv.slice(2);

await tellParent(async () => {
  let files = 0;
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (name.endsWith('.json') && statSync(join(folder, name)).isFile()) files++;
  }
  return { files };
});
