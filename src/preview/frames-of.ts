import { decompressed } from '../formats/decompress.ts';
import type { Frame } from '../formats/frame.ts';
import { readFrames } from '../formats/read-records.ts';
import type { DataSetFiles } from '../sources/data-set.ts';
import type { SourceFile } from '../sources/source.ts';

/**
 * Each record of the files of a data set, in order, and what is none. Reads no more of them than is asked for.
 *
 * @param onFile called with each file before it is read
 */
export async function* framesOf(
  listed: DataSetFiles,
  signal: AbortSignal | undefined,
  onFile: (file: SourceFile) => void = () => {},
): AsyncGenerator<{ readonly file: SourceFile; readonly frame: Frame }> {
  for await (const { source, file } of listed.list(signal)) {
    onFile(file);
    for await (const frames of readFrames(decompressed(file, source.read(file, signal))))
      for (const frame of frames) yield { file, frame };
  }
}
