import { expect, test } from 'vitest';
import { explainAwsError } from '../../src/cluster/aws-errors.ts';
import { type Clients, openClients } from '../../src/cluster/clients.ts';
import { observeCluster } from '../../src/cluster/cluster.ts';
import { observeIdentity } from '../../src/cluster/identity.ts';
import { observeDefaultVpc } from '../../src/cluster/network.ts';
import { observeWorkgroup } from '../../src/cluster/workgroup.ts';
import { startHttpServer } from '../http-server.ts';

/** A call of each protocol that AWS speaks. */
const calls: Readonly<Record<string, (clients: Clients) => Promise<unknown>>> = {
  sts: observeIdentity,
  ec2: observeDefaultVpc,
  redshift: (clients) => observeCluster(clients, 'sparkify'),
  serverless: (clients) => observeWorkgroup(clients, 'sparkify'),
};

test.each([
  [200, '<html><body><p>Log in to the network</body></html>'],
  [200, 'E'],
  [302, ''],
  [403, '<html><body><p>Blocked</body></html>'],
  [404, '{"error": "no such page"}'],
  [407, ''],
  [502, '<html><hr>nginx</html>'],
])('where a proxy answers in place of AWS with %d and "%s", the error says so', async (status, body) => {
  await using server = await startHttpServer((_, response) => {
    response.writeHead(status, { 'content-type': 'text/html' }).end(body);
  });
  const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };
  using clients = await openClients({ region: 'us-west-2', endpoint: server.url, credentials }, () => 1);
  for (const [name, call] of Object.entries(calls)) {
    const error = explainAwsError(await call(clients).catch((reason: unknown) => reason), 'Looking');
    expect({ name, error }).toMatchObject({
      error: {
        exitCode: 75,
        message: `Looking: the answer (HTTP status ${status}) is not one of AWS, but of a proxy or a firewall.`,
        hints: expect.arrayContaining([expect.stringContaining('HTTPS_PROXY')]),
      },
    });
  }
});
