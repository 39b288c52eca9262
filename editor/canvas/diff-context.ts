// What differs between the two drawings that a canvas shows as one: given to cards and edges beside the drawing itself.
import { createContext, useContext } from 'react';
import type { ChangeKind } from '../../flows/language/diff.ts';

/** Node id -> what became of it, and edge id -> what became of it. */
export interface DrawnDiff {
  nodes: ReadonlyMap<string, ChangeKind>;
  edges: ReadonlyMap<string, ChangeKind>;
}

/** Set by the page that compares two versions; nothing differs on every other page. */
export const DiffContext = createContext<DrawnDiff | null>(null);

/** What became of the node; undefined where it is the same, or nothing is compared. */
export function useNodeChange(id: string): ChangeKind | undefined {
  return useContext(DiffContext)?.nodes.get(id);
}

/** What became of the edge. */
export function useEdgeChange(id: string): ChangeKind | undefined {
  return useContext(DiffContext)?.edges.get(id);
}

/** A mark, a word and a colour for what became of a thing: never the colour alone. */
export const CHANGE_LOOK = {
  added: { icon: 'plus', word: 'Added', tone: 'ok' },
  changed: { icon: 'edit', word: 'Changed', tone: 'warn' },
  removed: { icon: 'minus', word: 'Removed', tone: 'err' },
} as const;
