/** The end of a path, which says most; the whole of it is its title. */
export function ShortPath({ path }: { readonly path: string }) {
  const parts = path.split('/');
  return <span title={path}>{parts.length > 3 ? `…/${parts.slice(-3).join('/')}` : path}</span>;
}
