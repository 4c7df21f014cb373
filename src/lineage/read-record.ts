import { decompressed } from '../formats/decompress.ts';
import type { JsonObject } from '../formats/frame.ts';
import { readFrames } from '../formats/read-records.ts';
import type { S3Settings } from '../s3/settings.ts';
import { openSource } from '../sources/open-source.ts';
import type { Source, SourceFile } from '../sources/source.ts';

/** A record of a file of the source, as it is there now. */
export interface FoundRecord {
  /** 1-based number of the line on which it begins. */
  readonly line: number;
  readonly text: string;
}

/**
 * Reads a file, as the load manifest knows it, up to a record.
 *
 * @param line where it begins, or undefined to look for it
 * @param isWanted whether it is that record, by its text and the object that it is
 * @returns undefined if the file holds no such record any more
 */
export async function readRecord(
  location: string,
  line: number | undefined,
  isWanted: (text: string, object: JsonObject) => boolean,
  s3?: S3Settings,
): Promise<FoundRecord | undefined> {
  await using source = await openSource(location, s3);
  const file = await fileAt(source, location);
  if (file === undefined) return undefined;
  for await (const frames of readFrames(decompressed(file, source.read(file)))) {
    for (const frame of frames) {
      if (line !== undefined && frame.line > line) return undefined;
      if (line !== undefined && frame.line < line) continue;
      if ('object' in frame && isWanted(frame.text, frame.object))
        return { line: frame.line, text: frame.text };
    }
  }
  return undefined;
}

/** A key of a bucket is also the beginning of others. */
async function fileAt(source: Source, location: string): Promise<SourceFile | undefined> {
  for await (const file of source.list()) if (file.location === location) return file;
  return undefined;
}
