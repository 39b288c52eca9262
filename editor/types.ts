// The editor's names for what the server answers: the generated types, and the shape of a page of a list.
export type * from './api-types.ts';

/** One page of a list. `next` is the cursor of the following page. */
export interface Page<T> {
  items: T[];
  next: string | null;
}
