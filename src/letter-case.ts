/** `songJsonpath` as flags have it: `song-jsonpath`. */
export const kebabCase = (name: string): string => separated(name, '-');

/** `songJsonpath` as every name in JSON: `song_jsonpath`. */
export const snakeCase = (name: string): string => separated(name, '_');

function separated(name: string, separator: string): string {
  return name.replace(/[A-Z]/g, (letter) => `${separator}${letter.toLowerCase()}`);
}
