import { unpacked } from '../etl/gunzip.ts';
import { type Line, lineBlocks } from '../etl/lines.ts';
import { openLocalSource } from '../sources/local.ts';
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
): Promise<FoundLine | undefined> {
  await using source = openLocalSource(location);
  const file = await onlyFile(source);
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

async function onlyFile(source: Source): Promise<SourceFile | undefined> {
  for await (const file of source.list()) return file;
  return undefined;
}
