// Builds keyed list queries: conditions that are there or not, and the page that the rows make.
import type { SQLInputValue } from 'node:sqlite';
import type { Key, Page } from '../../admin-rows.ts';
import type { Row } from '../database.ts';

/** Conditions joined by AND, each with its values. */
export class Conditions {
  readonly #texts: string[] = [];
  readonly values: SQLInputValue[] = [];

  /** Adds a condition unless its value is null. */
  add(text: string, ...values: (SQLInputValue | boolean)[]): this {
    if (values.some((value) => value === null)) return this;
    this.#texts.push(`(${text})`);
    for (const value of values) this.values.push(typeof value === 'boolean' ? Number(value) : value);
    return this;
  }

  /** Adds a search for a text anywhere in one of the columns, without case. */
  search(columns: readonly string[], q: string | null): this {
    if (q === null || q === '') return this;
    const pattern = `%${q.replace(/[\\%_]/g, '\\$&')}%`;
    const each = columns.map((column) => `${column} LIKE ? ESCAPE '\\'`);
    return this.add(each.join(' OR '), ...columns.map(() => pattern));
  }

  /** Adds the place where the page begins; `after` is null for the first page. */
  after(text: string, after: Key | null): this {
    return after === null ? this : this.add(text, ...after);
  }

  /** `WHERE ...`, or nothing. */
  get where(): string {
    return this.#texts.length === 0 ? '' : `WHERE ${this.#texts.join(' AND ')}`;
  }
}

/** The page that `limit + 1` rows make. `keyOf` gives the sort values of a row. */
export function pageOf<T>(rows: Row[], limit: number, make: { item: (row: Row) => T; key: (item: T) => Key }): Page<T> {
  const items = rows.slice(0, limit).map(make.item);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last !== undefined ? make.key(last) : null };
}

/** A column as text; '' where it is null. */
export function text(value: Row[string] | undefined): string {
  return value === null || value === undefined ? '' : String(value);
}

/** A column as a number, null where it is null. */
export function numberOrNull(value: Row[string] | undefined): number | null {
  return value === null || value === undefined ? null : Number(value);
}
