/** Text of the data on one line: control characters would let data draw on the terminal. */
export function plain(value: unknown): string {
  return value === null || value === undefined ? 'unknown' : String(value).replace(/\p{Cc}/gu, ' ');
}
