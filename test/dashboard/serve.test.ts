import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { firstPort, serveDashboard } from '../../src/dashboard/serve.ts';

const openWarehouse = () => Promise.reject(new Error('nobody asks'));
const portOf = ({ url }: { readonly url: string }) => Number(new URL(url).port);

test('a dashboard that is given no port has the first free one from a fixed one on', async () => {
  const taken = createServer();
  await new Promise((resolve) =>
    taken.once('error', resolve).listen(firstPort, '127.0.0.1', () => resolve(true)),
  );
  await using first = await serveDashboard({ openWarehouse });
  await using second = await serveDashboard({ openWarehouse });
  expect(portOf(first)).toBeGreaterThan(firstPort);
  // Other programs of this machine may have the ports between.
  expect(portOf(second)).toBeGreaterThan(portOf(first));
  taken.close();
});

test('0 is any free port', async () => {
  await using served = await serveDashboard({ openWarehouse, port: 0 });
  expect(portOf(served)).toBeGreaterThan(1023);
});
