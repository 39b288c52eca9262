// A stable merge sort that compares in JSONata's order, so that the same pair meets first and fails first.
import type { List, Run, Value } from './value.ts';

/** A sorted copy. `after` says whether the left item belongs after the right one; it is asked about left and right heads. */
export function sorted(list: List, run: Run, after: (left: Value, right: Value) => boolean): List {
  run.budget.items(list.length);
  return halves(list.slice(), run, after);
}

function halves(list: List, run: Run, after: (left: Value, right: Value) => boolean): List {
  if (list.length <= 1) return list;
  const middle = Math.floor(list.length / 2);
  const left = halves(list.slice(0, middle), run, after);
  const right = halves(list.slice(middle), run, after);
  const merged: List = [];
  let l = 0;
  let r = 0;
  while (l < left.length && r < right.length) {
    run.budget.step();
    merged.push(after(left[l], right[r]) ? right[r++] : left[l++]);
  }
  for (; l < left.length; l++) merged.push(left[l]);
  for (; r < right.length; r++) merged.push(right[r]);
  return merged;
}
