// What the canvas page knows of one flow: the drawing, its history, what is selected, and what is wrong with it.
import { createStore, type StoreApi } from 'zustand';
import { type Catalogue, type NodeSpec, type Port, type Problem, portsOf } from '../../flows/language/catalogue.ts';
import type { FlowBundle, FlowNode } from '../../flows/language/document.ts';
import { emptyHistory, type History, record, redo, undo } from '../kit/history.ts';
import type { Names } from '../types.ts';
import { edgeId, readingOrder } from './graph.ts';
import type { FoundDraft } from './kept-draft.ts';
import type { Where } from './where.ts';

/** A dialog of the page, with what it is about. */
export type OpenDialog =
  | { kind: 'quick-add'; where: Where }
  | { kind: 'connect'; from: string; port: string | undefined }
  | { kind: 'replace'; node: string }
  | { kind: 'merge'; kept: FoundDraft | null }
  | { kind: 'test' | 'publish' | 'save' };

/** One change of the drawing. Changes of the same `gesture` are one step of undo. */
export interface Change {
  label: string;
  bundle: FlowBundle;
  gesture?: string;
  select?: readonly string[];
  /** What the live region says; the label where absent. Null says nothing (typing speaks for itself). */
  say?: string | null;
}

/** The field to focus in the panel, until it has the focus. `n` grows, so that the same wish can be made twice. */
export interface Wish {
  node: string | null;
  field: string | null;
  n: number;
}

/** Wished for as a field, it is the node's title at the head of the panel. */
export const TITLE_FIELD = '#title';

/** Words for the live region or a message. `n` grows, so that the same words can be said twice. */
export interface Said {
  text: string;
  n: number;
}

/** The node to bring into view. With `focus` the keyboard's focus goes there, with `centre` it comes to the middle; `opens`: the page begins with it, which takes the focus from nobody. */
export interface Look {
  node: string | null;
  n: number;
  focus: boolean;
  centre: boolean;
  opens?: boolean;
}

/** What the page shows, and the few ways to change it. */
export interface FlowState {
  readonly slug: string;
  readonly catalogue: Catalogue;
  readonly readOnly: boolean;
  names: Names | undefined;
  bundle: FlowBundle;
  /** Node id -> its ports; the same array as long as the node is unchanged. */
  ports: Readonly<Record<string, readonly Port[]>>;
  history: History<FlowBundle>;
  selected: readonly string[];
  selectedEdge: string | null;
  /** The one node that Tab reaches. */
  active: string | null;
  problems: readonly Problem[];
  problemsOf: Readonly<Record<string, readonly Problem[]>>;
  said: Said;
  /** Why the last thing that was asked for was not done; shown as a message. */
  refusal: Said;
  wish: Wish;
  look: Look;
  /** The `n` of the last look that was carried out. Until then what had the focus before may still have it. */
  looked: number;
  dialog: OpenDialog | null;
  apply(change: Change): void;
  undo(): void;
  redo(): void;
  select(ids: readonly string[]): void;
  selectEdge(id: string | null): void;
  activate(id: string | null): void;
  setProblems(problems: readonly Problem[]): void;
  say(text: string): void;
  refuse(reason: string): void;
  /** Selects the node and focuses a field of its panel; null is the first field. */
  openField(node: string | undefined, field: string | null): void;
  /** Selects one node, puts the focus on it and brings it into view; null puts the focus on the canvas. See Look for `opens`. */
  lookAt(node: string | null, opens?: boolean): void;
  /** Selects one node and brings it into view, the focus left where it is. */
  show(node: string, centre: boolean, opens?: boolean): void;
  open(dialog: OpenDialog | null): void;
}
export type FlowStore = StoreApi<FlowState>;

/** What a page opens. `ports` is set for a release that ran: its ports are a fact, whatever the catalogue says now. */
export interface OpenFlow {
  slug: string;
  bundle: FlowBundle;
  catalogue: Catalogue;
  names: Names | undefined;
  readOnly: boolean;
  problems: readonly Problem[];
  ports?: Record<string, readonly Port[]>;
  /** Milliseconds of a steady clock. */
  now: () => number;
}

/** A store for one flow. Made anew for each flow, so that nothing of one is ever saved into another. */
export function createFlowStore(flow: OpenFlow): FlowStore {
  return createStore<FlowState>()((set, get) => ({
    ...opened(flow),
    ...editing(flow, set, get),
    select: (selected) => set({ selected, selectedEdge: null, active: selected.at(-1) ?? get().active }),
    selectEdge: (selectedEdge) => set({ selectedEdge, selected: [] }),
    activate: (active) => {
      const { look, looked } = get();
      // A dialog that closes gives the focus back for a moment: that is not where it goes.
      if (!look.focus || look.opens || look.n === looked || look.node === active) set({ active });
    },
    setProblems: (problems) => set({ problems, problemsOf: byNode(problems, get().problemsOf) }),
    say: (text) => set({ said: next(get().said, text) }),
    refuse: (text) => set({ refusal: next(get().refusal, text) }),
    openField: (node, field) =>
      set({
        ...(node === undefined ? { selected: [] } : { selected: [node], active: node }),
        selectedEdge: null,
        wish: { node: node ?? null, field, n: get().wish.n + 1 },
      }),
    lookAt: (node, opens = false) => {
      const look = { node, n: get().look.n + 1, focus: true, centre: false, opens };
      set({
        look,
        selected: node === null ? [] : [node],
        selectedEdge: null,
        ...(node === null ? {} : { active: node }),
      });
    },
    show: (node, centre, opens = false) => {
      const look = { node, n: get().look.n + 1, focus: false, centre, opens };
      set({ look, selected: [node], selectedEdge: null, active: node });
    },
    open: (dialog) => set({ dialog }),
  }));
}

type Setter = (part: Partial<FlowState>) => void;
type Editing = Pick<FlowState, 'apply' | 'undo' | 'redo'>;

function editing(flow: OpenFlow, set: Setter, get: () => FlowState): Editing {
  const stepped = (step: typeof undo<FlowBundle>, word: string): void => {
    const { history, said } = get();
    const done = step(history);
    if (!done) set({ said: next(said, `Nothing to ${word.toLowerCase()}`) });
    else set({ ...shown(get(), flow, done.value), history: done.history, said: next(said, `${word}: ${done.label}`) });
  };
  return {
    apply: (change) => {
      const { bundle: before, history, readOnly, said } = get();
      const { label, bundle: after, gesture = null, select, say = label } = change;
      if (readOnly || after === before) return;
      const drawn = shown(get(), flow, after);
      set({
        ...drawn,
        history: record(history, { label, before, after, gesture, at: flow.now() }),
        // A node that is gone is not the one that Tab reaches.
        ...(select ? { selected: select, selectedEdge: null, active: select[0] ?? drawn.active ?? null } : {}),
        ...(say === null ? {} : { said: next(said, say) }),
      });
    },
    undo: () => stepped(undo, 'Undo'),
    redo: () => stepped(redo, 'Redo'),
  };
}

/** The drawing with all that follows from it; what was selected and is gone is no longer selected. */
function shown(state: FlowState, flow: OpenFlow, bundle: FlowBundle): Partial<FlowState> {
  const { active, selected, selectedEdge } = state;
  const there = (id: string): boolean => id in bundle.document.nodes;
  return {
    bundle,
    ports: flow.ports ?? derivePorts(bundle, flow.catalogue, state),
    selected: selected.every(there) ? selected : selected.filter(there),
    selectedEdge: bundle.document.edges.some((edge) => edgeId(edge) === selectedEdge) ? selectedEdge : null,
    active: active !== null && there(active) ? active : (readingOrder(bundle.document)[0] ?? null),
  };
}

function next(said: Said, text: string): Said {
  return { text, n: said.n + 1 };
}

function opened(flow: OpenFlow) {
  const { slug, catalogue, readOnly, names, bundle, problems } = flow;
  return {
    slug,
    catalogue,
    readOnly,
    names,
    bundle,
    ports: flow.ports ?? derivePorts(bundle, catalogue, undefined),
    problems,
    history: emptyHistory<FlowBundle>(),
    selected: [],
    selectedEdge: null,
    active: readingOrder(bundle.document)[0] ?? null,
    problemsOf: byNode(problems, {}),
    said: { text: '', n: 0 },
    refusal: { text: '', n: 0 },
    wish: { node: null, field: null, n: 0 },
    look: { node: null, n: 0, focus: false, centre: false },
    looked: 0,
    dialog: null,
  };
}

function derivePorts(bundle: FlowBundle, catalogue: Catalogue, before: FlowState | undefined): FlowState['ports'] {
  const ports = Object.entries(bundle.document.nodes).map(([id, node]): [string, readonly Port[]] => {
    const kept = before?.bundle.document.nodes[id] === node ? before.ports[id] : undefined;
    return [id, kept ?? portsOfNode(node, catalogue[node.type])];
  });
  return Object.fromEntries(ports);
}

/** The ports of a node; none for a type that the server does not have. */
export function portsOfNode(node: FlowNode, spec: NodeSpec | undefined): readonly Port[] {
  return spec ? portsOf(spec.ports, node.config) : [];
}

/** What a person calls the node: its title, or the title of its type. */
export function titleOf(state: Pick<FlowState, 'bundle' | 'catalogue'>, id: string): string {
  const node = state.bundle.document.nodes[id];
  return node?.title || (node && state.catalogue[node.type]?.title) || node?.type || id;
}

function byNode(problems: readonly Problem[], before: FlowState['problemsOf']): FlowState['problemsOf'] {
  const grouped: Record<string, Problem[]> = {};
  for (const problem of problems) {
    if (problem.node !== undefined) grouped[problem.node] = [...(grouped[problem.node] ?? []), problem];
  }
  const entries = Object.entries(grouped).map(([id, list]): [string, readonly Problem[]] => {
    const old = before[id];
    return [id, old && JSON.stringify(old) === JSON.stringify(list) ? old : list];
  });
  return Object.fromEntries(entries);
}
