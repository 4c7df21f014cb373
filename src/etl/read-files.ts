import { fetchAhead } from '../sources/fetch-ahead.ts';
import type { Chunks, Source } from '../sources/source.ts';
import type { FoundFile } from './subtract.ts';

/** A file with its bytes as they are stored: a small one in memory, a large one in turn. */
export interface ReadFile {
  readonly found: FoundFile;
  readonly bytes: Uint8Array | Chunks;
}

/** Up to here a file is held in memory. */
const smallFile = 1024 * 1024;

/** The files with their bytes, in order; from a source where waiting takes longest, several are read ahead. */
export async function* readFiles(
  files: readonly FoundFile[],
  signal: AbortSignal | undefined,
): AsyncIterable<ReadFile> {
  for (const [source, ofSource] of bySource(files)) {
    if (source.readsAtOnce === undefined) yield* readInTurn(source, ofSource, signal);
    else yield* readAhead(source, ofSource, source.readsAtOnce, signal);
  }
}

function* readInTurn(
  source: Source,
  files: readonly FoundFile[],
  signal: AbortSignal | undefined,
): Iterable<ReadFile> {
  for (const found of files) {
    const { file } = found;
    const whole = file.size <= smallFile ? source.readWhole?.(file, signal) : undefined;
    yield { found, bytes: whole ?? source.read(file, signal) };
  }
}

async function* readAhead(
  source: Source,
  files: readonly FoundFile[],
  concurrency: number,
  signal: AbortSignal | undefined,
): AsyncIterable<ReadFile> {
  const rest = files[Symbol.iterator]();
  const listed = files.map(({ file }) => file);
  for await (const { file, chunks } of fetchAhead(source, listed, {
    concurrency,
    ...(signal && { signal }),
  })) {
    const next = rest.next();
    if (next.done) return;
    const isSmall = Array.isArray(chunks) && file.size <= smallFile;
    yield { found: next.value, bytes: isSmall ? Buffer.concat(chunks) : chunks };
  }
}

/** Files of one source together, in order. */
function bySource(files: readonly FoundFile[]): ReadonlyMap<Source, readonly FoundFile[]> {
  const groups = new Map<Source, FoundFile[]>();
  for (const found of files) {
    const group = groups.get(found.source);
    if (group === undefined) groups.set(found.source, [found]);
    else group.push(found);
  }
  return groups;
}
