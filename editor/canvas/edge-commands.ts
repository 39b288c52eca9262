// The keys of edges: from a node to its edges, from edge to edge, and what can be done with one.
import type { ReactFlowInstance } from '@xyflow/react';
import type { RefObject } from 'react';
import type { Edge } from '../../flows/language/document.ts';
import { bringEdgeIntoView } from './canvas-focus.ts';
import type { Drawing } from './drawing-context.ts';
import { type FlowState, titleOf } from './flow-store.ts';
import { edgeById, edgeId, edgesOf } from './graph.ts';
import type { Table } from './walk-commands.ts';

/** What `subject` is the node that the keys act on. */
interface EdgeNeeds {
  frame: RefObject<HTMLElement | null>;
  canvas: ReactFlowInstance;
  subject: () => string | undefined;
}

/** Going to the edges of a node, walking among them, and changing one. */
export function edgeCommands({ flow }: Drawing, { frame, canvas, subject }: EdgeNeeds): Table {
  const chosen = (): Edge | undefined => {
    const { bundle, selectedEdge } = flow.getState();
    return selectedEdge === null ? undefined : edgeById(bundle.document, selectedEdge);
  };
  const goTo = (edge: Edge | undefined, node: string): void => {
    const state = flow.getState();
    if (!edge) {
      state.say(`${titleOf(state, node)} has no edges`);
      return;
    }
    // A focus that is still on its way to a node does not come there any more.
    flow.setState({ looked: state.look.n });
    state.selectEdge(edgeId(edge));
    state.activate(node);
    focusEdge(frame.current, canvas, edgeId(edge));
    state.say(edgeWords(state, edge, node));
  };
  const step = (by: 1 | -1) => (): void => {
    const edge = chosen();
    if (!edge) return;
    const { active, bundle } = flow.getState();
    const node = active === edge.to ? edge.to : edge.from;
    const all = edgesOf(bundle.document, node);
    const at = all.findIndex((other) => edgeId(other) === edgeId(edge));
    goTo(all[(at + by + all.length) % all.length], node);
  };
  const look = (end: (edge: Edge) => string) => (): void => {
    const edge = chosen();
    if (edge) flow.getState().lookAt(end(edge));
  };
  return {
    edges: () => {
      const node = subject();
      if (node === undefined) flow.getState().say('Go to a node first, then press E');
      else goTo(edgesOf(flow.getState().bundle.document, node)[0], node);
    },
    'edge-next': step(1),
    'edge-previous': step(-1),
    'edge-target': look(({ to }) => to),
    'edge-source': look(({ from }) => from),
    'edge-leave': look(({ from, to }) => (flow.getState().active === to ? to : from)),
    'edge-insert': () => {
      const edge = chosen();
      if (edge) flow.getState().open({ kind: 'quick-add', where: { kind: 'edge', from: edge.from, port: edge.port } });
    },
    'edge-lead': () => {
      const edge = chosen();
      if (edge) flow.getState().open({ kind: 'connect', from: edge.from, port: edge.port });
    },
  };
}

/** “Edge 2 of 3: Ask the CRM, port Answered, to Read”. */
function edgeWords(state: FlowState, edge: Edge, node: string): string {
  const all = edgesOf(state.bundle.document, node);
  const at = all.findIndex((other) => edgeId(other) === edgeId(edge)) + 1;
  const port = state.ports[edge.from]?.find(({ name }) => name === edge.port)?.title ?? edge.port;
  const words = `${titleOf(state, edge.from)}, port ${port}, to ${titleOf(state, edge.to)}`;
  return `Edge ${at} of ${all.length}: ${words}`;
}

function focusEdge(frame: HTMLElement | null, canvas: ReactFlowInstance, id: string): void {
  const element = frame?.querySelector<SVGGElement>(`.react-flow__edge[data-id="${CSS.escape(id)}"]`);
  if (!frame || !element) return;
  element.focus({ preventScroll: true });
  bringEdgeIntoView(canvas, frame, element);
}
