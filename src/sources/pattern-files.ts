import type { PathPattern } from './path-pattern.ts';
import type { SourceFile } from './source.ts';

/** A pattern, and what the locations of all files below its folder begin with. */
export interface PlacedPattern {
  readonly start: string;
  readonly pattern: PathPattern;
}

/** Whether a pattern names the file at a location; in a bucket, a name that ends with a slash means a folder. */
export function isMatch({ start, pattern }: PlacedPattern, location: string): boolean {
  return (
    location.startsWith(start) && !location.endsWith('/') && pattern.matches(location.slice(start.length))
  );
}

/** The files that match patterns, in turn; one that several match comes once. */
export async function* matchingFiles<Pattern extends PlacedPattern>(
  patterns: readonly Pattern[],
  filesOf: (pattern: Pattern) => AsyncIterable<SourceFile> | Iterable<SourceFile>,
  onUnmatched: (text: string) => void,
): AsyncGenerator<SourceFile> {
  const listed = new Set<string>();
  for (const each of patterns) {
    let isMatched = false;
    for await (const file of filesOf(each)) {
      isMatched = true;
      if (listed.has(file.location)) continue;
      listed.add(file.location);
      yield file;
    }
    if (!isMatched) onUnmatched(each.pattern.text);
  }
}
