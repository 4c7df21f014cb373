import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Evidence } from '../../src/verify/evidence.ts';
import { type Outcome, openTestAccount, type TestAccount } from '../cluster/account.ts';
import { keptPassword, temporaryPassword } from '../cluster/fake-aws/world.ts';
import { type DataApi, startDataApi } from '../redshift/data-api.ts';
import { s3Objects } from '../redshift/s3-objects.ts';
import { type Redshift, startRedshift } from '../redshift/stand-in.ts';
import { type S3Server, startS3Server } from '../s3-server/s3-server.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/** An account of the fake AWS in which warehouses answer: each is the same stand-in, behind a connection and the Data API. */
export interface VerifyAccount extends AsyncDisposable {
  readonly account: TestAccount;
  readonly s3: S3Server;
  readonly redshift: Redshift;
  readonly dataApi: DataApi;
  /** Where the evidence of the last run is. */
  readonly file: string;
  verify(flags?: string, options?: Parameters<TestAccount['run']>[1]): Promise<Outcome>;
}

export async function openVerifyAccount(): Promise<VerifyAccount> {
  const folder = temporaryFolder();
  const account = await openTestAccount();
  const { world, clock } = account;
  const s3 = await startS3Server({ buckets: { 'music-scratch': {} }, region: world.region });
  const redshift = await startRedshift({
    objects: s3Objects(s3.endpoint),
    roles: [`arn:aws:iam::${world.account}:role/sparkify-verify-copy`],
    users: { awsuser: keptPassword, 'IAM:awsuser': temporaryPassword, 'IAM:ada': temporaryPassword },
  });
  const dataApi = await startDataApi(redshift, { now: () => clock.now().getTime() });
  // PGlite cannot be interrupted, so this statement waits outside of it until its session is ended.
  for (const _ of ['direct', 'data-api'])
    redshift.on(
      { statement: /^\s*select count.*staging_events as e/s, when: 'before' },
      () => new Promise(() => {}),
    );
  world.dataApi = dataApi.endpoint;
  world.host = redshift.host;
  world.port = redshift.port;
  const certificates = join(folder.path, 'root.pem');
  writeFileSync(certificates, redshift.ca);
  const file = join(folder.path, 'evidence.json');
  const environment = { AWS_ENDPOINT_URL_S3: s3.endpoint, REDSHIFT_SSLROOTCERT: certificates };
  return {
    ...{ account, s3, redshift, dataApi, file },
    verify: (flags = '--yes', options = {}) =>
      account.run(`cluster verify --work s3://music-scratch/work --evidence ${file} ${flags}`, {
        ...{ environment, longestWait: 2_000 },
        ...options,
      }),
    async [Symbol.asyncDispose]() {
      await dataApi[Symbol.asyncDispose]();
      await redshift[Symbol.asyncDispose]();
      await s3[Symbol.asyncDispose]();
      await account[Symbol.asyncDispose]();
      folder[Symbol.dispose]();
    },
  };
}

export function differingIn(evidence: Evidence): readonly string[] {
  return [
    ...new Set(evidence.points.filter(({ outcome }) => outcome === 'differs').map(({ id }) => id)),
  ].sort();
}
