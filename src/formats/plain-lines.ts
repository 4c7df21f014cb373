import { isUtf8 } from 'node:buffer';
import { byte } from './bytes.ts';
import type { PlainFields, PlainKind } from './plain-fields.ts';
import { plainLinesWasm } from './plain-lines-wasm.ts';
import type { TimeLimits } from './time-limits.ts';
import { longestRecord, scanValue, startValueScan } from './value-scan.ts';

/** The lines of one file, each of which should hold one plain record, or nothing. */
export interface PlainLines extends Disposable {
  /** Takes bytes as they come; false if a line that ends in them is something else. */
  take(chunk: Uint8Array): boolean;
  /** Bytes of the last line, if it has no end so far. */
  open(): number;
  /** Takes the last line, if it has no end. */
  end(): boolean;
  /** The counts of all lines so far. */
  counts(): {
    readonly records: number;
    readonly lines: number;
    readonly blank: number;
    readonly stagedBytes: number;
    /** The bits of the columns of numbers for which some record has the text "", which is NULL. */
    readonly emptyNumbers: number;
  };
}

/** A longer object or array in an ignored key is left to the validating parser. */
const longestNested = 1000;

/** Instances that are in no use: each reserves much of the address space. */
const idle: Instance[] = [];

/**
 * Starts with a file. The lines are looked at in WebAssembly: wasm/plain-lines.ts.
 *
 * @returns undefined where there is none (`node --jitless`), or no address space for it (10 GB, of which little is used)
 */
export function openPlainLines(fields: PlainFields, timeLimits: TimeLimits): PlainLines | undefined {
  if (typeof WebAssembly === 'undefined') return undefined;
  const instance = idle.pop() ?? instantiate();
  if (instance === undefined) return undefined;
  const { exports } = instance;
  const input = exports.input.value;
  instance.fields = fields;
  exports.start(fields.required, fields.requiredOfPlay, timeLimits.earliest, timeLimits.latest);
  let memory = memoryOf(exports);
  /** Bytes of a line that has not ended, at the beginning of the input. */
  let rest = 0;

  function append(chunk: Uint8Array): void {
    const size = input + rest + chunk.length + exports.beyond.value;
    if (size > memory.length) {
      exports.memory.grow(Math.ceil((size - memory.length) / wasmPage));
      memory = memoryOf(exports);
    }
    memory.set(chunk, input + rest);
  }

  function take(chunk: Uint8Array): boolean {
    const firstEnd = chunk.indexOf(byte.lineFeed);
    if (rest + (firstEnd === -1 ? chunk.length : firstEnd) > longestRecord) return false;
    append(chunk);
    const found = chunk.lastIndexOf(byte.lineFeed);
    const end = found === -1 ? 0 : rest + found + 1;
    rest += chunk.length - end;
    if (end === 0) return true;
    if (!isUtf8(memory.subarray(input, input + end)) || exports.take(input + end) === 0) return false;
    memory.copyWithin(input, input + end, input + end + rest);
    return true;
  }

  return {
    take,
    open: () => rest,
    end: () => rest === 0 || take(Buffer.from('\n')),
    counts: () => ({
      records: exports.records.value,
      lines: exports.lines.value,
      blank: exports.blank.value,
      stagedBytes: exports.stagedBytes.value,
      emptyNumbers: exports.emptyNumbers.value,
    }),
    [Symbol.dispose]: () => void idle.push(instance),
  };
}

const wasmPage = 65_536;

interface Global {
  readonly value: number;
}

interface Exports
  extends Readonly<
    Record<
      PlainKind | 'input' | 'beyond' | 'records' | 'lines' | 'blank' | 'stagedBytes' | 'emptyNumbers',
      Global
    >
  > {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): void };
  start(required: number, requiredOfPlay: number, earliest: number, latest: number): void;
  take(end: number): number;
}

/** WebAssembly as far as it is used: types of Node.js leave it out. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
};

interface Instance {
  readonly exports: Exports;
  /** Of the file that it looks at. */
  fields: PlainFields | undefined;
}

let compiled: object | undefined;

function instantiate(): Instance | undefined {
  compiled ??= new WebAssembly.Module(Buffer.from(plainLinesWasm, 'base64'));
  const imports = {
    fieldOf(start: number, end: number): number {
      const { kind, digits, bit } = (instance.fields as PlainFields).of(
        memoryOf(exports).toString('utf8', start, end),
      );
      return bit | (exports[kind].value << 18) | (digits << 22);
    },
    nestedEnd: (at: number) => nestedEnd(memoryOf(exports), at),
  };
  let exports: Exports;
  try {
    exports = new WebAssembly.Instance(compiled, { 'plain-lines': imports }).exports as Exports;
  } catch (error) {
    if (error instanceof RangeError) return undefined; // it could not allocate the memory
    throw error;
  }
  const instance: Instance = { exports, fields: undefined };
  return instance;
}

function memoryOf({ memory }: Exports): Buffer {
  return Buffer.from(memory.buffer);
}

/** The end of an object or array on one line, without NUL or escapes of code units, or -1. */
function nestedEnd(memory: Buffer, at: number): number {
  const scan = startValueScan(at);
  const result = scanValue(scan, memory.subarray(at, at + longestNested), at, false);
  const text = memory.subarray(at, scan.at);
  const isPlain = result === 'whole' && !scan.holdsNul && !text.includes('\\u');
  return isPlain && !text.includes(byte.lineFeed) ? scan.at : -1;
}
