import { TransientError } from '../errors.ts';
import type { ListRequest } from './s3-client.ts';
import { folderPrefix, type S3Location } from './s3-location.ts';
import { persist, type Trial } from './s3-retry.ts';
import { isDataFile, type SourceFile } from './source.ts';

interface Page {
  readonly files: readonly SourceFile[];
  readonly continuationToken: string | undefined;
}

/** The data files of a folder, or the one object that the location names. */
export async function* listObjects(location: S3Location, trial: Trial): AsyncGenerator<SourceFile> {
  const { bucket, key } = location;
  if (isDataFile(key)) {
    // Of all keys that start alike, the bare one comes first.
    const { files } = await listPage(
      { prefix: key, maxKeys: 1 },
      { bucket, root: key.lastIndexOf('/') + 1 },
      trial,
    );
    const file = files[0];
    if (file?.location === `s3://${bucket}/${key}`) {
      yield file;
      return;
    }
  }
  const prefix = folderPrefix(key);
  for await (const { files } of pages(prefix, bucket, trial)) {
    for (const file of files) if (isDataFile(file.name)) yield file;
  }
}

/** Each page is asked for while the one before it is being used. */
async function* pages(prefix: string, bucket: string, trial: Trial): AsyncGenerator<Page> {
  const left = new AbortController();
  const signal = trial.signal === undefined ? left.signal : AbortSignal.any([trial.signal, left.signal]);
  const ask = (continuationToken?: string) => {
    const page = listPage(
      { prefix, continuationToken },
      { bucket, root: prefix.length },
      { ...trial, signal },
    );
    // Thrown when its turn comes; until then it is nobody's.
    page.catch(() => undefined);
    return page;
  };
  try {
    let next: Promise<Page> | undefined = ask();
    while (next !== undefined) {
      const page: Page = await next;
      next = page.continuationToken === undefined ? undefined : ask(page.continuationToken);
      yield page;
    }
  } finally {
    left.abort();
  }
}

interface Root {
  readonly bucket: string;
  /** Where names begin in keys. */
  readonly root: number;
}

async function listPage(request: ListRequest, { bucket, root }: Root, trial: Trial): Promise<Page> {
  const answer = await persist(() => trial.client.listPage(request, trial.signal), trial);
  const decode = answer.EncodingType === 'url' ? decodeKey : (key: string) => key;
  const files = (answer.Contents ?? []).map(({ Key = '', Size = 0, ETag = '' }) => {
    const key = decode(Key);
    return {
      location: `s3://${bucket}/${key}`,
      name: key.slice(root),
      size: Size,
      version: ETag.replaceAll('"', ''),
    };
  });
  return { files, continuationToken: answer.IsTruncated ? answer.NextContinuationToken : undefined };
}

/** Keys are listed in URL encoding, since XML cannot carry every character that a key may have. */
function decodeKey(key: string): string {
  try {
    return decodeURIComponent(key.replaceAll('+', ' '));
  } catch (cause) {
    throw new TransientError(`The listing holds a key that cannot be decoded: ${JSON.stringify(key)}.`, {
      cause,
    });
  }
}
