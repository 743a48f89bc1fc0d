/** Items by key, in the order in which the keys appear. */
export function groupBy<Item>(items: Iterable<Item>, keyOf: (item: Item) => string | undefined): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/** Items whose key an earlier one has, each with the first of its key. */
export function repeatsOf<Item>(
  items: Iterable<Item>,
  keyOf: (item: Item) => string | undefined,
): { readonly first: Item; readonly other: Item }[] {
  return [...groupBy(items, keyOf).values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : others.map((other) => ({ first, other })),
  );
}
