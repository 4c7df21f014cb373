/** A path of the source on one line: a control character in it is shown by its code, since it is a part of the name. */
export function visible(text: string): string {
  return text.replace(/\p{Cc}/gu, (letter) => `\\x${letter.charCodeAt(0).toString(16).padStart(2, '0')}`);
}

/** Text of the data on one line: control characters would let data draw on the terminal. */
export function plain(value: unknown): string {
  return value === null || value === undefined ? 'unknown' : String(value).replace(/\p{Cc}/gu, ' ');
}
