/** JSON on one line; whole numbers beyond 2^53 as text, so that nobody reads another number. */
export function toJson(document: unknown): string {
  return JSON.stringify(document, (_key, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  );
}
