// Makes the canvas library's nodes and edges from the drawing, and turns its changes back into edits.
import { type Node as CanvasNode, MarkerType, type NodeChange } from '@xyflow/react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Edge } from '../../flows/language/document.ts';
import { counted } from '../kit/time-words.ts';
import type { Place } from './document-edits.ts';
import { useDrawing, useFlow, useOverlay } from './drawing-context.ts';
import type { WireEdge } from './FlowEdge.tsx';
import { type FlowState, titleOf } from './flow-store.ts';
import { drop } from './flow-verbs.ts';
import { edgeId, readingOrder } from './graph.ts';
import { stateId } from './state-look.ts';

const NO_DATA = {};
const EDGE_ATTRIBUTES = { tabIndex: -1 } as const;
const ARROW = { type: MarkerType.ArrowClosed, width: 16, height: 16, color: 'var(--edge)' } as const;
const ARROW_TAKEN = { ...ARROW, color: 'var(--accent)' } as const;

interface Measures {
  sizes: Readonly<Record<string, { width: number; height: number }>>;
  dragged: Readonly<Record<string, { x: number; y: number }>>;
}

/** The nodes for the canvas, the same object as long as nothing of it changed, and what to do with its changes. */
export function useCanvasNodes(): { nodes: CanvasNode[]; onNodesChange: (changes: NodeChange[]) => void } {
  const { flow } = useDrawing();
  const bundle = useFlow((state) => state.bundle);
  const selected = useFlow((state) => state.selected);
  const active = useFlow((state) => state.active);
  const labels = useNodeLabels();
  const [measures, setMeasures] = useState<Measures>({ sizes: {}, dragged: {} });
  const cache = useRef(new Map<string, CanvasNode>());
  const nodes = useMemo(() => {
    const made = Object.keys(bundle.document.nodes).map((id) => {
      const [x, y] = bundle.layout.nodes[id] ?? [0, 0];
      return kept(cache.current.get(id), {
        id,
        place: measures.dragged[id] ?? { x, y },
        size: measures.sizes[id],
        isSelected: selected.includes(id),
        isActive: active === id,
        label: labels[id] ?? id,
      });
    });
    cache.current = new Map(made.map((node) => [node.id, node]));
    return made;
  }, [bundle, selected, active, labels, measures]);
  const onNodesChange = useCallback(
    (changes: NodeChange[]) => {
      setMeasures((before) => measured(before, changes));
      const places = droppedPlaces(changes);
      if (Object.keys(places).length > 0) drop(flow, places);
      const chosen = selectionAfter(flow.getState().selected, changes);
      if (chosen) flow.getState().select(chosen);
    },
    [flow],
  );
  return { nodes, onNodesChange };
}

interface NodeFacts {
  id: string;
  place: { x: number; y: number };
  size: { width: number; height: number } | undefined;
  isSelected: boolean;
  isActive: boolean;
  label: string;
}

/** The node as it was, where nothing changed: the canvas draws a new object anew. */
function kept(before: CanvasNode | undefined, facts: NodeFacts): CanvasNode {
  const isSame =
    before?.position.x === facts.place.x &&
    before.position.y === facts.place.y &&
    before.measured === facts.size &&
    before.selected === facts.isSelected &&
    (before.domAttributes?.tabIndex === 0) === facts.isActive &&
    before.ariaLabel === facts.label;
  if (before && isSame) return before;
  return {
    id: facts.id,
    type: 'card',
    data: NO_DATA,
    position: facts.place,
    selected: facts.isSelected,
    ariaLabel: facts.label,
    domAttributes: { tabIndex: facts.isActive ? 0 : -1, 'aria-describedby': stateId(facts.id) },
    ...(facts.size ? { measured: facts.size } : {}),
  };
}

function measured(before: Measures, changes: readonly NodeChange[]): Measures {
  let { sizes, dragged } = before;
  for (const change of changes) {
    if (change.type === 'dimensions' && change.dimensions) sizes = { ...sizes, [change.id]: change.dimensions };
    if (change.type !== 'position') continue;
    if (change.dragging && change.position) dragged = { ...dragged, [change.id]: change.position };
    else if (change.id in dragged)
      dragged = Object.fromEntries(Object.entries(dragged).filter(([id]) => id !== change.id));
  }
  return sizes === before.sizes && dragged === before.dragged ? before : { sizes, dragged };
}

function droppedPlaces(changes: readonly NodeChange[]): Record<string, Place> {
  const places: Record<string, Place> = {};
  for (const change of changes) {
    if (change.type === 'position' && !change.dragging && change.position) {
      places[change.id] = [change.position.x, change.position.y];
    }
  }
  return places;
}

function selectionAfter(selected: readonly string[], changes: readonly NodeChange[]): string[] | undefined {
  const next = new Set(selected);
  for (const change of changes) {
    if (change.type !== 'select') continue;
    if (change.selected) next.add(change.id);
    else next.delete(change.id);
  }
  const isSame = next.size === selected.length && selected.every((id) => next.has(id));
  return isSame ? undefined : [...next];
}

/** The edges for the canvas, each the same object as long as nothing of it changed. */
export function useCanvasEdges(): WireEdge[] {
  const document = useFlow((state) => state.bundle.document);
  const ports = useFlow((state) => state.ports);
  const catalogue = useFlow((state) => state.catalogue);
  const selectedEdge = useFlow((state) => state.selectedEdge);
  const isRun = useOverlay((state) => state.shown === 'run');
  const isTaken = useTaken();
  const cache = useRef(new Map<string, WireEdge>());
  return useMemo(() => {
    const state = { bundle: { document, files: {}, layout: { nodes: {} } }, catalogue };
    const crowds = Map.groupBy(document.edges, ends);
    const wires = document.edges.flatMap((edge): WireEdge[] => {
      const id = edgeId(edge);
      const port = ports[edge.from]?.find((other) => other.name === edge.port);
      if (!port || !(edge.to in document.nodes)) return [];
      const words = `${titleOf(state, edge.from)}, port ${port.title}, to ${titleOf(state, edge.to)}`;
      const facts = {
        edge,
        label: port.title,
        isCrowded: (crowds.get(ends(edge))?.length ?? 0) > 1,
        isSelected: selectedEdge === id,
        isTaken: isTaken.has(id),
        words: isRun ? `${words}, ${isTaken.has(id) ? 'taken' : 'not taken'}` : words,
      };
      return [keptWire(cache.current.get(id), facts)];
    });
    cache.current = new Map(wires.map((wire) => [wire.id, wire]));
    // The path taken is drawn last, so that nothing lies over it.
    return wires.toSorted((a, b) => Number(isTaken.has(a.id)) - Number(isTaken.has(b.id)));
  }, [document, ports, catalogue, selectedEdge, isRun, isTaken]);
}

/** How often leads that pass may have the edges drawn anew, milliseconds. */
const LIVE_MS = 250;

/** The edges taken: at once where one run is shown, and a moment later where leads pass, so that many cost as much as one. */
function useTaken(): ReadonlySet<string> {
  const { overlay } = useDrawing();
  const [taken, setTaken] = useState(() => overlay.getState().taken);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const show = (): void => {
      clearTimeout(timer);
      timer = undefined;
      setTaken(overlay.getState().taken);
    };
    const unsubscribe = overlay.subscribe((now, before) => {
      if (now.taken === before.taken) return;
      if (now.shown === 'run') show();
      else timer ??= setTimeout(show, LIVE_MS);
    });
    show();
    return () => {
      unsubscribe();
      clearTimeout(timer);
    };
  }, [overlay]);
  return taken;
}

interface WireFacts {
  edge: Edge;
  label: string;
  isCrowded: boolean;
  isSelected: boolean;
  isTaken: boolean;
  words: string;
}

function keptWire(before: WireEdge | undefined, facts: WireFacts): WireEdge {
  const { edge, label, isCrowded, isSelected, words } = facts;
  const markerEnd = facts.isTaken ? ARROW_TAKEN : ARROW;
  const isSame =
    before?.target === edge.to &&
    before.data?.label === label &&
    before.data.isCrowded === isCrowded &&
    before.selected === isSelected &&
    before.ariaLabel === words &&
    before.markerEnd === markerEnd;
  if (before && isSame) return before;
  return {
    id: edgeId(edge),
    type: 'wire',
    source: edge.from,
    sourceHandle: edge.port,
    target: edge.to,
    data: { label, isCrowded },
    selected: isSelected,
    ariaLabel: words,
    // No stop of Tab, but a place for the focus: E on a node goes to its edges.
    domAttributes: EDGE_ATTRIBUTES,
    markerEnd,
  };
}

function ends({ from, to }: Edge): string {
  return `${from} ${to}`;
}

/** What is read out for each node: its name, its place in the reading order, its problems. How it stood in a run, its card says. */
function useNodeLabels(): Record<string, string> {
  const document = useFlow((state) => state.bundle.document);
  const catalogue = useFlow((state) => state.catalogue);
  const problemsOf = useFlow((state) => state.problemsOf);
  return useMemo(() => {
    const order = readingOrder(document);
    const state = { bundle: { document, files: {}, layout: { nodes: {} } }, catalogue, problemsOf };
    return Object.fromEntries(
      order.map((id, index) => [id, nodeWords(state, id, `node ${index + 1} of ${order.length}`)]),
    );
  }, [document, catalogue, problemsOf]);
}

/** “HTTP request, node 3 of 8, 1 problem”. */
export function nodeWords(
  state: Pick<FlowState, 'bundle' | 'catalogue' | 'problemsOf'>,
  id: string,
  place: string,
): string {
  const problems = state.problemsOf[id]?.length ?? 0;
  return [titleOf(state, id), place, problems > 0 ? counted(problems, 'problem') : ''].filter(Boolean).join(', ');
}
