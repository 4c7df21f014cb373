#!/usr/bin/env node
// Bundles what the browser loads into dist/dashboard/assets: the page (app.js, and the SQL editor apart), the report's
// script, and their styles. Everything comes from npm packages; nothing is fetched when it runs.
import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const web = fileURLToPath(new URL('../src/dashboard/web/', import.meta.url));
const assets = fileURLToPath(new URL('../dist/dashboard/assets/', import.meta.url));
const shared = { bundle: true, minify: true, target: 'es2022', logLevel: 'warning', legalComments: 'eof' };

rmSync(assets, { recursive: true, force: true });
mkdirSync(assets, { recursive: true });
await Promise.all([
  build({
    ...shared,
    entryPoints: [`${web}app.ts`, `${web}styles/app.css`],
    entryNames: '[name]',
    outdir: assets,
    format: 'esm',
    splitting: true,
  }),
  build({ ...shared, entryPoints: [`${web}report.ts`], outdir: assets, format: 'iife' }),
]);
copyFileSync(`${web}icon.svg`, `${assets}icon.svg`);
