import { open, readFile, rename } from 'node:fs/promises';
import { UsageError } from '../errors.ts';
import { readProblem } from '../file-problem.ts';
import type { OpenDay } from './day-files.ts';
import type { FaultsState } from './faulty-lines.ts';
import type { Settings } from './settings.ts';
import { bytesPerUser, type UserRows, userRows } from './user-rows.ts';

/** The state of a simulation: enough to continue as if it had never stopped. */
export interface SimulationState {
  readonly settings: Settings;
  /** When the period ended, in epoch milliseconds. */
  readonly until: number;
  readonly nextSession: number;
  /** The file of the last day, which has room for more if the period ended within the day. */
  readonly openDay: OpenDay | null;
  readonly faults: FaultsState | null;
  readonly users: UserRows;
}

const format = 'sparkify-simulation';
const version = 1;

/**
 * Writes a state: a line of JSON, then the columns of the users as they are in memory. Depends on nothing but the state,
 * so that equal simulations have equal state files. Replaces an older file in one step.
 */
export async function writeState(path: string, { users, ...rest }: SimulationState): Promise<void> {
  const header = `${JSON.stringify({ format, version, users: users.count, ...rest })}\n`;
  const file = await open(`${path}.part`, 'w');
  try {
    await file.writeFile(header);
    if (users.count > 0) await file.writeFile(new Uint8Array(users.nextTime.buffer));
  } finally {
    await file.close();
  }
  await rename(`${path}.part`, path);
}

/** Reads a state. Throws a {@link UsageError} where the file is none. */
export async function readState(path: string): Promise<SimulationState> {
  const content = await readFile(path).catch((cause: unknown) => {
    throw new UsageError('SPK-905', `The state ${path} cannot be read: ${readProblem(cause)}.`, { cause });
  });
  const lineEnd = content.indexOf(10);
  const { users, ...rest } = parseHeader(path, content.toString('utf8', 0, lineEnd));
  const columns = new Uint8Array(new SharedArrayBuffer(users * bytesPerUser));
  if (content.length - lineEnd - 1 !== columns.length) throw notAState(path, 'It is cut off.');
  columns.set(content.subarray(lineEnd + 1));
  return { ...rest, users: userRows(users, columns.buffer) };
}

type Header = Omit<SimulationState, 'users'> & { readonly users: number };

function parseHeader(path: string, line: string): Header {
  let header: unknown;
  try {
    header = JSON.parse(line);
  } catch (cause) {
    throw notAState(path, 'Its first line is not JSON.', cause);
  }
  if (typeof header !== 'object' || header === null || !('format' in header) || header.format !== format) {
    throw notAState(path, `Its first line does not say "format": "${format}".`);
  }
  const { format: _, version: came, ...rest } = header as Header & { format: string; version: number };
  if (came !== version)
    throw notAState(path, `It is of version ${came}; this program reads version ${version}.`);
  return rest;
}

function notAState(path: string, detail: string, cause?: unknown): UsageError {
  return new UsageError('SPK-905', `${path} is not the state of a simulation.`, {
    cause,
    details: [detail],
    hints: ['--resume takes the file simulation.state that an earlier run left beside its data.'],
  });
}
