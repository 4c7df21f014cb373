#!/usr/bin/env node
// Copies the data that the tests of real data need from the public bucket of the course into real-data/ (or the folder that is
// named), by the program's own reading of S3: `npm run data`. What is there already is not fetched again. No AWS account is needed.
import { createWriteStream, existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { SparkifyError } from '../src/errors.ts';
import { hintLines } from '../src/hint.ts';
import { fetchAhead } from '../src/sources/fetch-ahead.ts';
import { openS3Source } from '../src/sources/s3.ts';

const bucket = 's3://udacity-dend/';
/** What the tests know the rows of, and how many files that is. The bucket has many more songs. */
const wanted = [
  ['log_data/2018/11/*.json', 30],
  ['song_data/A/{A,B}/{A,B,C}/*.json', 71],
  ['log_json_path.json', 1],
];

/** Copies the data into a folder, and prints what was fetched and what is not as the tests expect it. */
export async function fetchRealData(folder, settings, print) {
  for (const [pattern, usual] of wanted) {
    const source = await openS3Source(bucket + pattern, settings);
    const files = [];
    try {
      for await (const file of source.list()) files.push(file);
      const missing = files.filter((file) => !isThere(file, pathOf(file, folder)));
      for await (const { file, chunks } of fetchAhead(source, missing))
        await write(pathOf(file, folder), chunks);
      print(`${pattern}: ${missing.length} fetched, ${files.length - missing.length} there`);
    } finally {
      await source[Symbol.asyncDispose]();
    }
    if (files.length !== usual)
      print(`  These are ${files.length} files, not ${usual}: tests that know their rows will fail.`);
  }
}

function pathOf({ location }, folder) {
  const path = resolve(folder, location.slice(bucket.length));
  if (!path.startsWith(join(folder, '/'))) throw new Error(`${location} is outside of ${folder}`);
  return path;
}

function isThere({ size }, path) {
  return existsSync(path) && statSync(path).size === size;
}

/** A file is there as a whole or not at all, also where the copying is stopped. */
async function write(path, chunks) {
  mkdirSync(dirname(path), { recursive: true });
  await pipeline(chunks, createWriteStream(`${path}.part`));
  renameSync(`${path}.part`, path);
}

async function main(named) {
  const folder = resolve(named ?? fileURLToPath(new URL('../real-data', import.meta.url)));
  const endpoint = process.env.AWS_ENDPOINT_URL_S3;
  const settings = { region: 'us-west-2', endpoint, signRequests: false, requesterPays: false };
  try {
    await fetchRealData(folder, settings, (line) => console.log(line));
    const how = named === undefined ? 'there' : `with SPARKIFY_SHARED_DATA=${folder}`;
    console.log(`${folder} is complete. The tests find it ${how}.`);
  } catch (error) {
    if (!(error instanceof SparkifyError)) throw error;
    const { message, details, hints, exitCode } = error;
    console.error([message, ...details, ...hintLines(hints), 'What was fetched stays.'].join('\n'));
    process.exitCode = exitCode;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(process.argv[2]);
