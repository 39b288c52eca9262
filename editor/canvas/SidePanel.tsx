// The panel at the right: the node that is selected, or, with none, the flow itself.
import { type KeyboardEvent, type ReactElement, useEffect, useRef } from 'react';
import { Button } from '../kit/Button.tsx';
import { counted } from '../kit/time-words.ts';
import type { FlowDetail } from '../types.ts';
import { useDrawing, useFlow } from './drawing-context.ts';
import { FlowPanel } from './FlowPanel.tsx';
import { TITLE_FIELD } from './flow-store.ts';
import { duplicateSelected, removeSelected } from './flow-verbs.ts';
import { NodePanel } from './NodePanel.tsx';
import type { Versions } from './use-versions.ts';
import './panel.css';

interface SidePanelProps {
  detail: FlowDetail;
  versions: Versions;
  /** Also there while nothing is selected: about the flow itself. */
  isFlowShown: boolean;
}

/** The panel. Escape in it goes back to the canvas. */
export function SidePanel({ detail, versions, isFlowShown }: SidePanelProps): ReactElement | null {
  const { flow } = useDrawing();
  const selected = useFlow((state) => state.selected);
  const panel = useRef<HTMLElement>(null);
  useFieldFocus(panel);
  const [first] = selected;
  const leave = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    flow.getState().lookAt(first ?? null);
  };
  if (first === undefined && !isFlowShown) return null;
  return (
    <aside className="fl-panel" aria-label={first === undefined ? 'Flow' : 'Node'} ref={panel} onKeyDown={leave}>
      {first === undefined && <FlowPanel detail={detail} versions={versions} />}
      {first !== undefined && selected.length === 1 && <NodePanel key={first} id={first} />}
      {selected.length > 1 && <ManyPanel count={selected.length} />}
    </aside>
  );
}

/** Puts the focus into the panel when a key or the list of problems asked for it. */
function useFieldFocus(panel: { current: HTMLElement | null }): void {
  const { flow } = useDrawing();
  const wish = useFlow((state) => state.wish);
  const done = useRef(wish.n);
  useEffect(() => {
    if (done.current === wish.n) return;
    done.current = wish.n;
    if (wish.field === TITLE_FIELD) {
      const title = panel.current?.querySelector<HTMLInputElement>('.fl-panel__title input');
      title?.focus();
      title?.select();
    }
    if (wish.field !== null) {
      // The form has put the focus there by now; kept, the wish would come true again with the next look at this node.
      flow.setState({ wish: { ...wish, field: null } });
      return;
    }
    const fields = '.lf-form input, .lf-form textarea, .lf-form button, .lf-form [contenteditable=true]';
    const stop =
      panel.current?.querySelector<HTMLElement>(fields) ??
      panel.current?.querySelector<HTMLElement>('input, textarea, button');
    stop?.focus();
  }, [wish, panel, flow]);
}

function ManyPanel({ count }: { count: number }): ReactElement {
  const { flow } = useDrawing();
  const isReadOnly = useFlow((state) => state.readOnly);
  return (
    <div className="fl-panel__body lf-stack">
      <h2>{counted(count, 'node')} selected</h2>
      <p className="lf-muted">Drag them together, or move them with Ctrl and the arrow keys.</p>
      {!isReadOnly && (
        <div className="lf-row">
          <Button size="small" icon="copy" onPress={() => duplicateSelected(flow)}>
            Duplicate
          </Button>
          <Button
            size="small"
            icon="trash"
            kind="danger"
            onPress={() => flow.getState().lookAt(removeSelected(flow, true))}
          >
            Delete
          </Button>
        </div>
      )}
    </div>
  );
}
