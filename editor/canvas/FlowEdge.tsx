// One edge on the canvas: its line, its port's name, and, under the pointer, a way to put a node in or take it away.
import { BaseEdge, type Edge as CanvasEdge, type EdgeProps, getSmoothStepPath } from '@xyflow/react';
import { createContext, memo, type ReactElement, useContext, useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { Icon } from '../kit/Icon.tsx';
import { CHANGE_LOOK, useEdgeChange } from './diff-context.ts';
import { useDrawing, useFlow, useOverlay } from './drawing-context.ts';
import { titleOf } from './flow-store.ts';
import { disconnect } from './flow-verbs.ts';
import type { OverlayState } from './overlay-store.ts';
import './edge.css';

/** What the canvas keeps of an edge: the words of its port, and whether others run beside it to the same node. */
export type WireEdge = CanvasEdge<{ label: string; isCrowded: boolean }, 'wire'>;
const STAYS_MS = 220;

/** Where the words of edges are put: over the lines. The library's own way to it is searched anew by every edge at every move. */
export const LabelLayer = createContext<Element | null>(null);

/** Draws the edge; after a run it says whether it was taken, and how often. */
export const FlowEdge = memo(function FlowEdge(props: EdgeProps<WireEdge>): ReactElement {
  const { id, data } = props;
  const [path, middleX, middleY] = getSmoothStepPath({ ...props, borderRadius: 10, offset: 18 });
  // Edges that run side by side have their words where they leave, each on its own line.
  const [x, y] = data?.isCrowded ? [props.sourceX + 36, props.sourceY] : [middleX, middleY];
  // One reading of the overlay for each edge: every lead that passes asks all of them.
  const passed = useOverlay((state) => (state.shown === 'run' ? -1 : 1) * (state.edges[id] ?? 0) || state.shown);
  const change = useEdgeChange(id);
  const hover = useHover();
  const layer = useContext(LabelLayer);
  const [look, count] = lookOf(passed);
  return (
    <>
      <g
        className={`fl-edge fl-edge--${look}`}
        data-change={change}
        onPointerEnter={hover.enter}
        onPointerLeave={hover.leave}
      >
        <BaseEdge path={path} interactionWidth={24} {...(props.markerEnd ? { markerEnd: props.markerEnd } : {})} />
      </g>
      {layer && createPortal(<EdgeWords {...props} place={[x, y]} look={look} count={count} hover={hover} />, layer)}
    </>
  );
});

type Look = 'taken' | 'left' | 'passed' | 'plain';

/** How the line looks, and how many live leads passed. `passed`: so many, below zero where one run is shown; or what is shown. */
function lookOf(passed: number | OverlayState['shown']): [Look, number] {
  if (typeof passed === 'string') return [passed === 'run' ? 'left' : 'plain', 0];
  return passed < 0 ? ['taken', 0] : ['passed', passed];
}

interface EdgeWordsProps extends EdgeProps<WireEdge> {
  place: readonly [number, number];
  look: Look;
  count: number;
  hover: ReturnType<typeof useHover>;
}

/** The name of the port, how many leads passed, and what can be done there. */
function EdgeWords({ place: [x, y], look, count, hover, ...props }: EdgeWordsProps): ReactElement {
  const { id, data, selected } = props;
  const isReadOnly = useFlow((state) => state.readOnly);
  const change = useEdgeChange(id);
  const isNear = hover.isOn || selected === true;
  // Labels of edges that run side by side would cover each other; their ports say the same.
  const isLabelled = isNear || look === 'taken' || change !== undefined || !data?.isCrowded;
  return (
    <div
      className={`fl-edge-label fl-edge-label--${look}${selected ? ' fl-edge-label--selected' : ''} nodrag nopan`}
      data-edge={id}
      style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
      onPointerEnter={hover.enter}
      onPointerLeave={hover.leave}
    >
      {isNear && !isReadOnly ? <EdgeTools {...props} /> : isLabelled && <span>{data?.label}</span>}
      {change && (
        <span className={`fl-edge-label__change fl-tone--${CHANGE_LOOK[change].tone}`}>
          <Icon name={CHANGE_LOOK[change].icon} size={10} />
          {CHANGE_LOOK[change].word}
        </span>
      )}
      {count > 0 && <span className="fl-edge-label__count lf-numbers">{count.toLocaleString('en')}</span>}
    </div>
  );
}

function EdgeTools({ source, sourceHandleId, data }: EdgeProps<WireEdge>): ReactElement {
  const { flow } = useDrawing();
  const from = useFlow((state) => titleOf(state, source));
  const port = sourceHandleId ?? '';
  return (
    <span className="fl-edge-tools">
      <button
        type="button"
        tabIndex={-1}
        title="Add a node here"
        aria-label={`Add a node between ${from}, port ${data?.label ?? port}, and the next`}
        onClick={() => flow.getState().open({ kind: 'quick-add', where: { kind: 'edge', from: source, port } })}
      >
        <Icon name="plus" size={12} />
      </button>
      <span>{data?.label}</span>
      <button
        type="button"
        tabIndex={-1}
        title="Delete this edge"
        aria-label={`Delete the edge of ${from}, port ${data?.label ?? port}`}
        onClick={() => disconnect(flow, { from: source, port })}
      >
        <Icon name="cross" size={12} />
      </button>
    </span>
  );
}

/** True while the pointer is on the line or its label, and a moment longer, so that it can go from one to the other. */
function useHover(): { isOn: boolean; enter: () => void; leave: () => void } {
  const [isOn, setOn] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return {
    isOn,
    enter: () => {
      clearTimeout(timer.current);
      setOn(true);
    },
    leave: () => {
      clearTimeout(timer.current);
      timer.current = setTimeout(() => setOn(false), STAYS_MS);
    },
  };
}
