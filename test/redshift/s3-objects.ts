import type { ObjectStore } from './copy/copy-objects.ts';

/**
 * The objects of an S3 server that asks for no signature, such as that of the tests without `credentials`: COPY then
 * sees what the program put there. Adds nothing to HTTP, so a fault of the server is a fault of the COPY.
 */
export function s3Objects(endpoint: string): ObjectStore {
  const encoded = (key: string) => key.split('/').map(encodeURIComponent).join('/');
  return {
    async list(bucket, prefix) {
      const keys: string[] = [];
      for (let token: string | undefined = ''; token !== undefined; ) {
        const query = new URLSearchParams({ 'list-type': '2', prefix });
        if (token !== '') query.set('continuation-token', token);
        const page = await (await get(`${endpoint}/${bucket}?${query}`)).text();
        keys.push(...[...page.matchAll(/<Key>([^<]*)<\/Key>/g)].map((match) => decoded(match[1] ?? '')));
        const next = /<NextContinuationToken>([^<]*)</.exec(page)?.[1];
        token = next === undefined ? undefined : decoded(next);
      }
      return keys;
    },
    get: async (bucket, key) =>
      Buffer.from(await (await get(`${endpoint}/${bucket}/${encoded(key)}`)).arrayBuffer()),
    async write(bucket, key, body) {
      const url = `${endpoint}/${bucket}/${encoded(key)}`;
      const response = await fetch(url, { method: 'PUT', body: new Blob([new Uint8Array(body)]) });
      if (!response.ok) throw new Error(`${url} answered ${response.status}`);
    },
  };
}

async function get(url: string): Promise<Response> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  return response;
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

const decoded = (xml: string): string =>
  xml.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) => {
    if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
    if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
    return entities[name] ?? whole;
  });
