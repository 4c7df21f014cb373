/** The members of a JSON object: key to the JSON text of its value exactly as written. */
export type Members = ReadonlyMap<string, string>;

/** The members of a valid JSON object, of duplicate keys the last. The text must have passed `JSON.parse`. */
export function readMembers(object: string): Members {
  const members = new Map<string, string>();
  for (const part of splitInside(object)) {
    const colon = endOfString(part) + part.slice(endOfString(part)).indexOf(':');
    const key = String(JSON.parse(part.slice(0, colon)));
    members.set(key, trim(part.slice(colon + 1)));
  }
  return members;
}

/** The JSON texts of the elements of a valid JSON array. */
export function readElements(array: string): readonly string[] {
  return splitInside(array);
}

/** The texts between the outer brackets, cut at the commas that lie in no string and in no inner bracket. */
function splitInside(bracketed: string): readonly string[] {
  const inside = trim(bracketed).slice(1, -1);
  if (trim(inside) === '') return [];
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < inside.length; at += 1) {
    const character = inside[at];
    if (character === '"') at += endOfString(inside.slice(at)) - 1;
    else if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') depth -= 1;
    else if (character === ',' && depth === 0) {
      parts.push(trim(inside.slice(start, at)));
      start = at + 1;
    }
  }
  parts.push(trim(inside.slice(start)));
  return parts;
}

/** How many characters the string literal at the start of the text takes, quotation marks included. */
function endOfString(text: string): number {
  let at = 1;
  while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}

function trim(text: string): string {
  return text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '');
}
