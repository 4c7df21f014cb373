import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { NetworkSettings } from '../../src/aws/network-settings.ts';
import { TransientError, UsageError } from '../../src/errors.ts';
import { openS3Source } from '../../src/sources/s3.ts';
import { type Certificate, makeCertificate } from '../redshift/certificate.ts';
import { startHttpProxy } from '../s3-server/http-proxy.ts';
import { startS3Server } from '../s3-server/s3-server.ts';
import { credentials, settingsFor } from '../sources/s3-settings.ts';
import { content, failure, large, setUp } from '../sources/s3-setup.ts';
import { collect, readAll } from '../sources/s3-suite.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const certificate: Certificate = await makeCertificate();
const tls = { key: certificate.key, cert: certificate.certificate };

/** What the folder of a server holds, read over this network. */
async function readOver(network: NetworkSettings, more: object = {}): Promise<readonly string[]> {
  await using server = await startS3Server({ buckets: { b: { 'logs/a.json': content } }, credentials, tls });
  const once = { backoff: { attempts: 1 } };
  await using source = await openS3Source(
    's3://b/logs',
    settingsFor(server.endpoint, { network, ...once, ...more }),
  );
  return await Promise.all((await collect(source.list())).map((file) => readAll(source.read(file))));
}

function withBundle(): { readonly file: string } & Disposable {
  const folder = temporaryFolder();
  const file = join(folder.path, 'ca.pem');
  writeFileSync(file, certificate.ca);
  return { file, [Symbol.dispose]: () => folder[Symbol.dispose]() };
}

describe('certificates', () => {
  test('of AWS_CA_BUNDLE are trusted, and without it a connection to such a server is refused', async () => {
    using bundle = withBundle();
    expect(await readOver({ caBundle: bundle.file })).toEqual([content]);
    const error = await failure(readOver({}));
    expect(error).toBeInstanceOf(UsageError);
    expect(error.hints.join()).toContain('AWS_CA_BUNDLE');
  });

  test('that cannot be read are an error that names the file', async () => {
    const error = await failure(readOver({ caBundle: '/no/such.pem' }));
    expect(error).toBeInstanceOf(UsageError);
    expect(error.message).toContain('AWS_CA_BUNDLE names /no/such.pem, which cannot be read');
  });
});

describe('a proxy', () => {
  for (const [size, more] of [
    ['small', {}],
    ['large', large],
  ] as const) {
    test(`is used for lists and ${size} objects, with its password`, async () => {
      using bundle = withBundle();
      await using proxy = await startHttpProxy({ login: 'ada:p@ss' });
      const httpsProxy = proxy.address.replace('//', '//ada:p%40ss@');
      expect(await readOver({ httpsProxy, caBundle: bundle.file }, more)).toEqual([content]);
      expect(proxy.tunnels.length).toBeGreaterThan(0);
    });
  }

  test('is passed by for the hosts of NO_PROXY, and those below them', async () => {
    using bundle = withBundle();
    await using proxy = await startHttpProxy();
    for (const noProxy of ['127.0.0.1', 'localhost, 0.0.1', '*']) {
      const network = { httpsProxy: proxy.address, noProxy, caBundle: bundle.file };
      expect(await readOver(network)).toEqual([content]);
    }
    expect(proxy.tunnels).toEqual([]);
    expect(await readOver({ httpsProxy: proxy.address, noProxy: '27.0.0.1', caBundle: bundle.file })).toEqual(
      [content],
    );
    expect(proxy.tunnels.length).toBeGreaterThan(0);
  });

  test('that wants a password is worth another run, once it has it', async () => {
    await using proxy = await startHttpProxy({ login: 'ada:secret' });
    const error = await failure(readOver({ httpsProxy: proxy.address }));
    expect(error).toBeInstanceOf(TransientError);
    expect(error.message).toContain('407');
    expect(error.hints.join()).toContain('HTTPS_PROXY');
  });

  test('that is no address is an error that does not repeat its password', async () => {
    const error = await failure(readOver({ httpsProxy: 'ada:hidden@proxy' }));
    expect(error).toBeInstanceOf(UsageError);
    expect(error.message).toContain('HTTPS_PROXY should be an address');
    expect(error.message).not.toContain('hidden');
  });
});

describe('a web page in place of an answer', () => {
  test('is worth another run, and names what answered', async () => {
    await using s3 = await setUp();
    s3.server.fail('web-page');
    for (const asked of [() => collect(s3.source.list()), () => s3.read()]) {
      const error = await failure(asked());
      expect(error).toBeInstanceOf(TransientError);
      expect(error.message).toContain('the web page "Caf');
      expect(error.hints.join()).toContain('NO_PROXY');
    }
  });
});
