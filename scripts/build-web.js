#!/usr/bin/env node
// Bundles what the browser loads into dist/dashboard/assets: the page (app.js, and what single pages need apart), the
// report's script, and their styles. Everything comes from npm packages; nothing is fetched when it runs. The page's files
// have a hash in their names and are compressed here, once; manifest.json says which file is which.
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import { build } from 'esbuild';

const web = fileURLToPath(new URL('../src/dashboard/web/', import.meta.url));
const assets = fileURLToPath(new URL('../dist/dashboard/assets/', import.meta.url));
const shared = {
  bundle: true,
  minify: true,
  target: 'es2022',
  logLevel: 'warning',
  legalComments: 'eof',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  outdir: assets,
};

rmSync(assets, { recursive: true, force: true });
mkdirSync(assets, { recursive: true });
const [page] = await Promise.all([
  build({
    ...shared,
    entryPoints: [`${web}app.tsx`, `${web}styles/app.css`],
    entryNames: '[name]-[hash]',
    chunkNames: 'chunk-[hash]',
    format: 'esm',
    splitting: true,
    metafile: true,
  }),
  build({ ...shared, entryPoints: [`${web}report.tsx`], format: 'iife' }),
]);
copyFileSync(`${web}icon.svg`, `${assets}icon.svg`);

const outputs = Object.entries(page.metafile.outputs);
const entry = (ending) =>
  outputs.find(([path, { entryPoint }]) => entryPoint?.includes('/app') && path.endsWith(ending));
const [script, { imports }] = entry('.js');
const files = [...outputs.map(([path]) => basename(path)), 'icon.svg'];
const compressions = [
  ['gz', (bytes) => promisify(gzip)(bytes, { level: 9 })],
  ['br', promisify(brotliCompress)],
];
await Promise.all(
  files.flatMap((name) => {
    const bytes = readFileSync(`${assets}${name}`);
    return compressions.map(async ([ending, compress]) =>
      writeFileSync(`${assets}${name}.${ending}`, await compress(bytes)),
    );
  }),
);
writeFileSync(
  `${assets}manifest.json`,
  JSON.stringify({
    script: basename(script),
    style: basename(entry('.css')[0]),
    // What the script imports at once; the browser loads it at the same time.
    preload: imports.filter(({ kind }) => kind === 'import-statement').map(({ path }) => basename(path)),
    files,
  }),
);
