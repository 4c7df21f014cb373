import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../cli/sparkify.ts';

interface Entry {
  readonly dev?: boolean;
  readonly hasInstallScript?: boolean;
  readonly license?: string;
  readonly optional?: boolean;
}

const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
const product = Object.entries(lock.packages as Readonly<Record<string, Entry>>).filter(
  ([path, { dev = false }]) => path !== '' && !dev,
);

test('no dependency of the product runs a script when it is installed', () => {
  expect(product.length).toBeGreaterThan(0);
  expect(product.filter(([, entry]) => entry.hasInstallScript).map(([path]) => path)).toEqual([]);
});

test('every dependency of the product has a licence that lets anybody use it', () => {
  const free = ['MIT', 'Apache-2.0', 'ISC', '0BSD', 'BSD-3-Clause', 'BlueOak-1.0.0'];
  const installed = product.filter(([, { optional = false }]) => !optional);
  expect(installed.filter(([, { license = '' }]) => !free.includes(license)).map(([path]) => path)).toEqual(
    [],
  );
});

test('the lock file names no address', () => {
  expect(JSON.stringify(lock)).not.toMatch(/"resolved"/);
});
