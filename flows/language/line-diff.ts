// Compares two texts line by line, for people who read what a change would do. Pure.

/** One line of a comparison. `skipped` stands for lines that are alike; its text says how many. */
export interface DiffLine {
  change: 'same' | 'removed' | 'added' | 'skipped';
  text: string;
}

/** Lines that are alike and shown around each change. */
const AROUND = 3;
/** Cells of the table of the comparison at most; beyond it the middle is shown as taken out and put in whole. */
const MOST_CELLS = 4_000_000;

/** What turns one text into the other; empty where they are the same. Lines that are alike far from a change are left out. */
export function lineDiff(before: string, after: string): DiffLine[] {
  if (before === after) return [];
  const one = linesOf(before);
  const other = linesOf(after);
  const start = common(one, other, (i) => [i, i]);
  const rest = Math.min(one.length, other.length) - start;
  const end = Math.min(
    rest,
    common(one, other, (i) => [one.length - 1 - i, other.length - 1 - i]),
  );
  const middle = changes(one.slice(start, one.length - end), other.slice(start, other.length - end));
  const same = (lines: string[]): DiffLine[] => lines.map((text) => ({ change: 'same', text }));
  return shortened([...same(one.slice(0, start)), ...middle, ...same(one.slice(one.length - end))]);
}

function linesOf(text: string): string[] {
  if (text === '') return [];
  return text.replace(/\n$/, '').split('\n');
}

function common(one: string[], other: string[], at: (i: number) => [number, number]): number {
  const most = Math.min(one.length, other.length);
  let i = 0;
  while (i < most) {
    const [a, b] = at(i);
    if (one[a] !== other[b]) return i;
    i += 1;
  }
  return i;
}

/** By the longest common subsequence. */
function changes(one: string[], other: string[]): DiffLine[] {
  const removed = one.map((text): DiffLine => ({ change: 'removed', text }));
  const added = other.map((text): DiffLine => ({ change: 'added', text }));
  const width = other.length + 1;
  if (one.length === 0 || other.length === 0 || (one.length + 1) * width > MOST_CELLS) return [...removed, ...added];
  const longest = new Uint32Array((one.length + 1) * width);
  for (let i = one.length - 1; i >= 0; i -= 1) {
    for (let j = other.length - 1; j >= 0; j -= 1) {
      const down = longest[(i + 1) * width + j] ?? 0;
      const right = longest[i * width + j + 1] ?? 0;
      longest[i * width + j] =
        one[i] === other[j] ? (longest[(i + 1) * width + j + 1] ?? 0) + 1 : Math.max(down, right);
    }
  }
  return walked(one, other, (i, j) => longest[i * width + j] ?? 0);
}

function walked(one: string[], other: string[], longest: (i: number, j: number) => number): DiffLine[] {
  const lines: DiffLine[] = [];
  let i = 0;
  let j = 0;
  while (i < one.length || j < other.length) {
    if (i < one.length && j < other.length && one[i] === other[j]) {
      lines.push({ change: 'same', text: one[i] ?? '' });
      i += 1;
      j += 1;
    } else if (j >= other.length || (i < one.length && longest(i + 1, j) >= longest(i, j + 1))) {
      lines.push({ change: 'removed', text: one[i] ?? '' });
      i += 1;
    } else {
      lines.push({ change: 'added', text: other[j] ?? '' });
      j += 1;
    }
  }
  return lines;
}

function shortened(lines: DiffLine[]): DiffLine[] {
  const shown = new Set<number>();
  for (const [at, { change }] of lines.entries()) {
    if (change !== 'same') for (let i = at - AROUND; i <= at + AROUND; i += 1) shown.add(i);
  }
  const kept: DiffLine[] = [];
  let left = 0;
  for (const [at, line] of [...lines, undefined].entries()) {
    const isShown = line === undefined || shown.has(at);
    if (!isShown) left += 1;
    else if (left > 0) kept.push({ change: 'skipped', text: `${left} ${left === 1 ? 'line' : 'lines'} as before` });
    if (isShown) left = 0;
    if (line && isShown) kept.push(line);
  }
  return kept;
}
