/**
 * The items of all pages of a list. A page may hold fewer than AWS says that it holds at most, while more follow:
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRolePolicies.html, `MaxItems`.
 */
export async function allPages<Page, Item>(
  pages: AsyncIterable<Page>,
  itemsOf: (page: Page) => readonly Item[] | undefined,
): Promise<readonly Item[]> {
  const items: Item[] = [];
  for await (const page of pages) items.push(...(itemsOf(page) ?? []));
  return items;
}
