// Which rows of a list are chosen, and what each key or click makes of it. Pure.

/** The choice. `anchor`: the row that a range begins at. `isAll`: all that the filters find, also those not loaded. */
export interface Choice {
  readonly keys: ReadonlySet<string>;
  readonly anchor: string | undefined;
  readonly isAll: boolean;
}

/** Nothing is chosen. */
export const NOTHING_CHOSEN: Choice = { keys: new Set(), anchor: undefined, isAll: false };

/** The choice with one row turned on or off; the next range begins there. */
export function withRow(choice: Choice, key: string, isOn: boolean): Choice {
  const keys = new Set(choice.keys);
  if (isOn) keys.add(key);
  else keys.delete(key);
  return { keys, anchor: key, isAll: false };
}

/** The choice with every row from the anchor to `key`, in the order of the list; without an anchor, with `key` alone. */
export function withRange(choice: Choice, key: string, order: readonly string[]): Choice {
  const from = choice.anchor === undefined ? -1 : order.indexOf(choice.anchor);
  const to = order.indexOf(key);
  if (from < 0 || to < 0) return withRow(choice, key, true);
  const keys = new Set(choice.keys);
  for (const each of order.slice(Math.min(from, to), Math.max(from, to) + 1)) keys.add(each);
  return { keys, anchor: choice.anchor, isAll: false };
}

/** All rows shown, or none. */
export function withShown(order: readonly string[], isOn: boolean): Choice {
  return isOn ? { keys: new Set(order), anchor: undefined, isAll: false } : NOTHING_CHOSEN;
}

/** The choice without the rows that left the list; the same object where none did. */
export function stillThere(choice: Choice, order: readonly string[]): Choice {
  if (choice.keys.size === 0) return choice;
  const there = new Set(order);
  const keys = [...choice.keys].filter((key) => there.has(key));
  return keys.length === choice.keys.size ? choice : { ...choice, keys: new Set(keys) };
}

/** How many of the rows shown are chosen: none, some or all. */
export function shareChosen(choice: Choice, order: readonly string[]): 'none' | 'some' | 'all' {
  if (choice.keys.size === 0) return 'none';
  return order.every((key) => choice.keys.has(key)) ? 'all' : 'some';
}
