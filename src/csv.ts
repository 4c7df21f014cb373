/** A line of RFC 4180; NULL is an empty field. */
export function csvLine(values: readonly unknown[]): string {
  return values
    .map((value) => {
      const text = value === null ? '' : String(value);
      return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
    })
    .join(',');
}
