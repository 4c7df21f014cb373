import { join } from 'node:path';
import { isS3Location } from '../s3/location.ts';
import type { S3Settings } from '../s3/settings.ts';
import { openLocalSource } from './local.ts';
import type { Source } from './source.ts';

/** Opens one location: a folder, a file, a pattern, or a prefix of a bucket. */
export async function openSource(location: string, s3: S3Settings | undefined): Promise<Source> {
  if (!isS3Location(location)) return openLocalSource(location);
  const { openS3Source } = await import('./s3.ts');
  return await openS3Source(location, s3 ?? { signRequests: true, requesterPays: false });
}

/** A part of the location of all data; in a bucket only a listing shows whether it exists. */
export function below(data: string, name: string): string {
  return isS3Location(data) ? `${data.replace(/(?<!s3[an]?:\/*)\/+$/i, '')}/${name}` : join(data, name);
}
