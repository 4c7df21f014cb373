import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCommand } from './run-command.ts';

/** How much of everything a run of the bench makes and measures. */
export interface Sizes {
  /** Users of one month of events each; 70 events a user. */
  readonly users: readonly number[];
  readonly songFiles: number;
  /** Song files of the largest catalogue; 0 leaves the case out. */
  readonly manySongFiles: number;
  readonly historyUsers: number;
  readonly historyDays: number;
  /** Users of the three days that are written in several shapes. */
  readonly shapeUsers: number;
  readonly simulatedUsers: number;
  /** Short measures are repeated so many times, and the median counts. */
  readonly rounds: number;
}

const twoMillionEvents = 28_000;

export const usualSizes: Sizes = {
  users: [twoMillionEvents],
  songFiles: 14_896,
  manySongFiles: 0,
  historyUsers: 2_000,
  historyDays: 300,
  shapeUsers: 28_000,
  simulatedUsers: 20_000,
  rounds: 3,
};

export const fullSizes: Sizes = {
  ...usualSizes,
  users: [twoMillionEvents, 10 * twoMillionEvents],
  manySongFiles: 385_252,
};

export const quickSizes: Sizes = {
  users: [2_800],
  songFiles: 1_500,
  manySongFiles: 3_000,
  historyUsers: 500,
  historyDays: 20,
  shapeUsers: 3_000,
  simulatedUsers: 2_000,
  rounds: 1,
};

/** Everything that the bench writes; git ignores it. */
export const dataFolder = fileURLToPath(new URL('./.data/', import.meta.url));

/** A simulated folder of data. */
export interface SimulatedData {
  readonly folder: string;
  readonly events: number;
  readonly bytes: number;
  readonly files: { readonly logs: number; readonly songs: number };
}

/** Simulates data by the real command, or finds what an earlier run of the bench made by the same options. */
export async function simulated(options: Readonly<Record<string, string | number>>): Promise<SimulatedData> {
  const flags = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const folder = join(dataFolder, flags.join('').replaceAll('--', '-').slice(1));
  const reportFile = `${folder}.report.json`;
  if (!existsSync(reportFile)) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(dataFolder, { recursive: true });
    const { stdout } = await runCommand(['simulate', '--out', folder, ...flags, '--json', '--quiet']);
    writeFileSync(reportFile, stdout);
  }
  return { ...(JSON.parse(readFileSync(reportFile, 'utf8')) as SimulatedData), folder };
}

/** The JSON files below a folder, by their paths from it, in order: of logs, day by day. */
export function jsonFilesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .sort();
}

/** Removes simulated data that is too large to keep. */
export function forget({ folder }: SimulatedData): void {
  rmSync(folder, { recursive: true, force: true });
  rmSync(`${folder}.report.json`, { force: true });
}

/** A path for a warehouse that does not exist yet. */
export function newWarehouse(name = 'bench'): string {
  const path = join(dataFolder, `${name}.duckdb`);
  for (const each of [path, `${path}.wal`]) rmSync(each, { force: true });
  rmSync(`${path}.tmp`, { recursive: true, force: true });
  return path;
}
