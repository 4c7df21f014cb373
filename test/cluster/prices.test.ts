import { expect, test } from 'vitest';
import { nodesCost, serverlessCost } from '../../src/cluster/prices.ts';
import { nodeTypes } from '../../src/settings/node-types.ts';

test('every node type that can be created has a price, with where it was read and when', () => {
  for (const nodeType of Object.keys(nodeTypes)) {
    const cost = nodesCost({ nodeType, nodes: 2, region: 'us-east-1' });
    expect(cost?.hour, nodeType).toBeGreaterThan(0.5);
    expect(cost?.day).toBeCloseTo(24 * (cost?.hour ?? 0));
    expect(cost?.source).toMatch(
      /^[\d.]+ USD a node-hour, .*AWS('s pricing page| price list), us-east-1, (read )?2026-10-\d\d; storage is extra/,
    );
  }
  expect(nodesCost({ nodeType: 'ra3.large', nodes: 2, region: 'us-west-2' })?.hour).toBeCloseTo(1.086);
});

test('Serverless costs what it uses, a day at the most what the limit allows, or all day long', () => {
  const region = 'us-east-1';
  const small = { baseCapacity: 4, maxCapacity: 8, usageLimit: 24, region };
  expect(serverlessCost(small)).toMatchObject({ hour: 1.5, hourAtMost: 3, day: 9, idleDay: 0 });
  expect(serverlessCost({ ...small, usageLimit: 1_000 }).day).toBe(72);
  expect(serverlessCost(small).source).toMatch(/AWS's pricing page, us-east-1, read 2026-10-07/);
});

test('a region whose price was not read says so', () => {
  const { source } = serverlessCost({
    baseCapacity: 8,
    maxCapacity: 16,
    usageLimit: 24,
    region: 'eu-central-1',
  });
  expect(source).toContain('eu-central-1 differs: check it');
});
