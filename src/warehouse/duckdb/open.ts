import { existsSync, readlinkSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DuckDBInstance } from '@duckdb/node-api';
import { NothingPublishedError, TransientError, UsageError } from '../../errors.ts';
import { tooManyOpen } from '../../file-problem.ts';
import { onWarehouse } from '../hint-on-warehouse.ts';
import type { OnStatement } from '../warehouse.ts';
import { duckdb } from './api.ts';
import { notWritable } from './errors.ts';
import { requireFileName } from './location.ts';
import { realPath, takeFile } from './lock.ts';

export interface DuckdbOptions {
  /** Opened so that it cannot write or read other files, and no statement can change that. */
  readonly readOnly?: boolean;
  /** Although read-only, may write other files: for copies made by our own statements, never for SQL that users bring. */
  readonly writesFiles?: boolean;
  /** How long to wait for another process that holds the file. */
  readonly lockTimeoutSeconds?: number;
  /** The memory that reading may take; what does not fit is written beside the file. Four fifths of the machine's without it. */
  readonly memoryMebibytes?: number;
  readonly signal?: AbortSignal | undefined;
  readonly onStatement?: OnStatement | undefined;
}

const defaultLockTimeoutSeconds = 30;
const lockPollMilliseconds = 100;

/** A database file that this process has open, until it is closed. */
interface OpenFile {
  readonly instance: DuckDBInstance;
  close(): void;
}

/** Opens the file, waiting a little if another process holds it: DuckDB allows one process at a time. */
export async function openDuckdbFile(location: string, options: DuckdbOptions): Promise<OpenFile> {
  requireFileName(location);
  const { lockTimeoutSeconds = defaultLockTimeoutSeconds, signal } = options;
  const giveUpAt = performance.now() + lockTimeoutSeconds * 1000;
  for (;;) {
    // DuckDB may open the file of the path that it is given, but not what a link there leads to.
    const path = realPath(location);
    const release = takeFile(path, options.readOnly ?? false);
    try {
      if (release === undefined) throw new HeldHere();
      const instance = await duckdb.DuckDBInstance.create(path, settings(options));
      await requireStored(instance, location);
      return {
        instance,
        close() {
          instance.closeSync();
          release();
        },
      };
    } catch (cause) {
      release?.();
      if (!isLocked(cause)) throw openError(cause, location, options);
      if (performance.now() >= giveUpAt) throw lockedError(cause, location, lockTimeoutSeconds);
      await sleep(lockPollMilliseconds, undefined, { signal });
    }
  }
}

/** A file of JSON, CSV or Parquet DuckDB opens as a view in memory: what is written there is gone at the end. */
async function requireStored(instance: DuckDBInstance, location: string): Promise<void> {
  const connection = await instance.connect();
  const reader = await connection.runAndReadAll(
    'select path from duckdb_databases() where database_name = current_database()',
  );
  connection.closeSync();
  if (reader.getRows()[0]?.[0] !== null) return;
  instance.closeSync();
  throw refused(location, 'is not a DuckDB file');
}

/**
 * What a run may take: enough for the buffers of every thread. DuckDB would take four fifths of the machine; what does
 * not fit it keeps beside the warehouse, and 20 M events take no longer for it.
 */
function memoryLimit(): string {
  const mebibyte = 2 ** 20;
  const wanted = Math.max(768, 192 * availableParallelism());
  return `${Math.floor(Math.min(wanted, (0.8 * totalmem()) / mebibyte))}MiB`;
}

/**
 * The format of new files, which DuckDB 1.3 (May 2025) and later open; files that are there keep theirs. From it on, texts
 * are compressed in one way in place of several that are tried in turn: docs/decisions/storage-format.md.
 */
const storageFormat = 'v1.3.0';

function settings({
  readOnly = false,
  writesFiles = false,
  memoryMebibytes,
}: DuckdbOptions): Record<string, string> {
  // Extensions are never fetched: the program needs none, and a warehouse must open without a network.
  const offline = { autoinstall_known_extensions: 'false' };
  if (!readOnly) {
    return {
      ...offline,
      preserve_insertion_order: 'false',
      memory_limit: memoryLimit(),
      write_buffer_row_group_count: '1', // of 5, which hold 40 MB of the load manifest each and save no time
      storage_compatibility_version: storageFormat,
    };
  }
  if (writesFiles) return { ...offline, access_mode: 'READ_ONLY', memory_limit: memoryLimit() };
  return {
    ...offline,
    access_mode: 'READ_ONLY',
    enable_external_access: 'false',
    lock_configuration: 'true',
    ...(memoryMebibytes !== undefined && { memory_limit: `${memoryMebibytes}MiB` }),
    // Up to 2^20 users are counted in an array in place of a hash table, in half the time (the default is 2^12).
    perfect_ht_threshold: '20',
  };
}

/** This process holds the file itself. */
class HeldHere extends Error {}

function isLocked(cause: unknown): boolean {
  return (
    cause instanceof HeldHere ||
    (cause instanceof Error && cause.message.includes('Could not set lock on file'))
  );
}

function lockedError(cause: unknown, location: string, seconds: number): TransientError {
  const holder = /Conflicting lock is held in (.+?) \(PID (\d+)\)/.exec((cause as Error).message);
  const another = holder ? `process ${holder[2]} (${holder[1]})` : 'another process';
  const who = cause instanceof HeldHere ? 'this process' : another;
  return new TransientError(
    'SPK-303',
    `${location} is held by ${who}, and was not free within ${seconds} s.`,
    {
      cause,
      details: ['Nothing was published.'],
      hints: ['Try again when it has ended, or wait longer with --lock-timeout SECONDS.'],
    },
  );
}

const problems: readonly (readonly [sign: string, problem: string])[] = [
  ['Is a directory', 'is a folder, not a DuckDB file'],
  ['not a valid DuckDB database file', 'is not a DuckDB file'],
  // What DuckDB says of JSON, CSV and Parquet, which it would read in place of a database, and of SQLite.
  ['Cannot launch in-memory database in read-only mode', 'is not a DuckDB file'],
  ['sqlite_scanner', 'is not a DuckDB file'],
  ['Permission denied', 'may not be opened (permission denied)'],
  ['No such file or directory', 'cannot be made: its folder does not exist'],
];

function openError(cause: unknown, location: string, { readOnly = false }: DuckdbOptions): Error {
  if (!(cause instanceof Error) || cause instanceof UsageError) return cause as Error;
  const { message } = cause;
  if (message.includes('database does not exist')) {
    return new NothingPublishedError('SPK-301', `The warehouse ${location} does not exist yet.`, {
      cause,
      details: whereItLeads(location),
      hints: [{ command: 'etl', flags: { data: 'DIR', ...onWarehouse(location) }, why: 'Load it first' }],
    });
  }
  if (!readOnly && message.includes('Permission denied')) return notWritable(cause, location);
  const known = problems.find(([sign]) => message.includes(sign));
  const problem = known?.[1] ?? `cannot be opened: ${message.split('\n', 1)[0]}`;
  return tooManyOpen(cause, location) ?? refused(location, problem, cause);
}

function refused(location: string, problem: string, cause?: unknown): UsageError {
  return new UsageError('SPK-302', `The warehouse ${location} ${problem}.`, {
    cause,
    details: whereItLeads(location),
    hints: ['Name another file with --warehouse.'],
  });
}

/** What a message about a missing file leaves out: the name exists, as a link. */
function whereItLeads(location: string): readonly string[] {
  if (existsSync(location)) return [];
  try {
    return [`${location} is a symbolic link to ${readlinkSync(location)}, which does not exist.`];
  } catch {
    return []; // it is no link
  }
}
