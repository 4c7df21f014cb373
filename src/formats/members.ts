/**
 * The raw texts of an object's members by key, of duplicate keys the last. JSON.parse forgets how a number was
 * written, and `semantics.md` wants it as written.
 *
 * @param json one object, or array (members by index), that JSON.parse accepts
 */
export function rawMembers(json: string): ReadonlyMap<string, string> {
  const members = new Map<string, string>();
  let at = skipBlanks(json, 0);
  const isArray = json[at] === '[';
  for (let index = 0; ; index++) {
    at = skipBlanks(json, at + 1); // past the opening bracket or the comma
    if (json[at] === '}' || json[at] === ']') return members;
    let key = String(index);
    if (!isArray) {
      const end = skipString(json, at);
      key = JSON.parse(json.slice(at, end)) as string;
      at = skipBlanks(json, skipBlanks(json, end) + 1); // past the colon
    }
    const end = skipValue(json, at);
    members.set(key, json.slice(at, end));
    at = skipBlanks(json, end);
    if (json[at] !== ',') return members;
  }
}

function skipBlanks(json: string, from: number): number {
  let at = from;
  while (json[at] === ' ' || json[at] === '\t' || json[at] === '\n' || json[at] === '\r') at++;
  return at;
}

function skipString(json: string, from: number): number {
  let at = from + 1;
  while (json[at] !== '"') at += json[at] === '\\' ? 2 : 1;
  return at + 1;
}

/** The end of a value: of an object or array the matching bracket, of a number or word the next delimiter. */
function skipValue(json: string, from: number): number {
  if (json[from] === '"') return skipString(json, from);
  let depth = 0;
  let at = from;
  do {
    const character = json[at];
    if (character === '"') at = skipString(json, at) - 1;
    else if (character === '{' || character === '[') depth++;
    else if (character === '}' || character === ']') depth--;
    at++;
  } while (at < json.length && (depth > 0 || !/[\s,\]}]/.test(json[at] ?? '')));
  return at;
}
