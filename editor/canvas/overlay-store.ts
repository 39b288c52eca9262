// What runs did on the drawing: kept apart from the drawing, so that a lead that passes changes no document.
import { createStore, type StoreApi } from 'zustand';
import type { RunDetail } from '../types.ts';

/** How a node stands in a run. Rejected is business, never an error. */
export type TraceState = 'ok' | 'rejected' | 'failed' | 'running' | 'waiting' | 'held' | 'cancelled';

/** One node's part in a run. */
export interface NodeTrace {
  state: TraceState;
  port: string | null;
  ms: number | null;
  /** A short fact beside the state, e.g. `200`. */
  fact?: string;
}

/** What a run did, by node id and by edge (`node.port`): how many leads took it. */
export interface Trace {
  nodes: Readonly<Record<string, NodeTrace>>;
  edges: Readonly<Record<string, number>>;
}

export interface OverlayState extends Trace {
  /** `run`: one run is drawn, and what it did not reach is faint. `live`: leads light up what they pass. */
  shown: 'nothing' | 'live' | 'run';
  run: RunDetail | null;
  /** One run, drawn. */
  showRun(run: RunDetail, trace: Trace): void;
  /** Leads passed these edges (`node.port` -> how many more). */
  count(counts: Readonly<Record<string, number>>): void;
  /** A step ended somewhere. */
  touch(node: string, trace: NodeTrace): void;
  clear(): void;
}
export type OverlayStore = StoreApi<OverlayState>;

/** An overlay with nothing on it. While one run is drawn, live events of others do not touch it. */
export function createOverlayStore(): OverlayStore {
  const empty = { shown: 'nothing', nodes: {}, edges: {}, run: null } as const;
  return createStore<OverlayState>()((set, get) => ({
    ...empty,
    showRun: (run, trace) => set({ ...trace, run, shown: 'run' }),
    count: (counts) => {
      if (get().shown === 'run') return;
      const edges = { ...get().edges };
      for (const [edge, more] of Object.entries(counts)) edges[edge] = (edges[edge] ?? 0) + more;
      set({ edges, shown: 'live' });
    },
    touch: (node, trace) => {
      if (get().shown !== 'run') set({ nodes: { ...get().nodes, [node]: trace }, shown: 'live' });
    },
    clear: () => set(empty),
  }));
}
