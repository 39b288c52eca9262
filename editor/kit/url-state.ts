// The state of a list as it stands in the address: search text, filters, span of time and order. Pure.

/** The filters named, as the address has them; '' where it has none. */
export function readFilters<K extends string>(search: URLSearchParams, names: readonly K[]): Record<K, string> {
  const filters = {} as Record<K, string>;
  for (const name of names) filters[name] = search.get(name) ?? '';
  return filters;
}

/** The address with one filter changed; an empty one is taken out, everything else stays as it is. */
export function withFilter(search: URLSearchParams, name: string, value: string): URLSearchParams {
  return withFilters(search, { [name]: value });
}

/** The address with some filters changed. */
export function withFilters(
  search: URLSearchParams,
  changes: Readonly<Record<string, string | undefined>>,
): URLSearchParams {
  const next = new URLSearchParams(search);
  for (const [name, value] of Object.entries(changes)) {
    if (value?.trim()) next.set(name, value);
    else next.delete(name);
  }
  return next;
}

/** Where the address has the order of a list. */
export const SORT = 'sort';

/** True where a search text or filter narrows the list. */
export function isNarrowed(filters: Readonly<Record<string, string>>): boolean {
  return Object.values(filters).some((value) => value !== '');
}

/** What a list of these filters is told apart by: a text that is the same for the same list. */
export function queryText(filters: Readonly<Record<string, string>>): string {
  const told = Object.entries(filters).filter(([, value]) => value !== '');
  return new URLSearchParams(told.toSorted(([a], [b]) => (a < b ? -1 : 1))).toString();
}
