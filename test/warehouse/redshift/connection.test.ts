import { expect, test } from 'vitest';
import { openRedshift } from '../../../src/warehouse/redshift/redshift.ts';
import { memoryObjects } from '../../redshift/memory-objects.ts';
import { startProxy } from '../../redshift/proxy.ts';
import { startRedshift } from '../../redshift/stand-in.ts';
import { silentHost } from '../../stopping/silent-host.ts';
import { errorOf, settingsOf } from './stand-in-settings.ts';

test('a wrong password is reported without repeating it', async () => {
  await using redshift = await startRedshift({ objects: memoryObjects() });
  const error = await errorOf(openRedshift({ ...settingsOf(redshift), password: 'wrong-Secret-1' }));
  expect(error).toMatchObject({ exitCode: 2, message: expect.stringContaining('does not accept the user') });
  expect(`${error.message} ${error.stack} ${error.cause} ${JSON.stringify(error)}`).not.toContain(
    'wrong-Secret-1',
  );
});

test('what a server repeats is reported without the password', async () => {
  await using redshift = await startRedshift({ objects: memoryObjects() });
  const settings = settingsOf(redshift);
  redshift.failNext({ statement: /^set query_group/, message: `cannot open with ${settings.password}` });
  const error = await errorOf(openRedshift(settings));
  expect(error.message).toContain('cannot open with …');
  expect(String((error.cause as Error).stack)).not.toContain(settings.password);
});

test('a certificate of an authority that nobody trusts is refused', async () => {
  await using redshift = await startRedshift({ objects: memoryObjects() });
  const error = await errorOf(openRedshift({ ...settingsOf(redshift), ca: undefined }));
  expect(error).toMatchObject({ exitCode: 2, message: expect.stringContaining('TLS') });
});

test('a certificate of another host is refused', async () => {
  await using redshift = await startRedshift({ objects: memoryObjects() });
  const error = await errorOf(openRedshift({ ...settingsOf(redshift), host: '127.0.0.2' }));
  expect(error.exitCode).toBe(75); // nothing listens there: the stand-in is on 127.0.0.1 alone
  await using proxy = await startProxy(redshift, '127.0.0.2');
  const named = await errorOf(openRedshift({ ...settingsOf(redshift), host: '127.0.0.2', port: proxy.port }));
  expect(named).toMatchObject({ exitCode: 2, message: expect.stringContaining('TLS') });
});

test('a server without TLS is refused', async () => {
  await using host = await silentHost('N');
  const settings = { host: '127.0.0.1', port: host.port, database: 'dwh', user: 'u', password: 'p' };
  expect(await errorOf(openRedshift(settings))).toMatchObject({ exitCode: 2 });
});

test('a host that does not answer is worth another try', async () => {
  const settings = { host: '127.0.0.1', port: 1, database: 'dwh', user: 'u', password: 'p' };
  const error = await errorOf(openRedshift(settings));
  expect(error).toMatchObject({ exitCode: 75, message: expect.stringContaining('cannot be reached') });
});
