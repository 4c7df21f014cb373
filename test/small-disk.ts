import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './temporary-folder.ts';

/** Whether this process may mount a disk, and so make one that is full, or goes away. */
export const canMount = (() => {
  using folder = temporaryFolder();
  const path = join(folder.path, 'disk');
  const mounted = mountDisk(path, 1);
  if (mounted) unmount(path);
  return mounted;
})();

/** Mounts a disk of some megabytes in a new folder; false where this process may not. */
export function mountDisk(path: string, megabytes: number): boolean {
  mkdirSync(path);
  return spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', path]).status === 0;
}

/** Takes the disk away, also from those who have a file of it open. */
export function unmount(path: string): void {
  spawnSync('umount', ['--lazy', path]);
}
