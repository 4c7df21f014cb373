import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { drawn, seed } from './seed.ts';

test('all that is drawn comes from one seed, which a property that fails prints', () => {
  expect(drawn(3)).toEqual(drawn(3));
  expect(fc.sample(fc.integer(), 5)).toEqual(fc.sample(fc.integer(), 5));
  const fails = () => fc.assert(fc.property(fc.integer(), () => false));
  expect(fails).toThrow(`seed: ${seed}`);
});

test('nothing else in the tests is drawn at random', () => {
  const random = new RegExp(['Math\\.random', 'randomBytes', 'randomInt', 'randomUUID'].join('|'));
  const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && name !== 'seed.test.ts')
    .filter((name) => random.test(readFileSync(join(import.meta.dirname, name), 'utf8')));
  expect(files).toEqual([]);
});
