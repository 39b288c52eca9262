// The nodes of the flow shown that are paused: given to the cards beside the drawing, which they are no part of.
import { createContext, useContext } from 'react';
import type { Pause } from '../types.ts';

const NONE: ReadonlyMap<string, Pause> = new Map();

/** Node id -> its pause. Set by the editor of a flow; empty on the page of a run. */
export const PausedNodesContext = createContext(NONE);

/** The pause of node `id`. */
export function usePausedNode(id: string): Pause | undefined {
  return useContext(PausedNodesContext).get(id);
}
