// The keys that change the drawing: add, connect, rename, replace, move, line up, copy and delete what is selected.
import type { ReactFlowInstance } from '@xyflow/react';
import type { Drawing } from './drawing-context.ts';
import type { FlowStore } from './flow-store.ts';
import { TITLE_FIELD } from './flow-store.ts';
import { drop, duplicateSelected, nudgeSelected, removeSelected } from './flow-verbs.ts';
import { edgeById } from './graph.ts';
import { type Box, fewest, LINE_UPS, type LineUp, linedUp, lineUpWords } from './line-up.ts';
import { focusSelected } from './selection.ts';
import type { Table } from './walk-commands.ts';
import type { Where } from './where.ts';

/** How far a key moves a node: pixels, and with Shift held. */
const STEP = 8;
const BIG_STEP = 32;

interface DrawNeeds {
  canvas: ReactFlowInstance;
  /** The node that the keys act on. */
  subject: () => string | undefined;
}

/** Every change of the drawing that has a key. */
export function drawCommands({ flow }: Drawing, { canvas, subject }: DrawNeeds): Table {
  return { ...nodeCommands(flow, subject), ...selectionCommands(flow, canvas) };
}

function nodeCommands(flow: FlowStore, subject: () => string | undefined): Table {
  const on = (words: string, act: (node: string) => void) => (): void => {
    const node = subject();
    if (node === undefined) flow.getState().say(`Go to a node first, then press ${words}`);
    else act(node);
  };
  return {
    'open-panel': on('Enter', (node) => flow.getState().openField(node, null)),
    rename: on('F2', (node) => flow.getState().openField(node, TITLE_FIELD)),
    replace: on('R', (node) => flow.getState().open({ kind: 'replace', node })),
    connect: on('C', (from) => flow.getState().open({ kind: 'connect', from, port: undefined })),
    'quick-add': () => flow.getState().open({ kind: 'quick-add', where: whereToAdd(flow, subject()) }),
    leave: () => flow.getState().select([]),
    'select-all': () => flow.getState().select(Object.keys(flow.getState().bundle.document.nodes)),
    undo: () => flow.getState().undo(),
    redo: () => flow.getState().redo(),
    test: () => flow.getState().open({ kind: 'test' }),
  };
}

/** In the edge that is selected, else after the node. */
function whereToAdd(flow: FlowStore, node: string | undefined): Where {
  const { bundle, selectedEdge } = flow.getState();
  const edge = selectedEdge === null ? undefined : edgeById(bundle.document, selectedEdge);
  return edge ? { kind: 'edge', from: edge.from, port: edge.port } : { kind: 'after', node };
}

function selectionCommands(flow: FlowStore, canvas: ReactFlowInstance): Table {
  const remove = (heal: boolean) => (): void => {
    flow.getState().lookAt(removeSelected(flow, heal));
  };
  const nudge = (x: number, y: number) => (big: boolean) => {
    const step = big ? BIG_STEP : STEP;
    nudgeSelected(flow, [x * step, y * step]);
  };
  const lines = LINE_UPS.map((way) => [way, () => lineUp(flow, canvas, way)] as const);
  return {
    delete: remove(true),
    'delete-only': remove(false),
    duplicate: () => {
      duplicateSelected(flow);
      focusSelected(flow);
    },
    'nudge-right': nudge(1, 0),
    'nudge-left': nudge(-1, 0),
    'nudge-up': nudge(0, -1),
    'nudge-down': nudge(0, 1),
    ...Object.fromEntries(lines),
  };
}

/** Lines up what is selected; says how many it takes where there are too few. */
function lineUp(flow: FlowStore, canvas: ReactFlowInstance, way: LineUp): void {
  const { selected, bundle, refuse } = flow.getState();
  const boxes = selected.flatMap((id): Box[] => {
    const { width = 0, height = 0 } = canvas.getInternalNode(id)?.measured ?? {};
    const at = bundle.layout.nodes[id];
    return at ? [{ id, at, size: [width, height] }] : [];
  });
  if (boxes.length < fewest(way)) refuse(`${lineUpWords(way)}: select ${fewest(way)} nodes or more first.`);
  else drop(flow, linedUp(boxes, way), lineUpWords(way));
}
