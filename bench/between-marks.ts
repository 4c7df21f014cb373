/** A page with `inner` between `<!-- NAME -->` and `<!-- end of NAME -->`; what people wrote around them stays. */
export function betweenMarks(page: string, name: string, inner: string): string {
  const [start, end] = [`<!-- ${name} -->`, `<!-- end of ${name} -->`];
  const [from, to] = [page.indexOf(start) + start.length, page.indexOf(end)];
  if (from < start.length || to < from) throw new Error(`The page has lost its marks of ${name}.`);
  return `${page.slice(0, from)}\n\n${inner}\n\n${page.slice(to)}`;
}
