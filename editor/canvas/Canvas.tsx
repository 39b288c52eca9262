// The drawing area: cards and edges to look at, walk through and, where the page allows it, to change.
import { Background, BackgroundVariant, MiniMap, ReactFlow, ReactFlowProvider, useStore } from '@xyflow/react';
import { type FocusEvent, type ReactElement, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { read, write } from '../theme/theme.ts';
import { CanvasTools } from './CanvasTools.tsx';
import { useCanvasFocus, useKeptInSight } from './canvas-focus.ts';
import { useDrawing, useFlow } from './drawing-context.ts';
import { FlowEdge } from './FlowEdge.tsx';
import { NodeCard } from './NodeCard.tsx';
import { FIT, type RunCommand, useCommands } from './use-canvas-commands.ts';
import { useCanvasKeys, usePageKeys } from './use-canvas-keys.ts';
import { useCanvasEdges, useCanvasNodes } from './use-canvas-parts.ts';
import { useDrops, useWires } from './use-canvas-pointer.ts';
import { useColorMode } from './use-color-mode.ts';
import '@xyflow/react/dist/style.css';
import './canvas.css';

const NODE_TYPES = { card: NodeCard };
const EDGE_TYPES = { wire: FlowEdge };
const GRID: [number, number] = [8, 8];
const ADD_KEYS = ['Shift', 'Meta', 'Control'];
/** From this many nodes on, only what is in sight is mounted. */
const MANY = 150;
/** Below this zoom cards show their titles large and nothing else. */
const FAR = 0.62;
const MAP_KEY = 'leadflow-map';

interface CanvasProps {
  /** What the canvas shows, for screen readers. */
  label: string;
  save?: () => void;
  publish?: () => void;
  /** The node to be shown in the middle when the page opens; else the whole drawing. */
  centre?: string | null;
  /** Drawn around the canvas with the commands at hand: header and panels. */
  around: (run: RunCommand, canvas: ReactElement) => ReactNode;
}

/** The canvas with its keys; the rest of the page is drawn around it. */
export function Canvas(props: CanvasProps): ReactElement {
  return (
    <ReactFlowProvider>
      <WithCommands {...props} />
    </ReactFlowProvider>
  );
}

function WithCommands({ label, save, publish, centre, around }: CanvasProps): ReactNode {
  const frame = useRef<HTMLDivElement>(null);
  const [hasMap, setMap] = useState(() => read(MAP_KEY) === 'shown');
  const page = useMemo(
    () => ({
      ...(save ? { save } : {}),
      ...(publish ? { publish } : {}),
      toggleMap: () =>
        setMap((shown) => {
          write(MAP_KEY, shown ? undefined : 'shown');
          return !shown;
        }),
    }),
    [save, publish],
  );
  const run = useCommands(frame, page);
  usePageKeys(run);
  useCanvasFocus(frame);
  useKeptInSight(frame);
  return around(run, <Ground frame={frame} label={label} hasMap={hasMap} run={run} centre={centre ?? null} />);
}

interface GroundProps {
  frame: { current: HTMLDivElement | null };
  label: string;
  hasMap: boolean;
  run: RunCommand;
  centre: string | null;
}

function Ground({ frame, label, hasMap, run, centre }: GroundProps): ReactElement {
  const { flow } = useDrawing();
  const isReadOnly = useFlow((state) => state.readOnly);
  const { nodes, onNodesChange } = useCanvasNodes();
  const edges = useCanvasEdges();
  const wires = useWires();
  const drops = useDrops();
  const onKeyDown = useCanvasKeys(run);
  const colorMode = useColorMode();
  // The canvas is one Tab stop: the library's link stays visible and can be pressed, but is no stop of its own.
  useEffect(() => frame.current?.querySelector('.react-flow__attribution a')?.setAttribute('tabindex', '-1'), [frame]);
  const isFar = useStore((state) => state.transform[2] < FAR);
  const fit = useMemo(() => ({ ...FIT, ...(centre === null ? {} : { nodes: [{ id: centre }] }) }), [centre]);
  return (
    <section
      className={`fl-canvas${isFar ? ' fl-canvas--far' : ''}`}
      id="canvas"
      ref={frame}
      aria-label={label}
      tabIndex={nodes.length === 0 ? 0 : -1}
      onKeyDown={onKeyDown}
      onFocus={(event) => activate(event, (id) => flow.getState().activate(id))}
      {...drops}
    >
      <ReactFlow
        aria-label={label}
        nodes={nodes}
        edges={edges}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        onNodesChange={onNodesChange}
        onEdgeClick={(_, edge) => flow.getState().selectEdge(edge.id)}
        onPaneClick={() => flow.getState().lookAt(null)}
        {...wires}
        colorMode={colorMode}
        nodesDraggable={!isReadOnly}
        nodesConnectable={!isReadOnly}
        edgesFocusable={false}
        disableKeyboardA11y
        deleteKeyCode={null}
        multiSelectionKeyCode={ADD_KEYS}
        zoomOnDoubleClick={false}
        snapToGrid
        snapGrid={GRID}
        minZoom={0.15}
        maxZoom={2}
        fitView
        fitViewOptions={fit}
        onlyRenderVisibleElements={nodes.length > MANY}
        connectionRadius={28}
      >
        <Background variant={BackgroundVariant.Dots} gap={16} size={1.4} />
        {hasMap && (
          <MiniMap pannable zoomable ariaLabel="Map of the drawing" nodeColor="var(--edge)" position="top-right" />
        )}
      </ReactFlow>
      <CanvasTools run={run} hasMap={hasMap} />
    </section>
  );
}

/** The node that got the focus is the one that Tab reaches next time. */
function activate(event: FocusEvent, call: (id: string) => void): void {
  const id = event.target.classList.contains('react-flow__node') ? (event.target as HTMLElement).dataset.id : undefined;
  if (id !== undefined) call(id);
}
