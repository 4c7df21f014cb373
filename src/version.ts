import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { packageRoot } from './package-root.ts';

/** The version of this package. */
export function packageVersion(): string {
  return versionIn(new URL('package.json', packageRoot));
}

/** What runs here, on one line: for a look, and for reports of bugs. */
export function describeVersions(): string {
  // Its package is numbered for the engine, and reading that is faster than loading it.
  const duckdb = versionIn(createRequire(import.meta.url).resolve('@duckdb/node-bindings/package.json'));
  const { version, platform, arch } = process;
  const node = version.slice(1);
  return `sparkify ${packageVersion()} (DuckDB ${duckdb.replace(/-.*/, '')}, Node.js ${node}, ${platform} ${arch})`;
}

function versionIn(manifest: string | URL): string {
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { readonly version: string }).version;
}
