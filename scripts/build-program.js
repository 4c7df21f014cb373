#!/usr/bin/env node
// Bundles the program into dist, with all that it needs from npm but DuckDB itself, which comes as a binary for each platform: the
// command behind its check of Node.js, the library, and what threads run. What is loaded lazily lies apart, in chunks beside them.
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../', import.meta.url));
const entries = [
  'src/cli.ts',
  'src/main.ts',
  'src/index.ts',
  'src/sources/local-worker.ts',
  'src/warehouse/duckdb/scan-worker.ts',
  'src/simulate/partition-worker.ts',
];

/** What is bundled, and how; `third-party.js` lists the licences of the same. */
export const program = {
  absWorkingDir: root,
  entryPoints: entries,
  outdir: 'dist',
  ...{ entryNames: '[name]', chunkNames: '[name]-[hash]', metafile: true },
  ...{ bundle: true, splitting: true, format: 'esm', platform: 'node', target: 'node20' },
  // Modules before CommonJS: a chunk of the latter has no named exports.
  mainFields: ['module', 'main'],
  external: ['@duckdb/node-bindings', 'pg-native'],
  // Names stay, for stack traces and errors: no option `minifyIdentifiers`. Nor `keepNames`, which names each function again
  // whenever it is made: 8 % of the time of 15,000 small files.
  ...{
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    logLevel: 'warning',
  },
  // Packages that are CommonJS ask for modules of Node.js.
  banner: {
    js: "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);",
  },
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { metafile } = await build(program);
  const loaded = loadedOutputs(metafile);
  for (const name of readdirSync(join(root, 'dist')))
    if (name.endsWith('.js') && !loaded.has(`dist/${name}`)) rmSync(join(root, 'dist', name));
}

/** The entries and what they load: of a dynamic import in code that is left out, esbuild keeps the chunk. */
function loadedOutputs({ outputs }) {
  const loaded = new Set();
  const add = (name) => {
    if (loaded.has(name) || !(name in outputs)) return;
    loaded.add(name);
    for (const { path } of outputs[name].imports) add(path);
  };
  for (const [name, { entryPoint }] of Object.entries(outputs)) if (entries.includes(entryPoint)) add(name);
  return loaded;
}
