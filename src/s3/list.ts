import { isFromS3, readFailure, S3Failure } from './errors.ts';
import { explain } from './explain.ts';
import { type ListPage, parseListPage } from './list-page.ts';
import { persist, type Trial } from './retry.ts';

export interface Listing {
  readonly trial: Trial;
  /** Milliseconds that a page may take. */
  readonly deadline: number;
}

/** The pages of all keys that begin so. Each page is asked for while the one before it is being used. */
export async function* listPages(prefix: string, { trial, deadline }: Listing): AsyncGenerator<ListPage> {
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

/** Following a token a second time never comes to the end. */
function repeats(token: string, { client, location, signRequests }: Trial): Error {
  const failure = new S3Failure(`the continuation token ${JSON.stringify(token)} came again`, {
    code: 'RepeatedListing',
  });
  return explain(failure, { location, signRequests, place: client.place });
}

interface PageRequest {
  readonly prefix: string;
  readonly continuationToken?: string | undefined;
  readonly delimiter?: string;
  readonly maxKeys?: number;
}

/** A page of 1,000 keys of the greatest length, URL-encoded, is smaller. */
const mostBytes = 8 << 20;

/** One page, tried again as long as that may help. */
export function listPage(request: PageRequest, { trial, deadline }: Listing): Promise<ListPage> {
  const { prefix, continuationToken, delimiter, maxKeys } = request;
  const query = {
    ...(continuationToken === undefined ? {} : { 'continuation-token': continuationToken }),
    ...(delimiter === undefined ? {} : { delimiter }),
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
