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

type Nodes = Readonly<Record<string, NodeTrace>>;
type Edges = Readonly<Record<string, number>>;

/** What a run did, by node id and by edge (`node.port`): how many leads took it. */
export interface Trace {
  nodes: Nodes;
  edges: Edges;
}

/** What one live event changes of a trace. */
export interface TraceChange {
  node: string;
  trace: NodeTrace;
  /** The edge that was taken, where the step left by one. */
  edge?: string;
}

/** Cards and edges read their own part by their id: a change draws no other anew. */
export interface OverlayState extends Trace {
  /** `run`: one run is drawn, and what it did not reach is faint. `live`: leads light up what they pass. */
  shown: 'nothing' | 'live' | 'run';
  run: RunDetail | null;
  /** The edges that were taken; the same set as long as no other was. */
  taken: ReadonlySet<string>;
  /** One run, drawn. */
  showRun(run: RunDetail, trace: Trace): void;
  /** The run that is drawn went on, and has not been read again yet. */
  advance(run: string, change: TraceChange): void;
  /** Leads passed these edges (`node.port` -> how many more). */
  count(counts: Edges): void;
  /** A step of the lead that is shown began or ended. */
  touch(node: string, trace: NodeTrace): void;
  /** How one passing lead stands everywhere: what an earlier lead left lit goes out. */
  light(nodes: Nodes): void;
  clear(): void;
}
export type OverlayStore = StoreApi<OverlayState>;

const NO_EDGES: ReadonlySet<string> = new Set();

/** An overlay with nothing on it. While one run is drawn, live events of others do not touch it. */
export function createOverlayStore(): OverlayStore {
  const empty = { shown: 'nothing', nodes: {}, edges: {}, run: null, taken: NO_EDGES } as const;
  return createStore<OverlayState>()((set, get) => ({
    ...empty,
    showRun: (run, trace) => {
      const before = get();
      const edges = keptRecord(before.edges, trace.edges, Object.is);
      set({
        nodes: keptRecord(before.nodes, trace.nodes, isSameTrace),
        edges,
        taken: takenBy(edges, before.taken),
        run,
        shown: 'run',
      });
    },
    advance: (run, { node, trace, edge }) => {
      const before = get();
      if (before.shown !== 'run' || before.run?.id !== run) return;
      const edges = edge === undefined || edge in before.edges ? before.edges : { ...before.edges, [edge]: 1 };
      set({ nodes: withNode(before.nodes, node, trace), edges, taken: takenBy(edges, before.taken) });
    },
    count: (counts) => {
      const before = get();
      if (before.shown === 'run') return;
      const edges = { ...before.edges };
      for (const [edge, more] of Object.entries(counts)) edges[edge] = (edges[edge] ?? 0) + more;
      set({ edges, taken: takenBy(edges, before.taken), shown: 'live' });
    },
    touch: (node, trace) => {
      const { nodes, shown } = get();
      if (shown !== 'run') set({ nodes: withNode(nodes, node, trace), shown: 'live' });
    },
    light: (nodes) => {
      const before = get();
      if (before.shown !== 'run') set({ nodes: keptRecord(before.nodes, nodes, isSameTrace), shown: 'live' });
    },
    clear: () => set(empty),
  }));
}

function withNode(nodes: Nodes, id: string, trace: NodeTrace): Nodes {
  return isSameTrace(nodes[id], trace) ? nodes : { ...nodes, [id]: trace };
}

function isSameTrace(one: NodeTrace | undefined, other: NodeTrace): boolean {
  return one?.state === other.state && one.port === other.port && one.ms === other.ms && one.fact === other.fact;
}

/** `after`, with the values of `before` that are equal, and `before` itself where all are: what is kept is not drawn again. */
function keptRecord<V>(
  before: Readonly<Record<string, V>>,
  after: Readonly<Record<string, V>>,
  isSame: (one: V | undefined, other: V) => boolean,
): Readonly<Record<string, V>> {
  let changed = Object.keys(before).length !== Object.keys(after).length;
  const kept: Record<string, V> = {};
  for (const [id, value] of Object.entries(after)) {
    const old = before[id];
    const isKept = old !== undefined && isSame(old, value);
    if (!isKept) changed = true;
    kept[id] = isKept ? old : value;
  }
  return changed ? kept : before;
}

function takenBy(edges: Edges, before: ReadonlySet<string>): ReadonlySet<string> {
  const ids = Object.keys(edges);
  return ids.length === before.size && ids.every((id) => before.has(id)) ? before : new Set(ids);
}
