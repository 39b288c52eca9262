// What the pointer does on the canvas: draw wires, drop node types, add by double-click.
import { type Edge as CanvasEdge, type Connection, type FinalConnectionState, useReactFlow } from '@xyflow/react';
import { type DragEvent, type MouseEvent, useCallback } from 'react';
import { CARD_WIDTH, type Place } from './document-edits.ts';
import { useDrawing } from './drawing-context.ts';
import { add, canConnect, connect } from './flow-verbs.ts';
import { edgeById } from './graph.ts';
import type { Where } from './where.ts';

/** The type of what is dragged from the palette; its text is the node type. */
export const DRAG_TYPE = 'application/x-leadflow-node';

/**
 * Handlers for the wires of the canvas library: the same functions at every drawing, or every edge would be drawn anew
 * while one card is dragged.
 */
export function useWires() {
  const { flow } = useDrawing();
  const canvas = useReactFlow();
  const isValidConnection = useCallback(
    (wire: Connection | CanvasEdge) => {
      const { source: from, sourceHandle, target: to } = wire;
      return canConnect(flow.getState(), { from, port: sourceHandle ?? '', to });
    },
    [flow],
  );
  const onConnect = useCallback(
    ({ source: from, sourceHandle, target: to }: Connection) =>
      void connect(flow, { from, port: sourceHandle ?? '', to }),
    [flow],
  );
  const onConnectEnd = useCallback(
    (event: globalThis.MouseEvent | TouchEvent, state: FinalConnectionState) => {
      const { fromHandle, fromNode, isValid } = state;
      if (isValid || !fromHandle || !fromNode || fromHandle.type !== 'source') return;
      const point = pointOf(event);
      const from = fromNode.id;
      const port = fromHandle.id ?? '';
      const over = document.elementsFromPoint(point.x, point.y);
      const to =
        state.toNode?.id ??
        over.map((element) => element.closest<HTMLElement>('.react-flow__node')?.dataset.id).find(Boolean);
      if (to === from) return;
      if (to !== undefined) return void connect(flow, { from, port, to });
      if (!over.some((element) => element.classList.contains('react-flow__pane'))) return;
      const at = canvas.screenToFlowPosition(point);
      flow.getState().open({ kind: 'quick-add', where: { kind: 'port', from, port, at: [at.x, at.y - 28] } });
    },
    [flow, canvas],
  );
  const onEdgeClick = useCallback((_: unknown, edge: CanvasEdge) => flow.getState().selectEdge(edge.id), [flow]);
  const onPaneClick = useCallback(() => flow.getState().lookAt(null), [flow]);
  return { isValidConnection, onConnect, onConnectEnd, onEdgeClick, onPaneClick };
}

function pointOf(event: globalThis.MouseEvent | TouchEvent): { x: number; y: number } {
  const point = 'changedTouches' in event ? event.changedTouches[0] : event;
  return { x: point?.clientX ?? 0, y: point?.clientY ?? 0 };
}

/** Handlers for what is dropped on the canvas, and for a double-click on its empty ground. */
export function useDrops() {
  const { flow } = useDrawing();
  const canvas = useReactFlow();
  const place = (event: { clientX: number; clientY: number }): Place => {
    const { x, y } = canvas.screenToFlowPosition({ x: event.clientX, y: event.clientY });
    return [x - CARD_WIDTH / 2, y - 28];
  };
  return {
    onDragOver: (event: DragEvent): void => {
      if (!event.dataTransfer.types.includes(DRAG_TYPE)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
    },
    onDrop: (event: DragEvent): void => {
      const state = flow.getState();
      const spec = state.catalogue[event.dataTransfer.getData(DRAG_TYPE)];
      if (!spec) return;
      event.preventDefault();
      const made = add(flow, spec, dropWhere(event, place(event)));
      if ('id' in made) state.lookAt(made.id);
    },
    onDoubleClick: (event: MouseEvent): void => {
      const isGround = event.target instanceof Element && event.target.classList.contains('react-flow__pane');
      if (!isGround || flow.getState().readOnly) return;
      flow.getState().open({ kind: 'quick-add', where: { kind: 'place', at: place(event) } });
    },
  };
  /** On an edge the node goes in between; elsewhere it stands where it was dropped. */
  function dropWhere(event: DragEvent, at: Place): Where {
    const over = document.elementsFromPoint(event.clientX, event.clientY);
    const id = over.map((element) => element.closest<HTMLElement>('.react-flow__edge')?.dataset.id).find(Boolean);
    const edge = id === undefined ? undefined : edgeById(flow.getState().bundle.document, id);
    return edge ? { kind: 'edge', from: edge.from, port: edge.port } : { kind: 'place', at };
  }
}

/** The menu that the right button opens: of what it was pressed on, which is selected where it was not. */
export function useContextMenu(open: (point: { x: number; y: number }) => void): (event: MouseEvent) => void {
  const { flow } = useDrawing();
  return (event) => {
    const { target } = event;
    if (!(target instanceof Element)) return;
    event.preventDefault();
    const { selected, select, selectEdge } = flow.getState();
    const node = target.closest<HTMLElement>('.react-flow__node')?.dataset.id;
    const edge =
      target.closest<SVGElement>('.react-flow__edge')?.dataset.id ??
      target.closest<HTMLElement>('[data-edge]')?.dataset.edge;
    if (node !== undefined && !selected.includes(node)) select([node]);
    if (node === undefined && edge !== undefined) selectEdge(edge);
    if (node === undefined && edge === undefined && target.closest('.react-flow__pane')) select([]);
    open({ x: event.clientX, y: event.clientY });
  };
}
