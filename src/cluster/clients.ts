import { EC2Client } from '@aws-sdk/client-ec2';
import { IAMClient } from '@aws-sdk/client-iam';
import { RedshiftClient } from '@aws-sdk/client-redshift';
import { RedshiftServerlessClient } from '@aws-sdk/client-redshift-serverless';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { STSClient } from '@aws-sdk/client-sts';
import { ConfiguredRetryStrategy } from '@smithy/core/retry';
import { quietAwsSdk } from '../quiet-aws-sdk.ts';
import type { ConnectionSettings } from './settings.ts';

/** The clients of AWS that the cluster needs. None of them speaks before it is asked. */
export interface Clients extends Disposable {
  readonly ec2: EC2Client;
  readonly iam: IAMClient;
  readonly redshift: RedshiftClient;
  readonly s3: S3Client;
  readonly secrets: SecretsManagerClient;
  readonly serverless: RedshiftServerlessClient;
  readonly sts: STSClient;
}

/** Throttling and lost connections are tried this often before they are told. */
const tries = 8;

/** Opens the clients; `retryDelay` gives the milliseconds before the next try of a call. */
export function openClients(
  connection: ConnectionSettings,
  retryDelay: (attempt: number) => number = jitter,
): Clients {
  quietAwsSdk();
  const { region, profile, endpoint, credentials } = connection;
  const options = {
    region,
    retryStrategy: new ConfiguredRetryStrategy(tries, retryDelay),
    ...(profile !== undefined && { profile }),
    ...(endpoint !== undefined && { endpoint }),
    ...(credentials !== undefined && { credentials }),
  };
  const clients = {
    ec2: new EC2Client(options),
    iam: new IAMClient(options),
    redshift: new RedshiftClient(options),
    s3: new S3Client({ ...options, forcePathStyle: endpoint !== undefined }),
    secrets: new SecretsManagerClient(options),
    serverless: new RedshiftServerlessClient(options),
    sts: new STSClient(options),
  };
  return {
    ...clients,
    [Symbol.dispose]() {
      for (const client of Object.values(clients)) client.destroy();
    },
  };
}

/** Full jitter, from 100 ms to 10 s. https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/ */
function jitter(attempt: number): number {
  return Math.random() * Math.min(10_000, 200 * 2 ** attempt);
}
