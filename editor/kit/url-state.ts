// The state of a list as it stands in the address: search text and filters.

/** The filters named, as the address has them; '' where it has none. */
export function readFilters<K extends string>(search: URLSearchParams, names: readonly K[]): Record<K, string> {
  const filters = {} as Record<K, string>;
  for (const name of names) filters[name] = search.get(name) ?? '';
  return filters;
}

/** The address with one filter changed; an empty one is taken out, everything else stays as it is. */
export function withFilter(search: URLSearchParams, name: string, value: string): URLSearchParams {
  const next = new URLSearchParams(search);
  if (value.trim() === '') next.delete(name);
  else next.set(name, value);
  return next;
}

/** True where a search text or filter narrows the list. */
export function isNarrowed(filters: Record<string, string>): boolean {
  return Object.values(filters).some((value) => value !== '');
}
