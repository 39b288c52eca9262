// Finds node types by what a person calls them: title, type, what they do, or their name in another system.
import type { Category, NodeSpec } from '../../flows/language/catalogue.ts';
import { fitOf, wordsIn } from '../kit/name-search.ts';

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
  const words = wordsIn(query);
  const order = CATEGORIES.map(({ category }) => category);
  const inOrder = specs.toSorted((a, b) => order.indexOf(a.category) - order.indexOf(b.category));
  if (words.length === 0) return inOrder.map((spec) => ({ spec, alias: undefined }));
  return inOrder
    .map((spec) => ({ spec, ...fitOf({ ...spec, short: spec.type }, words) }))
    .filter(({ points }) => points > 0)
    .toSorted((a, b) => b.points - a.points)
    .map(({ spec, alias }) => ({ spec, alias }));
}
