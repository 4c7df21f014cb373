import { isFromS3, readFailure, S3Failure } from './s3-errors.ts';
import { explain } from './s3-explain.ts';
import { type ListPage, parseListPage } from './s3-list-page.ts';
import { folderPrefix, type S3Location } from './s3-location.ts';
import { persist, type Trial } from './s3-retry.ts';
import { isDataFile, type SourceFile } from './source.ts';

export interface Listing {
  readonly trial: Trial;
  /** Milliseconds that a page may take. */
  readonly deadline: number;
  /** Hears of each object below the folder that is no data file, and not empty. */
  readonly passOver: (location: string) => void;
}

/** The data files of a folder, or the one object that the location names. */
export async function* listObjects(
  { bucket, key }: S3Location,
  listing: Listing,
): AsyncGenerator<SourceFile> {
  const root = `s3://${bucket}/`;
  if (isDataFile(key)) {
    // Of all keys that start alike, the bare one comes first.
    const { objects } = await listPage({ prefix: key, maxKeys: 1 }, listing);
    const object = objects[0];
    if (object?.key === key) {
      const name = key.slice(key.lastIndexOf('/') + 1);
      yield { location: root + key, name, size: object.size, version: object.etag, content: object.etag };
      return;
    }
  }
  const prefix = folderPrefix(key);
  for await (const { objects } of pages(prefix, listing)) {
    for (const { key, size, etag } of objects) {
      const name = key.slice(prefix.length);
      if (!isDataFile(name)) {
        if (size > 0) listing.passOver(root + key);
        continue;
      }
      yield { location: root + key, name, size, version: etag, content: etag };
    }
  }
}

/** Each page is asked for while the one before it is being used. */
async function* pages(prefix: string, { trial, deadline }: Paging): AsyncGenerator<ListPage> {
  const left = new AbortController();
  const signal = trial.signal === undefined ? left.signal : AbortSignal.any([trial.signal, left.signal]);
  const ask = (continuationToken?: string) => {
    const page = listPage({ prefix, continuationToken }, { trial: { ...trial, signal }, deadline });
    // A failure is thrown when the page's turn comes; until then it is nobody's.
    page.catch(() => undefined);
    return page;
  };
  try {
    const asked = new Set<string>();
    let next: Promise<ListPage> | undefined = ask();
    while (next !== undefined) {
      const page: ListPage = await next;
      const token = page.continuationToken;
      if (token !== undefined && asked.has(token)) throw repeats(token, trial);
      if (token !== undefined) asked.add(token);
      next = token === undefined ? undefined : ask(token);
      yield page;
    }
  } finally {
    left.abort();
  }
}

/** Whoever follows a token that was followed before never comes to the end. */
function repeats(token: string, { client, location, signRequests }: Trial): Error {
  const failure = new S3Failure(`the continuation token ${JSON.stringify(token)} came again`, {
    code: 'RepeatedListing',
  });
  return explain(failure, { location, signRequests, place: client.place });
}

type Paging = Omit<Listing, 'passOver'>;

interface PageRequest {
  readonly prefix: string;
  readonly continuationToken?: string | undefined;
  readonly maxKeys?: number;
}

/** A page of 1,000 keys of the greatest length, URL-encoded, is smaller. */
const mostBytes = 8 << 20;

function listPage(request: PageRequest, { trial, deadline }: Paging): Promise<ListPage> {
  const { prefix, continuationToken, maxKeys } = request;
  const query = {
    ...(continuationToken === undefined ? {} : { 'continuation-token': continuationToken }),
    'encoding-type': 'url',
    'list-type': '2',
    ...(maxKeys === undefined ? {} : { 'max-keys': String(maxKeys) }),
    prefix,
  };
  return persist(async () => {
    const { signal, client } = trial;
    const { status, headers, body } = await client.requests.query(query, { deadline, mostBytes, signal });
    const text = body.toString();
    if (status !== 200 || !isFromS3(headers, text)) throw readFailure(status, headers, text);
    return parseListPage(text);
  }, trial);
}
