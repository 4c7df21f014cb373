import { createServer } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';
import { generate } from 'selfsigned';
import { expect, test } from 'vitest';
import { testNetwork, testTls } from '../../src/doctor/connection.ts';
import { testLogin, testPrivileges } from '../../src/doctor/session.ts';
import { listen } from '../listen.ts';
import { silentHost } from '../stopping/silent-host.ts';

test('a port where nobody listens is a wrong network', async () => {
  const server = await silentHost();
  const place = { host: '127.0.0.1', port: server.port };
  expect((await testNetwork(place)).state).toBe('ok');
  await server[Symbol.asyncDispose]();
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
  await using server = await silentHost('N');
  const found = await testTls({ host: '127.0.0.1', port: server.port });
  expect(found).toMatchObject({ state: 'wrong', said: expect.stringContaining('does not offer TLS') });
});

test('a certificate is verified: of a strange root it is refused', async () => {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }], {
    algorithm: 'sha256',
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] }],
  });
  await using server = await listen(
    createServer((socket) =>
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
    ),
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
});

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
