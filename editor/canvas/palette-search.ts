// Finds node types by what a person calls them: title, type, what they do, or their name in another system.
import type { Category, NodeSpec } from '../../flows/language/catalogue.ts';

/** A node type that fits, and the other system's name it was found by, where it was. */
export interface Found {
  spec: NodeSpec;
  alias: string | undefined;
}

/** The categories in the order of the palette, with their words. */
export const CATEGORIES: readonly { category: Category; title: string }[] = [
  { category: 'trigger', title: 'Start' },
  { category: 'transform', title: 'Transform' },
  { category: 'http', title: 'Call out' },
  { category: 'logic', title: 'Decide' },
  { category: 'guard', title: 'Guard' },
  { category: 'lead', title: 'Leads' },
  { category: 'end', title: 'End' },
];

/** The types that fit every word of the query, best first; all of them, by category, for an empty one. */
export function searchTypes(specs: readonly NodeSpec[], query: string): Found[] {
  const words = plain(query).split(' ').filter(Boolean);
  const order = CATEGORIES.map(({ category }) => category);
  const inOrder = specs.toSorted((a, b) => order.indexOf(a.category) - order.indexOf(b.category));
  if (words.length === 0) return inOrder.map((spec) => ({ spec, alias: undefined }));
  return inOrder
    .map((spec) => ({ spec, ...score(spec, words) }))
    .filter(({ points }) => points > 0)
    .toSorted((a, b) => b.points - a.points)
    .map(({ spec, alias }) => ({ spec, alias }));
}

function score(spec: NodeSpec, words: readonly string[]): { points: number; alias: string | undefined } {
  let points = 0;
  const whole = spec.aka.find((name) => closeness(name, words.join(' ')) > 0);
  let alias: string | undefined;
  for (const word of words) {
    const title = closeness(spec.title, word) * 4 + closeness(spec.type, word) * 3;
    const called = spec.aka.find((name) => closeness(name, word) > 0);
    const other = called === undefined ? 0 : closeness(called, word) * 2;
    const about = plain(spec.about).includes(word) ? 1 : 0;
    if (title + other + about === 0) return { points: 0, alias: undefined };
    if (title === 0 && called !== undefined) alias ??= whole ?? called;
    points += title + other + about;
  }
  return { points, alias };
}

/** 3: the text begins with it, 2: one of its words does, 1: it is somewhere inside. */
function closeness(text: string, word: string): number {
  const inside = plain(text);
  if (inside.startsWith(word)) return 3;
  if (inside.includes(` ${word}`)) return 2;
  return inside.includes(word) ? 1 : 0;
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
