import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readManifest } from '../../src/dashboard/assets.ts';
import { createDashboard } from '../../src/dashboard/dashboard.ts';
import { serveDashboard } from '../../src/dashboard/serve.ts';
import { type LoadedWarehouse, loadedWarehouse } from './loaded-warehouse.ts';

let warehouse: LoadedWarehouse;
beforeAll(async () => {
  warehouse = await loadedWarehouse();
});
afterAll(() => warehouse[Symbol.asyncDispose]());

const own = 'http://127.0.0.1:4000';

function ask(path: string, headers: Readonly<Record<string, string>> = {}, token?: string) {
  const app = createDashboard({ openWarehouse: warehouse.open, token });
  return app.request(`${own}${path}`, { headers: { host: '127.0.0.1:4000', ...headers } });
}

describe('who may ask', () => {
  test.each(['127.0.0.1:4000', 'localhost:4000', '[::1]:4000'])(
    'the own host %s is answered',
    async (host) => {
      expect((await ask('/api/status', { host })).status).toBe(200);
    },
  );

  test.each([
    'evil.example',
    'evil.example:4000',
    '127.0.0.1.evil.example',
    'localhost.evil.example',
    '10.0.0.1',
    '',
  ])('a foreign Host is refused: %s', async (host) => {
    for (const path of ['/', '/api/status', '/assets/app.js'])
      expect((await ask(path, { host })).status).toBe(403);
  });

  test.each(['http://evil.example', 'http://localhost:5000', 'null', 'https://127.0.0.1:4001'])(
    'a foreign Origin is refused: %s',
    async (origin) => {
      expect((await ask('/api/status', { origin })).status).toBe(403);
    },
  );

  test('the own Origin is answered', async () => {
    expect((await ask('/api/status', { origin: own })).status).toBe(200);
  });

  test('a browser that says another site asks is refused, but may follow a link to a page', async () => {
    expect((await ask('/api/status', { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect(
      (await ask('/api/status', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' })).status,
    ).toBe(403);
    expect(
      (await ask('/data', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' })).status,
    ).toBe(200);
    expect((await ask('/', { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'no-cors' })).status).toBe(403);
  });

  test('SQL from another site is refused before it is read', async () => {
    const app = createDashboard({
      openWarehouse: () => Promise.reject(new Error('The warehouse was opened.')),
    });
    const response = await app.request(`${own}/api/sql`, {
      method: 'POST',
      headers: { host: '127.0.0.1:4000', origin: 'http://evil.example', 'content-type': 'text/plain' },
      body: '{"sql":"select 1"}',
    });
    expect(response.status).toBe(403);
  });
});

describe('the token', () => {
  test('without it nothing is answered', async () => {
    for (const path of ['/', '/api/status', '/assets/app.js', '/?token=wrong'])
      expect((await ask(path, {}, 'secret')).status).toBe(401);
    expect((await ask('/api/status', { authorization: 'Bearer wrong' }, 'secret')).status).toBe(401);
  });

  test('in the address it becomes a cookie that no script reads, and leaves the address', async () => {
    const response = await ask('/?period=all&token=secret', {}, 'secret');
    expect(response.status).toBe(302);
    expect(response.headers.get('location')).toBe('/?period=all');
    const cookie = response.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Lax/);
    expect(cookie).toMatch(/^sparkify-token-4000=/); // a dashboard on another port keeps its own
    const [pair = ''] = cookie.split(';');
    expect((await ask('/api/status', { cookie: pair }, 'secret')).status).toBe(200);
  });

  test('in an address of two slashes it redirects to no other host', async () => {
    const app = createDashboard({ openWarehouse: warehouse.open, token: 'secret' });
    for (const path of ['//evil.example/', '/\\\\evil.example/', '///evil.example/']) {
      const request = new Request(`${own}${path}?token=secret`, { headers: { host: '127.0.0.1:4000' } });
      const response = await app.request(request);
      expect(new URL(response.headers.get('location') ?? '', own).origin, path).toBe(own);
    }
  });

  test('may not be short', async () => {
    await expect(serveDashboard({ openWarehouse: warehouse.open, token: 'x' })).rejects.toThrow(
      '--token has 1 characters, and should have at least 16.',
    );
  });

  test('a program brings it in a header', async () => {
    expect((await ask('/api/status', { authorization: 'Bearer secret' }, 'secret')).status).toBe(200);
  });

  test('with it an address of the network is a host, a foreign name is not', async () => {
    const authorization = 'Bearer secret';
    expect((await ask('/api/status', { authorization, host: '192.168.1.7:80' }, 'secret')).status).toBe(200);
    expect((await ask('/api/status', { authorization, host: 'evil.example' }, 'secret')).status).toBe(403);
  });
});

describe('what a browser receives', () => {
  test('a policy that loads nothing from elsewhere and runs nothing inline', async () => {
    const response = await ask('/');
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
    const html = await response.text();
    expect(html).toContain(nonce);
    expect(html).not.toMatch(/<script(?![^>]*src=)|<style|\son\w+=|style=/);
    expect((await ask('/')).headers.get('content-security-policy')).not.toContain(nonce);
  });

  test('the policy is on refusals and errors too', async () => {
    for (const response of [
      await ask('/', { host: 'evil.example' }),
      await ask('/api/questions/none'),
      await ask('/nowhere'),
    ])
      expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  test('only the files of the page are served', async () => {
    for (const path of [
      '/assets/../package.json',
      '/assets/..%2f..%2fcli.js',
      '/assets/%2e%2e%2fapi.js',
      '/assets/.env',
    ])
      expect((await ask(path)).status).toBe(404);
    expect((await ask(`/assets/${readManifest().script}`)).headers.get('content-type')).toContain(
      'text/javascript',
    );
  });
});
