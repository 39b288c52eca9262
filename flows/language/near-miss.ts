// Finds the name that was meant where a name is not known: `listId` for `list_id`. Pure.

/** Letters that may differ where two names are still taken for one. */
const MOST_CHANGES = 2;
/** Shorter names differ by too little for a guess. */
const SHORTEST = 4;

/** The known name that is nearest, where one is near enough to be meant: another spelling of the same words, or a slip. */
export function nearMiss(name: string, known: readonly string[]): string | undefined {
  const plain = plainOf(name);
  const same = known.find((each) => each !== name && plainOf(each) === plain);
  if (same !== undefined || plain.length < SHORTEST) return same;
  const most = plain.length < 2 * SHORTEST ? 1 : MOST_CHANGES;
  const near = known
    // phone1 and phone2 are two things, and no slip.
    .filter((each) => digitsOf(each) === digitsOf(name))
    .map((each) => ({ each, changes: changesBetween(plain, plainOf(each), most) }))
    .filter(({ each, changes }) => each !== name && changes <= most)
    .sort((a, b) => a.changes - b.changes);
  return near[0]?.each;
}

/** ` Did you mean “x”?`, or nothing. To be put after a sentence. */
export function didYouMean(name: string, known: readonly string[]): string {
  const meant = nearMiss(name, known);
  return meant === undefined ? '' : ` Did you mean “${meant.slice(0, 80)}”?`;
}

function digitsOf(name: string): string {
  return name.replace(/\D/g, '');
}

function plainOf(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** Letters to put in, take out or replace; more than `most` where it is more. */
function changesBetween(one: string, other: string, most: number): number {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let row = Array.from({ length: other.length + 1 }, (_, i) => i);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? most + 1;
}
