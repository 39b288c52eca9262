// Random that can be repeated: both tiers draw the same numbers from the same seed.

/** A generator of numbers from 0 up to 1, by Mulberry32; `seed` is any number, of which 32 bits and the fraction count. */
export function seededRandom(seed: number): () => number {
  let state = Math.floor((seed - Math.floor(seed)) * 2 ** 32) ^ (Math.floor(seed) >>> 0);
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A new list in random order, drawn as JSONata draws: one number for each item. */
export function shuffled<T>(list: readonly T[], random: () => number): T[] {
  const result: T[] = [];
  for (const [at, item] of list.entries()) {
    const to = Math.floor(random() * (at + 1));
    const moved = result[to];
    if (to !== at && moved !== undefined) result[at] = moved;
    result[to] = item;
  }
  return result;
}
