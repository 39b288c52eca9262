// What was refused at the door and became no run: counted in memory, so that an admin can tell a sender what is wrong.

/** One kind of refusal. */
export interface Refused {
  /** The address that was called, without its query. */
  path: string;
  /** Name of the source; empty where none was known, as for a wrong key. */
  source: string;
  /** One of our codes, or the number that a client of the lead API was told. */
  code: string;
  /** What the last one was told. */
  says: string;
  times: number;
  /** When the last one came, milliseconds since 1970. */
  at: number;
}

/** What a sender is told instead of an answer of a flow. */
export type Refusing = Pick<Refused, 'code' | 'says'>;

/** The refusals of one server since it started. */
export interface Refusals {
  note(refused: Omit<Refused, 'times' | 'at'>): void;
  /** The newest first. */
  list(): Refused[];
}

/** Kinds that are remembered: whoever tries addresses pushes out the oldest, and no more. */
const MOST = 500;
const LONGEST_PATH = 80;
const LONGEST_WORDS = 500;

/** Makes the count of one server. */
export function createRefusals(now: () => number): Refusals {
  const seen = new Map<string, Refused>();
  return {
    note({ path: whole, source, code, says }) {
      const path = whole.slice(0, LONGEST_PATH);
      const key = JSON.stringify([path, source, code]);
      const times = (seen.get(key)?.times ?? 0) + 1;
      // Taken out first: a map keeps the order in which its keys came.
      seen.delete(key);
      seen.set(key, { path, source, code, says: says.slice(0, LONGEST_WORDS), times, at: now() });
      if (seen.size > MOST) seen.delete(seen.keys().next().value ?? '');
    },
    list: () => [...seen.values()].reverse(),
  };
}
