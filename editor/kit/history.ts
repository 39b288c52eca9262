// Undo and redo as a value: labelled entries, with the parts of one gesture (a typing burst, a key burst) kept as one.

/** One step back: what it was called, and what stood before and after it. */
export interface Entry<T> {
  label: string;
  before: T;
  after: T;
  /** Changes that name the same gesture, one soon after the other, are one entry. Null: an entry of its own. */
  gesture: string | null;
  at: number;
}

/** What was done, newest last, and what was undone, newest last. */
export interface History<T> {
  past: readonly Entry<T>[];
  future: readonly Entry<T>[];
}

/** Milliseconds of rest after which the next change of the same gesture is a new entry. */
export const GESTURE_REST_MS = 1000;
const LONGEST = 200;

/** Nothing done yet. */
export function emptyHistory<T>(): History<T> {
  return { past: [], future: [] };
}

/** Adds a change; what was undone is forgotten. `at` is milliseconds of any steady clock. */
export function record<T>(history: History<T>, entry: Entry<T>): History<T> {
  const last = history.past.at(-1);
  const same =
    last !== undefined &&
    entry.gesture !== null &&
    last.gesture === entry.gesture &&
    history.future.length === 0 &&
    entry.at - last.at <= GESTURE_REST_MS;
  const past = same
    ? [...history.past.slice(0, -1), { ...entry, before: last.before }]
    : [...history.past, entry].slice(-LONGEST);
  return { past, future: [] };
}

/** One step back: the value that stood before, or undefined where there is nothing to undo. */
export function undo<T>(history: History<T>): { history: History<T>; value: T; label: string } | undefined {
  const last = history.past.at(-1);
  if (!last) return undefined;
  const closed = { ...last, gesture: null };
  return {
    history: { past: history.past.slice(0, -1), future: [...history.future, closed] },
    value: last.before,
    label: last.label,
  };
}

/** One step forward again: the value that stood after, or undefined where nothing was undone. */
export function redo<T>(history: History<T>): { history: History<T>; value: T; label: string } | undefined {
  const next = history.future.at(-1);
  if (!next) return undefined;
  return {
    history: { past: [...history.past, next], future: history.future.slice(0, -1) },
    value: next.after,
    label: next.label,
  };
}
