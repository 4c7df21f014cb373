const mostSuggested = 3;

/**
 * What somebody may mean who names the beginning of names, as COPY takes it: one pattern for files that begin so, each
 * folder that does.
 *
 * @param before what precedes the names: a folder with a slash at its end, or nothing
 * @param names of files, and of folders with a slash at their end
 */
export function begunAlike(before: string, beginning: string, names: readonly string[]): readonly string[] {
  const alike = names.filter((name) => name.startsWith(beginning) && !/^[._]/.test(name));
  const files = alike.filter((name) => !name.endsWith('/'));
  const folders = alike.filter((name) => name.endsWith('/'));
  const pattern = files.length === 0 ? [] : [`'${before}${beginning}*'`];
  return [...pattern, ...folders.map((name) => before + name.slice(0, -1))].slice(0, mostSuggested);
}
