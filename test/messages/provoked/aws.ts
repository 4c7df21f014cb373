import type { awsMessages } from '../../../src/messages/aws.ts';
import type { S3Settings } from '../../../src/s3/settings.ts';
import { openS3Source } from '../../../src/sources/s3.ts';
import { openTestAccount, type TestAccount } from '../../cluster/account.ts';
import type { Fate } from '../../cluster/fake-aws/fake-aws.ts';
import { startHttpServer } from '../../http-server.ts';
import { makeCertificate } from '../../redshift/certificate.ts';
import type { FaultKind } from '../../s3-server/faults.ts';
import { startS3Server } from '../../s3-server/s3-server.ts';
import { credentials, settingsFor } from '../../sources/s3-settings.ts';
import { collect } from '../../sources/s3-suite.ts';
import { metIn, type Provocation, type Provocations, thrown } from './provoke.ts';

/** The error of a command in an account of AWS. */
export function inAccount(
  words: string,
  prepare: (account: TestAccount) => unknown = () => {},
  options: (account: TestAccount) => Parameters<TestAccount['run']>[1] = () => ({}),
): Provocation {
  return async () => {
    await using account = await openTestAccount();
    await prepare(account);
    return metIn((await account.run(words, options(account))).error);
  };
}

const underFate = (fate: Fate) => inAccount('cluster status', ({ aws }) => aws.setFate(() => fate));

async function list(location: string, endpoint: string, settings: Partial<S3Settings> = {}) {
  await using source = await openS3Source(location, settingsFor(endpoint, settings));
  return await collect(source.list());
}

/** Lists a bucket while the server has a fault. */
const underFault = (kind: FaultKind) =>
  thrown(async () => {
    await using server = await startS3Server({ buckets: { b: { 'a.json': '{}' } }, credentials });
    server.fail(kind);
    return await list('s3://b/', server.endpoint);
  });

/** Lists a bucket of a server that answers every request with one error. */
const answered = (status: number, code: string) =>
  thrown(async () => {
    await using server = await startHttpServer((_, response) => {
      const text = `<Error><Code>${code}</Code><Message>as S3 says it</Message></Error>`;
      response.writeHead(status, { 'content-type': 'application/xml', 'x-amz-request-id': '1' }).end(text);
    });
    return await list('s3://b/', server.url);
  });

export const aws: Provocations<keyof typeof awsMessages> = {
  'SPK-501': inAccount('cluster status', ({ aws: { restrictTo } }) =>
    restrictTo({ Version: '2012-10-17', Statement: [] }),
  ),
  'SPK-502': underFault('expired-token'),
  'SPK-503': underFate('throttle'),
  'SPK-504': inAccount('cluster create --yes --serverless --base-capacity 4', ({ world }) => {
    world.leastCapacity = 8;
  }),
  'SPK-505': underFate('web page'),
  'SPK-506': inAccount('cluster status --profile no-such'),
  'SPK-510': underFault('access-denied'),
  'SPK-511': thrown(async () => {
    await using server = await startS3Server({ buckets: {}, credentials });
    return await list('s3://none/', server.endpoint);
  }),
  'SPK-512': answered(301, 'PermanentRedirect'),
  'SPK-514': underFault('slow-down'),
  'SPK-515': answered(403, 'RequestTimeTooSkewed'),
  'SPK-516': thrown(() => list('s3://b/', 'http://no..host:9000')),
  'SPK-517': thrown(async () => {
    const { key, certificate } = await makeCertificate();
    await using server = await startS3Server({ tls: { key, cert: certificate } });
    return await list('s3://b/', server.endpoint, { backoff: { attempts: 1 } });
  }),
  'SPK-518': answered(418, 'Teapot'),
  'SPK-520': underFault('repeated-token'),
  'SPK-521': answered(403, 'InvalidObjectState'),
};
