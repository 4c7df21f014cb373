import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { openProject, type Project } from '../../src/project/project.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/** A project folder of a test. */
export interface ProjectFolder extends Disposable {
  readonly path: string;
  /** Reads it as it is now. */
  open(): Project;
  write(files: Readonly<Record<string, string>>): void;
  remove(name: string): void;
}

export function projectFolder(files: Readonly<Record<string, string>>): ProjectFolder {
  const folder = temporaryFolder();
  const write = (written: Readonly<Record<string, string>>) => {
    for (const [name, text] of Object.entries(written)) {
      const path = join(folder.path, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    }
  };
  write(files);
  return {
    ...folder,
    path: folder.path,
    open() {
      const project = openProject(folder.path);
      if (project === undefined) throw new Error('There is no project.');
      return project;
    },
    write,
    remove: (name) => rmSync(join(folder.path, name)),
  };
}
