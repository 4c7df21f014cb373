#!/usr/bin/env node
// Before `npm start`: whether this machine has what it takes; else one line says what to do, and it ends with 2.
// An old Node.js must be able to parse it, so it imports nothing of the project.
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const { engines, dependencies, devDependencies } = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
);
const problem = oldNode() || missingPackages() || readOnlyFolder();
if (problem) {
  process.stderr.write(`${problem}\n`);
  process.exitCode = 2;
}

function oldNode() {
  const oldest = engines.node.replace('>=', '');
  const { node } = process.versions;
  if (Number.parseInt(node, 10) >= Number(oldest)) return '';
  return `sparkify needs Node.js ${oldest} or newer, and this is ${node}: install the current LTS release (https://nodejs.org), then run npm ci and npm start again.`;
}

function missingPackages() {
  const names = Object.keys({ ...dependencies, ...devDependencies });
  const missing = names.filter((name) => !existsSync(`${root}node_modules/${name}`));
  if (missing.length === 0) return '';
  return `${missing.length} of ${names.length} packages are not installed: run npm ci, which needs a network once. Without one, copy this folder with its node_modules/ from a machine of the same kind.`;
}

function readOnlyFolder() {
  try {
    for (const folder of [root, `${root}dist`]) if (existsSync(folder)) accessSync(folder, constants.W_OK);
    return '';
  } catch (cause) {
    return `${root} cannot be written (${cause.code}), and npm start builds dist/ and makes data/ and sparkify.duckdb there: run it as the owner of the folder, or clone the repository into a folder of yours.`;
  }
}
