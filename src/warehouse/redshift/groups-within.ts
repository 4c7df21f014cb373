/** Items in groups, in their order, of so many bytes and so many items at most; a longer item is a group of its own. */
export function groupsWithin<Item>(
  items: readonly Item[],
  bytesOf: (item: Item) => number,
  most: { readonly bytes: number; readonly items?: number },
): readonly (readonly Item[])[] {
  const groups: Item[][] = [];
  let bytes = 0;
  for (const item of items) {
    const more = bytesOf(item);
    const last = groups.at(-1);
    if (last !== undefined && bytes + more <= most.bytes && last.length < (most.items ?? Infinity)) {
      last.push(item);
      bytes += more;
    } else {
      groups.push([item]);
      bytes = more;
    }
  }
  return groups;
}
