/** Texts in groups, in their order, of so many bytes and so many texts at most; a longer text is a group of its own. */
export function groupsWithin<Item>(
  items: readonly Item[],
  textOf: (item: Item) => string,
  most: { readonly bytes: number; readonly texts?: number },
): readonly (readonly Item[])[] {
  const groups: Item[][] = [];
  let bytes = 0;
  for (const item of items) {
    const more = Buffer.byteLength(textOf(item));
    const last = groups.at(-1);
    if (last !== undefined && bytes + more <= most.bytes && last.length < (most.texts ?? Infinity)) {
      last.push(item);
      bytes += more;
    } else {
      groups.push([item]);
      bytes = more;
    }
  }
  return groups;
}
