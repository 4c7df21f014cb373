import { closeSync, mkdtempSync, openSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TransientError } from '../errors.ts';
import { tooManyOpen, writeProblem } from '../file-problem.ts';
import { isRunning } from '../is-running.ts';
import { type BatchTable, batchTable } from '../schema/tables.ts';
import type { LoadedBy, RowSink } from './stage.ts';

/** Takes batches: files of newline-delimited rows by column name. */
export interface BatchLoader {
  /** A batch is handed over when it has so many bytes. */
  readonly fullBatch: number;
  /**
   * Takes over a file of rows.
   *
   * @param longestRow no row has more bytes
   */
  load(path: string, longestRow: number): Promise<void>;
}

/** Collects rows as JSON lines in temporary files of a bounded size, each handed over as soon as it is full. */
export interface Batches extends Disposable {
  add(json: string): void;
  /** Hands the batch over if it is full; waits for the one before. */
  flush(): Promise<void>;
  /** Hands over what is left; when it returns, the loader has taken every row. */
  end(): Promise<void>;
}

/** Joined to one text; V8 collects a larger one much later. */
const fullBuffer = 64 * 1024;
/** Of UTF-8, for a unit of UTF-16. */
const mostBytesOfUnit = 3;

/**
 * Collects batches in a folder of their own below the system's temporary folder.
 *
 * @param loader takes full batches; the files are gone when this is disposed
 * @throws {TransientError} if the temporary disk is full
 */
export function openBatches(loader: BatchLoader): Batches {
  const folder = temporaryFolder();
  let count = 0;
  let buffered: string[] = [];
  let bufferedSize = 0;
  let written = 0;
  let longestRow = 0;
  let open: { readonly path: string; readonly descriptor: number } | undefined;
  let loading: Promise<void> = Promise.resolve();

  function writeBuffer(): void {
    if (buffered.length === 0) return;
    const path = open?.path ?? join(folder, `batch-${count++}.json`);
    try {
      open ??= { path, descriptor: openSync(path, 'wx', 0o600) };
      // Unlike writeSync, which stops in the middle where the disk is nearly full, and says nothing.
      writeFileSync(open.descriptor, buffered.join(''));
      written += bufferedSize;
    } catch (cause) {
      throw writeError(cause, folder);
    }
    buffered = [];
    bufferedSize = 0;
  }

  async function handOver(): Promise<void> {
    if (open === undefined) return;
    const { path, descriptor } = open;
    closeSync(descriptor);
    open = undefined;
    written = 0;
    await loading;
    loading = loader.load(path, longestRow).then(() => rmSync(path, { force: true }));
    loading.catch(() => {}); // reported by the next flush
  }

  return {
    add(json) {
      buffered.push(json, '\n');
      bufferedSize += json.length;
      longestRow = Math.max(longestRow, mostBytesOfUnit * json.length);
      if (bufferedSize >= fullBuffer) writeBuffer();
    },
    async flush() {
      if (written >= loader.fullBatch) await handOver();
    },
    async end() {
      writeBuffer();
      await handOver();
      await loading;
    },
    [Symbol.dispose]() {
      if (open !== undefined) closeSync(open.descriptor);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The batches of all tables that a run feeds with rows that it reads here. */
export interface BatchSink extends RowSink, Disposable {
  /** When it returns, the loaders have taken every row. */
  end(): Promise<void>;
}

export function openBatchSink(loadedBy: LoadedBy, loaderOf: (table: BatchTable) => BatchLoader): BatchSink {
  const logs = openBatches(loaderOf(batchTable('staging_events')));
  const songs = openBatches(loaderOf(batchTable('staging_songs')));
  const rejected = openBatches(loaderOf(batchTable('etl.rejected_records')));
  const all = [logs, songs, rejected];
  return {
    loadedBy,
    logs: logs.add,
    songs: songs.add,
    rejected: rejected.add,
    async flush() {
      for (const batches of all) await batches.flush();
    },
    async end() {
      for (const batches of all) await batches.end();
    },
    [Symbol.dispose]() {
      for (const batches of all) batches[Symbol.dispose]();
    },
  };
}

const prefix = 'sparkify-batches-';

/** A folder that names its process, so that the next run removes what a killed one left. */
function temporaryFolder(): string {
  const parent = tmpdir();
  try {
    for (const name of readdirSync(parent)) {
      if (name.startsWith(prefix) && !isRunning(Number(name.slice(prefix.length).split('-')[0]))) {
        rmSync(join(parent, name), { recursive: true, force: true });
      }
    }
    return mkdtempSync(join(parent, `${prefix}${process.pid}-`));
  } catch (cause) {
    throw writeError(cause, parent);
  }
}

function writeError(cause: unknown, folder: string): Error {
  return (
    tooManyOpen(cause as Error, folder) ??
    new TransientError(
      'SPK-311',
      `Nothing can be written below the temporary folder ${folder}: ${writeProblem(cause)}.`,
      {
        cause,
        details: ['Nothing was published.'],
        hints: ['Free some space there, or name another folder in the environment variable TMPDIR.'],
      },
    )
  );
}
