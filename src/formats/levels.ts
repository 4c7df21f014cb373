/** A record with more levels of objects and arrays, its own included, is rejected. */
export const mostLevels = 512;

/** A bracket for each level takes a character at its beginning and one at its end. */
const shortest = 2 * (mostLevels + 1);

/** Whether an object or array, as valid JSON, has more levels than {@link mostLevels}. */
export function isTooDeep(json: string): boolean {
  if (json.length < shortest) return false;
  let level = 0;
  for (let at = 0; at < json.length; at++) {
    switch (json.charCodeAt(at)) {
      case 0x22: // a text
        at = endOfText(json, at);
        break;
      case 0x7b:
      case 0x5b:
        if (++level > mostLevels) return true;
        break;
      case 0x7d:
      case 0x5d:
        level--;
    }
  }
  return false;
}

function endOfText(json: string, from: number): number {
  let at = json.indexOf('"', from + 1);
  while (isEscaped(json, at)) at = json.indexOf('"', at + 1);
  return at;
}

function isEscaped(json: string, at: number): boolean {
  let backslashes = 0;
  while (json.charCodeAt(at - 1 - backslashes) === 0x5c) backslashes++;
  return backslashes % 2 === 1;
}
