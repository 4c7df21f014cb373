import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filesBelow } from '../export/files-below.ts';
import { stagingEvents } from '../formats/columns.ts';
import { etl } from '../load/etl.ts';
import type { S3Folder } from '../s3/folder.ts';
import type { S3Settings } from '../s3/settings.ts';
import { simulate } from '../simulate/simulate.ts';
import { jsonPathsOf } from '../warehouse/redshift/json-paths.ts';

/**
 * The simulations that are loaded: without a fault, with faults, and with faults in files so large that COPY reads them itself; and one
 * file with a bad record, which a COPY of the prefix refuses.
 */
export type DataName = 'clean' | 'dirty' | 'large' | 'refused';

/** What is loaded, in S3, and what DuckDB makes of it. */
export interface VerifyData extends AsyncDisposable {
  /** Where a simulation is, `s3://…`. */
  location(name: DataName): string;
  /** A DuckDB file with the same data loaded; loaded when it is asked for first. */
  reference(name: DataName): Promise<string>;
}

/** A few hundred events and some dozen songs: enough for every kind of fault. */
const size = { users: 12, catalogue: 40, until: '2018-11-06' };
const faultyShare = 0.02;
const uploadsAtOnce = 4;

/**
 * Makes the simulations and uploads them. Everything is made again from the same seed, so every run of `cluster verify` loads the same.
 *
 * @param at the address of the folder
 */
export async function prepareData(
  folder: S3Folder,
  {
    at,
    s3,
    signal,
    onStep,
  }: {
    readonly at: string;
    readonly s3: S3Settings;
    readonly signal: AbortSignal | undefined;
    readonly onStep: (line: string) => void;
  },
): Promise<VerifyData> {
  const local = await mkdtemp(join(tmpdir(), 'sparkify-verify-'));
  const remove = () => rm(local, { recursive: true, force: true });
  const references = new Map<DataName, Promise<string>>();
  try {
    onStep('Uploading a small simulation');
    const simulated: (readonly LocalFile[])[] = [];
    for (const [name, dirty] of [
      ['clean', 0],
      ['dirty', faultyShare],
    ] as const) {
      const out = join(local, name);
      await simulate({ out, ...size, dirty, workers: 1, ...(signal && { signal }) });
      const files = await dataIn(out);
      await uploadAll(folder, name, files, signal);
      simulated.push(files);
    }
    await uploadAll(folder, 'large', largeFiles(simulated), signal);
    await uploadAll(folder, 'refused', [refusedFile], signal);
  } catch (error) {
    await remove();
    throw error;
  }
  return {
    location: (name) => `${at}/${name}`,
    reference(name) {
      const known = references.get(name) ?? loadReference(name);
      references.set(name, known);
      return known;
    },
    [Symbol.asyncDispose]: remove,
  };

  async function loadReference(name: DataName): Promise<string> {
    const warehouse = join(local, `${name}.duckdb`);
    await etl({
      data: `${at}/${name}`,
      warehouse,
      s3,
      maxRejected: { share: 1 },
      ...(signal && { signal }),
    });
    return warehouse;
  }
}

interface LocalFile {
  /** Below the folder of the simulation. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

async function dataIn(folder: string): Promise<readonly LocalFile[]> {
  const names = (await filesBelow(folder)).filter((name) => /^(song_data|log_data)\//.test(name));
  return await Promise.all(names.map(async (name) => ({ name, bytes: await readFile(join(folder, name)) })));
}

async function uploadAll(
  folder: S3Folder,
  name: DataName,
  files: readonly LocalFile[],
  signal: AbortSignal | undefined,
): Promise<void> {
  const paths = { name: 'log_json_path.json', bytes: jsonPathsOf(stagingEvents()) };
  const all = [paths, ...files];
  for (let at = 0; at < all.length; at += uploadsAtOnce) {
    await Promise.all(
      all.slice(at, at + uploadsAtOnce).map((file) => folder.put(`${name}/${file.name}`, file.bytes, signal)),
    );
  }
}

/**
 * The log of each simulation in one file, and the songs. A direct COPY takes files of 16 MB and more on the average; what is missing is
 * filled with a key that feeds no column.
 */
function largeFiles(simulated: readonly (readonly LocalFile[])[]): readonly LocalFile[] {
  const [clean = []] = simulated;
  const logsOf = (files: readonly LocalFile[]) =>
    files.filter(({ name }) => name.startsWith('log_data/')).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return [
    ...clean.filter(({ name }) => name.startsWith('song_data/')),
    ...simulated.map(logsOf).map((logs, index) => ({
      name: `log_data/large-${index + 1}.json`,
      bytes: Buffer.concat([...logs.map(({ bytes }) => bytes), ...filling(index)]),
    })),
  ];
}

/** The session of the second event is a text. */
const refusedFile: LocalFile = {
  name: 'log_data/refused.json',
  bytes: Buffer.from(
    [1, 'two']
      .map((sessionId) =>
        JSON.stringify({ page: 'Home', ts: Date.UTC(2018, 10, 5), sessionId, itemInSession: 0, userId: '1' }),
      )
      .join('\n'),
  ),
};

const fillings = 17;

/** Events of a page that is no play, a little over 1 MB each. */
function filling(file: number): readonly Buffer[] {
  return Array.from({ length: fillings }, (_, index) =>
    Buffer.from(
      `${JSON.stringify({
        auth: 'Logged In',
        itemInSession: index,
        level: 'free',
        page: 'Home',
        sessionId: 900_000 + file,
        ts: Date.UTC(2018, 10, 5, 12, 0, index),
        userId: '1',
        padding: 'x'.repeat(1 << 20),
      })}\n`,
    ),
  );
}
