// Walks sorted numbers together: what a file adds to a list, what it takes off, and what the list then holds.
import { MOST_NUMBERS, SegmentWriter } from './segment.ts';

/** Each number once, and how often one came again. */
export function distinct(numbers: Iterable<number>): { numbers: Iterable<number>; doubles: () => number } {
  let doubles = 0;
  function* each(): Generator<number> {
    let last = -1;
    for (const number of numbers) {
      if (number === last) doubles += 1;
      else yield number;
      last = number;
    }
  }
  return { numbers: each(), doubles: () => doubles };
}

/** Writes each number once; answers how many, and how often one came again. Fails with TooMany. */
export function writeDistinct(numbers: Iterable<number>, path: string): { count: number; doubles: number } {
  const once = distinct(numbers);
  const writer = new SegmentWriter(path);
  let count = 0;
  try {
    for (const number of once.numbers) {
      count += 1;
      if (count > MOST_NUMBERS) throw new TooMany();
      writer.push(number);
    }
    return { count: writer.end(), doubles: once.doubles() };
  } finally {
    writer.close();
  }
}

/** More numbers than a list can hold. */
export class TooMany extends Error {
  constructor() {
    super(
      `A list holds at most ${MOST_NUMBERS.toLocaleString('en')} numbers. Split the file, and make a list of each.`,
    );
  }
}

/** How many are in both; both ascending. */
export function inBoth(numbers: Float64Array, others: Float64Array): number {
  let both = 0;
  let at = 0;
  for (const number of numbers) {
    while (at < others.length && (others[at] ?? 0) < number) at += 1;
    if (others[at] === number) both += 1;
  }
  return both;
}

/** How many are in all three; all ascending. */
export function inAll(numbers: Float64Array, others: Float64Array, more: Float64Array): number {
  let all = 0;
  let [o, m] = [0, 0];
  for (const number of numbers) {
    while (o < others.length && (others[o] ?? 0) < number) o += 1;
    while (m < more.length && (more[m] ?? 0) < number) m += 1;
    if (others[o] === number && more[m] === number) all += 1;
  }
  return all;
}

/** `base` without `removes`, and with `adds`; all ascending. A number that is both removed and added stays. */
export function* merged(base: Float64Array, adds: Float64Array, removes: Float64Array): Generator<number> {
  let [a, r] = [0, 0];
  for (const number of base) {
    while (a < adds.length && (adds[a] ?? 0) < number) {
      yield adds[a] ?? 0;
      a += 1;
    }
    while (r < removes.length && (removes[r] ?? 0) < number) r += 1;
    const isAdded = adds[a] === number;
    if (isAdded) a += 1;
    if (isAdded || removes[r] !== number) yield number;
  }
  for (; a < adds.length; a += 1) yield adds[a] ?? 0;
}
