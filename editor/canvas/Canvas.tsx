// The drawing area: cards and edges to look at, walk through and, where the page allows it, to change.
import { Background, BackgroundVariant, MiniMap, ReactFlow, ReactFlowProvider, useStore } from '@xyflow/react';
import { type FocusEvent, type ReactElement, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { CanvasMenu } from './CanvasMenu.tsx';
import { CanvasTools } from './CanvasTools.tsx';
import { useCanvasFocus, useKeptInSight } from './canvas-focus.ts';
import { useDrawing, useFlow } from './drawing-context.ts';
import { FindBar } from './FindBar.tsx';
import { FlowEdge, LabelLayer } from './FlowEdge.tsx';
import { NodeCard } from './NodeCard.tsx';
import { Outline } from './Outline.tsx';
import { useCanvasActions } from './use-canvas-actions.ts';
import { FIT, type PageWays, type RunCommand, useCommands } from './use-canvas-commands.ts';
import { useCanvasKeys } from './use-canvas-keys.ts';
import { useCanvasEdges, useCanvasNodes } from './use-canvas-parts.ts';
import { useContextMenu, useDrops, useWires } from './use-canvas-pointer.ts';
import { useClipboard } from './use-clipboard.ts';
import { useColorMode } from './use-color-mode.ts';
import { useAround } from './use-page-ways.ts';
import '@xyflow/react/dist/style.css';
import './canvas.css';

const NODE_TYPES = { card: NodeCard };
const EDGE_TYPES = { wire: FlowEdge };
const GRID: [number, number] = [8, 8];
const ADD_KEYS = ['Shift', 'Meta', 'Control'];
/** Above this many nodes only what is in sight is mounted; a flow has 300 at most, and all of them are found by the browser. */
const MANY = 400;
/** Below this zoom cards show their titles large and nothing else. */
const FAR = 0.62;

interface CanvasProps {
  /** What the canvas shows, for screen readers. */
  label: string;
  save?: () => void;
  publish?: () => void;
  /** What `[` and `]` do on a page that shows a run. */
  step?: (by: 1 | -1) => void;
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

function WithCommands({ label, save, publish, step, centre, around }: CanvasProps): ReactNode {
  const frame = useRef<HTMLDivElement>(null);
  const ways = useAround({ ...(save ? { save } : {}), ...(publish ? { publish } : {}), ...(step ? { step } : {}) });
  const { page, hasMap, isOutline, finding, menuAt } = ways;
  const run = useCommands(frame, page);
  useCanvasActions(run, page);
  useCanvasFocus(frame);
  useKeptInSight(frame);
  useClipboard(frame);
  return around(
    run,
    // Tools, search and menu stand beside the canvas, not in it: the canvas itself is one Tab stop.
    <div className="fl-ground">
      {isOutline ? (
        <Outline label={label} />
      ) : (
        <Ground
          frame={frame}
          label={label}
          hasMap={hasMap}
          run={run}
          openMenu={page.openMenu}
          centre={centre ?? null}
        />
      )}
      {finding && (
        <FindBar
          ways={ways.ways}
          start={ways.lastSearch.current}
          by={finding.by}
          onSearch={(text) => {
            ways.lastSearch.current = text;
          }}
          onClose={ways.closeFind}
        />
      )}
      <CanvasTools run={run} hasMap={hasMap} isOutline={isOutline} />
      {menuAt && <CanvasMenu point={menuAt} run={run} onClose={ways.closeMenu} />}
    </div>,
  );
}

interface GroundProps {
  frame: { current: HTMLDivElement | null };
  label: string;
  hasMap: boolean;
  run: RunCommand;
  openMenu: PageWays['openMenu'];
  centre: string | null;
}

function Ground({ frame, label, hasMap, run, openMenu, centre }: GroundProps): ReactElement {
  const { flow } = useDrawing();
  const isReadOnly = useFlow((state) => state.readOnly);
  const { nodes, onNodesChange } = useCanvasNodes();
  const edges = useCanvasEdges();
  const wires = useWires();
  const drops = useDrops();
  const onKeyDown = useCanvasKeys(run);
  const onContextMenu = useContextMenu(openMenu);
  const colorMode = useColorMode();
  const layer = useLabelLayer(frame);
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
      onContextMenu={onContextMenu}
      onFocus={(event) => activate(event, (id) => flow.getState().activate(id))}
      {...drops}
    >
      <LabelLayer value={layer}>
        <ReactFlow
          aria-label={label}
          nodes={nodes}
          edges={edges}
          nodeTypes={NODE_TYPES}
          edgeTypes={EDGE_TYPES}
          onNodesChange={onNodesChange}
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
      </LabelLayer>
    </section>
  );
}

/** The node that got the focus is the one that Tab reaches next time. */
function activate(event: FocusEvent, call: (id: string) => void): void {
  const id = event.target.classList.contains('react-flow__node') ? (event.target as HTMLElement).dataset.id : undefined;
  if (id !== undefined) call(id);
}

/** Where edges put their words, once the library has made it. */
function useLabelLayer(frame: { current: HTMLElement | null }): Element | null {
  // The canvas is one Tab stop: the library's link stays visible and can be pressed, but is no stop of its own.
  useEffect(() => frame.current?.querySelector('.react-flow__attribution a')?.setAttribute('tabindex', '-1'), [frame]);
  const [layer, setLayer] = useState<Element | null>(null);
  useEffect(() => setLayer(frame.current?.querySelector('.react-flow__edgelabel-renderer') ?? null), [frame]);
  return layer;
}
