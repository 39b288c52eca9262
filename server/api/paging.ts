// Cursors: the sort values of the last row seen, sealed from eyes but not secret, so that pages neither skip nor repeat.
import { Failure } from '../../flows/language/failures.ts';
import type { Key, Page, PageArgs } from '../store/admin-rows.ts';
import type { ListQuery } from './schema-parts.ts';

/** What the values of a cursor must be, in order: the sort of the list. */
export type KeyShape = readonly ('text' | 'number')[];

const DEFAULT_LIMIT = 50;

/** Query parameters as the store takes them. Fails with REQUEST_INVALID for a cursor that this list did not give. */
export function pageArgs(query: ListQuery, shape: KeyShape): PageArgs & { q: string | null } {
  const after = query.cursor === undefined || query.cursor === '' ? null : decodeKey(query.cursor, shape);
  return { q: query.q?.trim() || null, after, limit: query.limit ?? DEFAULT_LIMIT };
}

/** A page as the API answers it. */
export function pageAnswer<T, U>(page: Page<T>, make: (item: T) => U): { items: U[]; next: string | null } {
  return { items: page.items.map(make), next: page.next === null ? null : encodeKey(page.next) };
}

/** A page of what is in memory, in the order of one text key; turned, from its end. */
export function pageOfItems<T>(
  items: readonly T[],
  query: ListQuery & { turned?: boolean },
  keyOf: (item: T) => string,
) {
  const { after, limit } = pageArgs(query, ['text']);
  const isBefore = (a: string, b: string) => (query.turned ? a > b : a < b);
  const sorted = items.map((item) => ({ item, key: keyOf(item) })).sort((a, b) => (isBefore(a.key, b.key) ? -1 : 1));
  const rest = after === null ? sorted : sorted.filter(({ key }) => isBefore(String(after[0]), key));
  const part = rest.slice(0, limit);
  const last = part.at(-1);
  return {
    items: part.map(({ item }) => item),
    next: last !== undefined && rest.length > limit ? encodeKey([last.key]) : null,
  };
}

/** True where one of the texts holds the search text, without case. */
export function matches(q: string | undefined, ...texts: string[]): boolean {
  const wanted = q?.trim().toLowerCase() ?? '';
  return texts.some((each) => each.toLowerCase().includes(wanted));
}

/** The text of a cursor. */
export function encodeKey(key: Key): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** The values of a cursor. Fails with REQUEST_INVALID for one that this list did not give. */
export function decodeKey(cursor: string, shape: KeyShape): Key {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (isKey(key, shape)) return key;
  } catch {
    // Falls through to the refusal: whatever it was, it is no cursor of ours.
  }
  throw new Failure('REQUEST_INVALID', {
    fields: [{ field: 'cursor', says: 'This is no cursor of this list; ask for the first page again.' }],
  });
}

function isKey(key: unknown, shape: KeyShape): key is Key {
  const types = { text: 'string', number: 'number' };
  return (
    Array.isArray(key) && key.length === shape.length && shape.every((kind, index) => typeof key[index] === types[kind])
  );
}
