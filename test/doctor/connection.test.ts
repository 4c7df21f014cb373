import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSecureContext, TLSSocket } from 'node:tls';
import { expect, test } from 'vitest';
import { testNetwork, testTls } from '../../src/doctor/connection.ts';
import { testLogin, testPrivileges } from '../../src/doctor/session.ts';

test('a port where nobody listens is a wrong network', async () => {
  const server = await listen(() => {});
  const place = { host: '127.0.0.1', port: server.port };
  expect((await testNetwork(place)).state).toBe('ok');
  await server.close();
  expect(await testNetwork(place)).toMatchObject({
    state: 'wrong',
    said: expect.stringContaining('refused'),
  });
});

test('a name that nobody knows is reported as such, with how to look', async () => {
  expect(await testNetwork({ host: 'sparkify.invalid', port: 5439 })).toMatchObject({
    said: 'sparkify.invalid:5439 cannot be reached: its name is not known',
    fix: [expect.stringMatching(/nslookup sparkify\.invalid$/)],
  });
});

test('a server that refuses TLS is reported as unsafe', async () => {
  const server = await listen((socket) => socket.once('data', () => socket.write('N')));
  const found = await testTls({ host: '127.0.0.1', port: server.port });
  expect(found).toMatchObject({ state: 'wrong', said: expect.stringContaining('does not offer TLS') });
  await server.close();
});

test.skipIf(!hasOpenssl())(
  'a certificate is verified: of a strange root it is refused (needs openssl)',
  async () => {
    const { key, cert } = selfSigned();
    const server = await listen((socket) =>
      socket.once('data', (asked) => {
        // The eight bytes that ask for TLS, before anything else is said.
        expect([...asked]).toEqual([0, 0, 0, 8, 4, 210, 22, 47]);
        socket.write('S');
        const secure = new TLSSocket(socket, {
          isServer: true,
          secureContext: createSecureContext({ key, cert }),
        });
        secure.on('error', () => {});
      }),
    );
    const place = { host: 'localhost', port: server.port };
    expect(await testTls(place)).toMatchObject({
      state: 'wrong',
      said: expect.stringContaining('self-signed'),
    });
    expect(await testTls(place, [cert])).toMatchObject({
      state: 'ok',
      said: expect.stringContaining('TLSv1'),
    });
    await server.close();
  },
);

test('login and privileges are found from what the warehouse answers', async () => {
  const answering = (row: Record<string, unknown>) => ({ query: async () => [row], close: async () => {} });
  const version = 'PostgreSQL 8.0.2 on i686-pc-linux-gnu, compiled by GCC, Redshift 1.0.98765';
  expect((await testLogin(answering({ name: 'awsuser', version }))).said).toBe(
    'as awsuser, Redshift 1.0.98765',
  );
  const row = { name: 'ada', database: 'dwh', may_create_schemas: false, may_create_tables: true };
  expect(await testPrivileges(answering(row))).toMatchObject({
    state: 'wrong',
    fix: ['As its owner: grant create on database "dwh" to "ada"'],
  });
  const owner = { ...row, may_create_schemas: true };
  expect((await testPrivileges(answering(owner))).state).toBe('ok');
  expect(await testPrivileges(answering({ ...owner, may_create_tables: false }))).toMatchObject({
    fix: ['As its owner: grant create on schema public to "ada"'],
  });
});

async function listen(onSocket: (socket: Socket) => void) {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    onSocket(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise<void>((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

function hasOpenssl(): boolean {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function selfSigned(): { readonly key: string; readonly cert: string } {
  const folder = mkdtempSync(join(tmpdir(), 'sparkify-tls-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const words =
    'req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost';
  execFileSync('openssl', [...words.split(' '), '-keyout', key, '-out', cert], { stdio: 'ignore' });
  const made = { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  rmSync(folder, { recursive: true });
  return made;
}
