import { EC2Client } from '@aws-sdk/client-ec2';
import { IAMClient } from '@aws-sdk/client-iam';
import { RedshiftClient } from '@aws-sdk/client-redshift';
import { RedshiftServerlessClient } from '@aws-sdk/client-redshift-serverless';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { STSClient } from '@aws-sdk/client-sts';
import { HttpResponse } from '@smithy/core/protocols';
import { untilAborted } from '../stopped.ts';
import { clientOptions } from './client-options.ts';
import type { ConnectionSettings } from './settings.ts';

/** The clients of AWS that the cluster needs. None of them speaks before it is asked. */
export interface Clients extends Disposable {
  readonly ec2: EC2Client;
  readonly iam: IAMClient;
  readonly redshift: RedshiftClient;
  readonly secrets: SecretsManagerClient;
  readonly serverless: RedshiftServerlessClient;
  readonly sts: STSClient;
}

type Call = (args: unknown) => Promise<unknown>;

/** What the clients have in common; the types of their calls have nothing. */
interface Stoppable {
  readonly middlewareStack: {
    add(
      around: (next: Call) => Call,
      options: { step: 'initialize' } | { step: 'deserialize'; priority: 'low' },
    ): void;
  };
}

/** Opens the clients; see {@link clientOptions}. When the signal aborts, every call of theirs throws its reason at once. */
export async function openClients(
  connection: ConnectionSettings,
  retryDelay?: (attempt: number) => number,
  signal?: AbortSignal,
): Promise<Clients> {
  const optionsOf = await clientOptions(connection, retryDelay);
  const clients = {
    ec2: new EC2Client(await optionsOf('ec2')),
    iam: new IAMClient(await optionsOf('iam')),
    redshift: new RedshiftClient(await optionsOf('redshift')),
    secrets: new SecretsManagerClient(await optionsOf('secrets_manager')),
    serverless: new RedshiftServerlessClient(await optionsOf('redshift_serverless')),
    sts: new STSClient(await optionsOf('sts')),
  };
  for (const { middlewareStack } of Object.values(clients) as readonly unknown[] as readonly Stoppable[]) {
    // Around all of a call: the credentials, each try, and the time between two tries.
    middlewareStack.add((next) => (args) => untilAborted(next(args), signal), { step: 'initialize' });
    // Before the answer is parsed: a web page that is XML would be taken for an answer without a value.
    middlewareStack.add((next) => async (args) => refuseWebPage(await next(args)), {
      step: 'deserialize',
      priority: 'low',
    });
  }
  return {
    ...clients,
    [Symbol.dispose]() {
      for (const client of Object.values(clients)) client.destroy();
    },
  };
}

/** Passes an answer on, unless a proxy sent a web page in its place; {@link explainAwsError} explains that. */
function refuseWebPage(result: unknown): unknown {
  const { response } = result as { readonly response?: unknown };
  if (!HttpResponse.isInstance(response) || response.statusCode >= 500) return result;
  const { headers } = response;
  const isOfAws = headers['x-amzn-requestid'] !== undefined || headers['x-amz-request-id'] !== undefined;
  if (isOfAws || !/^text\/html/i.test(headers['content-type'] ?? '')) return result;
  throw Object.assign(new Error('a web page came in place of an answer'), {
    $response: response,
    $metadata: { httpStatusCode: response.statusCode },
  });
}
