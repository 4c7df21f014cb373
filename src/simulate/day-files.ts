import { type FileHandle, open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGzip, type Gzip } from 'node:zlib';
import type { OutputFolder } from './output-folder.ts';

export const dayMs = 86_400_000;
/** Bytes collected before they are written. Files are cut into these blocks alone, so that gzip gives the same bytes. */
const blockSize = 1 << 20;
/** Room for what may come on top of a block before it is written: a few lines. */
const headroom = 1 << 18;

/** A day whose file a period left unfinished; sizes are of the file as it is stored. */
export interface OpenDay {
  readonly day: number;
  readonly name: string;
  readonly bytes: number;
  readonly lines: number;
}

/** `log_data/YYYY/MM/YYYY-MM-DD-events.json`, one file a UTC day, written one after the other. */
export class DayFiles {
  /** Where the next line goes, and how far it is filled. */
  readonly buffer = Buffer.allocUnsafe(blockSize + headroom);
  length = 0;
  /** The day of the open file, counted from 1970-01-01; -1 before the first. */
  day = -1;
  /** The open file, relative to the output folder. */
  name = '';
  /** Lines in the open file. */
  lines = 0;
  /** Files, and bytes on disk, of this period. */
  files = 0;
  bytes = 0;
  private readonly folder: OutputFolder;
  private file: DayFile | undefined;
  private unfinished: OpenDay | null;

  constructor(folder: OutputFolder, unfinished: OpenDay | null) {
    this.folder = folder;
    this.unfinished = unfinished;
  }

  get full(): boolean {
    return this.length >= blockSize;
  }

  /** Closes the open file and begins that of `day`, or goes on with it where an earlier period left it unfinished. */
  async turnTo(day: number, gzip: boolean): Promise<void> {
    await this.close();
    const date = new Date(day * dayMs).toISOString();
    this.day = day;
    const before = this.unfinished?.day === day && this.folder.continues ? this.unfinished : null;
    this.unfinished = null;
    this.name = before?.name ?? dayFileName(date, gzip);
    this.lines = before?.lines ?? 0;
    const path =
      before === null
        ? await this.folder.create(this.name)
        : await this.folder.extend(this.name, before.bytes);
    this.file = await openDayFile(path, before?.bytes ?? 0, this.name.endsWith('.gz'));
    this.files++;
  }

  /** Appends a text of one character a byte; the caller sees to it that there is room. */
  append(bytes: string): void {
    this.length += this.buffer.write(bytes, this.length, 'latin1');
  }

  async flush(): Promise<void> {
    if (this.length === 0) return;
    await this.file?.write(this.buffer.subarray(0, this.length));
    this.length = 0;
  }

  /** Writes what is left. Returns the last file, which a later period may go on with. */
  async close(): Promise<OpenDay | null> {
    await this.flush();
    if (this.file === undefined) return null;
    const { written, size } = await this.file.close();
    this.bytes += written;
    this.file = undefined;
    return { day: this.day, name: this.name, bytes: size, lines: this.lines };
  }
}

function dayFileName(date: string, gzip: boolean): string {
  return `log_data/${date.slice(0, 4)}/${date.slice(5, 7)}/${date.slice(0, 10)}-events.json${gzip ? '.gz' : ''}`;
}

interface DayFile {
  write(bytes: Uint8Array): Promise<void>;
  close(): Promise<{ readonly written: number; readonly size: number }>;
}

async function openDayFile(path: string, before: number, gzip: boolean): Promise<DayFile> {
  const handle = await open(path, before > 0 ? 'a' : 'w');
  const close = async () => {
    const { size } = await handle.stat();
    await handle.close();
    return { written: size - before, size };
  };
  if (!gzip) return { write: (bytes) => writeAll(handle, bytes), close };
  const { packer, packed } = openPacker(handle);
  return {
    write: (bytes) =>
      new Promise((done, fail) => {
        packer.write(bytes, (error) => (error ? fail(error) : done()));
      }),
    close: async () => {
      packer.end();
      await packed;
      return close();
    },
  };
}

/** Level 1 compresses logs to a tenth, at several times the speed of the usual level. */
function openPacker(handle: FileHandle): { packer: Gzip; packed: Promise<void> } {
  const packer = createGzip({ level: 1, chunkSize: blockSize });
  const packed = pipeline(packer, async (chunks: AsyncIterable<Buffer>) => {
    for await (const chunk of chunks) await writeAll(handle, chunk);
  });
  packed.catch(() => {});
  return { packer, packed };
}

async function writeAll(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let start = 0; start < bytes.length; ) {
    start += (await handle.write(bytes, start)).bytesWritten;
  }
}
