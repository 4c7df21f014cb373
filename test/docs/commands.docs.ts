import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openShell } from '../cli/shell.ts';
import { sparkify } from '../cli/sparkify.ts';
import { smallSource, sourceFolder } from '../source-folder.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { documents, fencesOf, kinds } from './fences.ts';

const fences = documents.flatMap(fencesOf).filter(({ info }) => kinds.run.includes(info));

test.each([...new Set(fences.map(({ file }) => file))])(
  'the commands of %s run, one after the other',
  async (file) => {
    using folder = temporaryFolder();
    using source = sourceFolder(smallSource);
    using shell = openShell(folder.path);
    cpSync(source.path, join(folder.path, 'data'), { recursive: true });
    await sparkify(['etl', '--data', 'data'], { cwd: folder.path });
    for (const { line, text } of fences.filter((fence) => fence.file === file)) {
      const { status, stderr } = shell.run(text);
      expect({ line, status, stderr: status === 0 ? '' : stderr }).toEqual({ line, status: 0, stderr: '' });
    }
  },
);
