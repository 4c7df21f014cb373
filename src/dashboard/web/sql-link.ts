const fragment = '#sql=';

/** The address of the SQL page with a statement: in the fragment, no server and no log gets to see it. */
export function linkToSql(sql: string, query = ''): string {
  return `/sql${query}${fragment}${encodeURIComponent(sql)}`;
}

/** The statement that the address holds; undefined if it holds none that can be read. */
export function linkedStatement(): string | undefined {
  if (!location.hash.startsWith(fragment))
    return new URLSearchParams(location.search).get('sql') ?? undefined;
  try {
    return decodeURIComponent(location.hash.slice(fragment.length));
  } catch {
    return undefined; // a link that was cut off
  }
}
