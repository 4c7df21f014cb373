import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { readManifest, readText } from '../../src/dashboard/assets.ts';
import { createDashboard } from '../../src/dashboard/dashboard.ts';

const app = createDashboard({
  openWarehouse: () => Promise.reject(new Error('No request of these tests reads a warehouse.')),
});

async function get(path: string, acceptEncoding?: string) {
  return await app.request(`http://127.0.0.1${path}`, {
    headers: {
      host: '127.0.0.1',
      ...(acceptEncoding !== undefined && { 'accept-encoding': acceptEncoding }),
    },
  });
}

const { script, style } = readManifest();

test.each([
  ['gzip, deflate, br', 'br', brotliDecompressSync],
  ['gzip;q=1.0, br;q=0', 'gzip', gunzipSync],
  ['identity', null, (bytes: Buffer) => bytes],
  [undefined, null, (bytes: Buffer) => bytes],
] as const)('a browser that accepts %s gets the script so', async (accepted, encoding, decompress) => {
  const response = await get(`/assets/${script}`, accepted);
  expect(response.headers.get('content-encoding')).toBe(encoding);
  expect(response.headers.get('vary')).toBe('Accept-Encoding');
  expect(decompress(Buffer.from(await response.arrayBuffer())).toString()).toBe(readText(script));
});

test('a file with a hash in its name is kept for ever, a page and an answer never', async () => {
  for (const name of [script, style])
    expect((await get(`/assets/${name}`)).headers.get('cache-control')).toBe(
      'private, max-age=31536000, immutable',
    );
  expect((await get('/')).headers.get('cache-control')).toBe('no-store');
  expect((await get('/api/status')).headers.get('cache-control')).toBe('no-store');
});

test('the page names the files of the build', async () => {
  const html = await (await get('/')).text();
  expect(html).toContain(`src="/assets/${script}"`);
  expect(html).toContain(`href="/assets/${style}"`);
});

test.each(['report.js', 'manifest.json', `${script}.br`, '..%2f..%2fpackage.json', 'none.js'])(
  '%s is not served',
  async (name) => {
    expect((await get(`/assets/${name}`)).status).toBe(404);
  },
);
