import type { ReadableS3Folder } from './folder.ts';

const removedAtOnce = 16;

/** Removes all that is below a folder, and returns the number of objects. */
export async function emptyFolder(folder: ReadableS3Folder): Promise<number> {
  const objects = await folder.list();
  for (let at = 0; at < objects.length; at += removedAtOnce)
    await Promise.all(objects.slice(at, at + removedAtOnce).map(({ name }) => folder.remove(name)));
  return objects.length;
}
