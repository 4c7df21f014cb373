import { unpacked } from '../etl/gunzip.ts';
import { type Line, lineBlocks } from '../etl/lines.ts';
import { openSource } from '../sources/open-source.ts';
import type { S3Settings } from '../sources/s3.ts';
import type { Source, SourceFile } from '../sources/source.ts';

/** A line of a file of the source, as it stands there now. */
export interface FoundLine {
  /** 1-based. */
  readonly line: number;
  readonly text: string;
}

/**
 * Reads a file, as the books know it, up to the line that is wanted.
 *
 * @param line its number, or undefined to look for it
 * @param isWanted tells the line that is looked for; one that is read by its number must be it too
 * @returns undefined if the file holds no such line any more
 */
export async function readLine(
  location: string,
  line: number | undefined,
  isWanted: (text: string) => boolean,
  s3?: S3Settings,
): Promise<FoundLine | undefined> {
  await using source = await openSource(location, s3);
  const file = await fileAt(source, location);
  if (file === undefined) return undefined;
  for await (const { firstLine, lines } of lineBlocks(unpacked(file, source.read(file)))) {
    const at = line === undefined ? lines.findIndex((each) => isText(each, isWanted)) : line - firstLine;
    const text = lines[at];
    if (at < 0 || text === undefined) continue;
    return isText(text, isWanted) ? { line: firstLine + at, text } : undefined;
  }
  return undefined;
}

function isText(line: Line, isWanted: (text: string) => boolean): line is string {
  return typeof line === 'string' && isWanted(line);
}

/** A key of a bucket is also the beginning of others. */
async function fileAt(source: Source, location: string): Promise<SourceFile | undefined> {
  for await (const file of source.list()) if (file.location === location) return file;
  return undefined;
}
