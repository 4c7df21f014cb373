import { closeSync, openSync, statSync, writeSync } from 'node:fs';
import { faultsFileName, type OutputFolder } from './output-folder.ts';

/** One line of the key: what is wrong where. Lines count from 1; 0 is the file as a whole. */
export interface Fault {
  /** Relative to the folder of the simulation, with slashes. */
  readonly file: string;
  readonly line: number;
  readonly kind: string;
  /** Whether a loader has to set the record aside. */
  readonly rejected: boolean;
}

/** The key of a dirty simulation, {@link faultsFileName}, while it is written. */
export interface FaultKey {
  readonly rejected: number;
  readonly harmless: number;
  add(fault: Fault): void;
  /** Returns the size of the file. */
  close(): number;
}

/** Begins the key, or goes on with one of `size` bytes. */
export async function openFaultKey(folder: OutputFolder, size: number | null): Promise<FaultKey> {
  const goesOn = size !== null && folder.continues;
  const path = goesOn ? await folder.extend(faultsFileName, size) : await folder.create(faultsFileName);
  const file = openSync(path, goesOn ? 'a' : 'w');
  let waiting = '';
  let rejected = 0;
  let harmless = 0;
  const flush = () => {
    writeSync(file, waiting);
    waiting = '';
  };
  return {
    get rejected() {
      return rejected;
    },
    get harmless() {
      return harmless;
    },
    add(fault) {
      if (fault.rejected) rejected++;
      else harmless++;
      waiting += `${JSON.stringify(fault)}\n`;
      if (waiting.length > 65_536) flush();
    },
    close() {
      flush();
      closeSync(file);
      return statSync(path).size;
    },
  };
}
