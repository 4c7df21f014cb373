import { readFileSync } from 'node:fs';

export const starTables = ['songplays', 'users', 'songs', 'artists', 'time'] as const;

/** The statements of a file beside this one, for the data of a folder. */
export function readStatements(file: string, data: string): readonly string[] {
  const text = readFileSync(new URL(file, import.meta.url), 'utf8').replaceAll('$data', data);
  return text.split(/;[ \t]*\n/).filter((statement) => statement.trim() !== '');
}
