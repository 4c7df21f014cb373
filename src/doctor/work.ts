import { randomUUID } from 'node:crypto';
import { openS3Folder } from '../s3/folder.ts';
import type { S3Settings } from '../s3/settings.ts';
import { type Finding, ok } from './finding.ts';

/** Whether a run could put its parts below WORK and take them away: an empty object is written and deleted. */
export async function testWork(location: string, settings: S3Settings): Promise<Finding> {
  await using folder = await openS3Folder(location, settings);
  const name = `doctor-${randomUUID()}`;
  await folder.put(name, new Uint8Array());
  await folder.remove(name);
  return ok('work', `${location} can be written and deleted`);
}
