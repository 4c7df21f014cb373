import { cpus, loadavg, release, totalmem, type } from 'node:os';
import { version as duckdbVersion } from '@duckdb/node-api';
import { packageVersion } from '../src/version.ts';

/** Where and when the figures come from. */
export interface Machine {
  readonly description: string;
  readonly versions: string;
  readonly date: string;
  /** What else the machine did as the bench began, if that was enough to spoil the figures. */
  readonly busy: string | undefined;
}

export function describeMachine(): Machine {
  const cores = cpus();
  const [load = 0] = loadavg();
  return {
    description: `${cores.length} cores (${cores[0]?.model.trim() ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GiB of memory, ${type()} ${release()}`,
    versions: `sparkify-warehouse ${packageVersion()}, Node ${process.version}, DuckDB ${duckdbVersion()}`,
    date: new Date().toISOString().slice(0, 10),
    busy:
      load > cores.length * 0.5
        ? `a load of ${load.toFixed(1)} on ${cores.length} cores before it began`
        : undefined,
  };
}
