// The drawing as a table: the same flow for a phone, a printer and a screen reader, and it can be changed here too.
import { type ReactElement, useEffect, useRef } from 'react';
import type { Port } from '../../flows/language/catalogue.ts';
import { Button, IconButton } from '../kit/Button.tsx';
import { Icon } from '../kit/Icon.tsx';
import { counted } from '../kit/time-words.ts';
import { hasGoneOn } from './canvas-focus.ts';
import { useDrawing, useFlow, useOverlay } from './drawing-context.ts';
import { titleOf } from './flow-store.ts';
import { removeSelected } from './flow-verbs.ts';
import { readingOrder } from './graph.ts';
import { nodeIcon } from './node-icon.ts';
import { PortChoice } from './PortsTab.tsx';
import { STATE_LOOK } from './state-look.ts';
import { summaryOf } from './summary.ts';
import type { Where } from './where.ts';
import './outline.css';

/** Pixels that a step in sight keeps from the edges. */
const EDGE = 48;

/** Every step in reading order, with where each of its ports leads. */
export function Outline({ label }: { label: string }): ReactElement {
  const { flow } = useDrawing();
  const document = useFlow((state) => state.bundle.document);
  const isReadOnly = useFlow((state) => state.readOnly);
  const order = readingOrder(document);
  const frame = useRef<HTMLElement>(null);
  useStepFocus(frame);
  return (
    <section className="fl-outline" id="canvas" aria-label={label} ref={frame} tabIndex={-1}>
      <table className="fl-outline__table">
        <caption className="lf-hidden">{`${label}: ${counted(order.length, 'step')}, in the order in which a lead comes to them`}</caption>
        <thead>
          <tr>
            <th scope="col">Step</th>
            <th scope="col">Leads to</th>
          </tr>
        </thead>
        <tbody>
          {order.map((id, index) => (
            <Step key={id} id={id} number={index + 1} />
          ))}
        </tbody>
      </table>
      {!isReadOnly && (
        <Button
          icon="plus"
          onPress={() => {
            const last = order.at(-1);
            const where: Where = last === undefined ? { kind: 'place', at: [0, 0] } : { kind: 'after', node: last };
            flow.getState().open({ kind: 'quick-add', where });
          }}
        >
          {order.length === 0 ? 'Add the first node' : 'Add a node at the end'}
        </Button>
      )}
    </section>
  );
}

/** Follows the wish `look` of the store as the canvas does: the focus goes to the step, and the step comes into sight. A page opens at its top. */
function useStepFocus(frame: { current: HTMLElement | null }): void {
  const look = useFlow((state) => state.look);
  const done = useRef(look.n);
  useEffect(() => {
    if (done.current === look.n) return;
    done.current = look.n;
    const before = document.activeElement;
    // Two frames, as on the canvas: a dialog that closes gives its focus back first.
    let second = 0;
    const first = requestAnimationFrame(() => {
      second = requestAnimationFrame(() => {
        const outline = frame.current;
        if (!outline || hasGoneOn(look, outline, before)) return;
        const row = look.node === null ? null : outline.querySelector(`[data-id="${CSS.escape(look.node)}"]`);
        if (look.focus) {
          row?.scrollIntoView({ block: 'nearest' });
          (row?.querySelector<HTMLElement>('.fl-outline__step') ?? outline).focus({ preventScroll: true });
        } else if (row && !look.opens) scrollWithin(outline, row);
      });
    });
    return () => {
      cancelAnimationFrame(first);
      cancelAnimationFrame(second);
    };
  }, [look, frame]);
}

/** Scrolls the table and nothing around it: the page stays where it is read. */
function scrollWithin(outline: HTMLElement, row: Element): void {
  const [around, at] = [outline.getBoundingClientRect(), row.getBoundingClientRect()];
  if (at.top < around.top) outline.scrollTop += at.top - around.top - EDGE;
  else if (at.bottom > around.bottom) outline.scrollTop += at.bottom - around.bottom + EDGE;
}

function Step({ id, number }: { id: string; number: number }): ReactElement | null {
  const { flow } = useDrawing();
  const node = useFlow((state) => state.bundle.document.nodes[id]);
  const spec = useFlow((state) => (node ? state.catalogue[node.type] : undefined));
  const title = useFlow((state) => titleOf(state, id));
  const names = useFlow((state) => state.names);
  const ports = useFlow((state) => state.ports[id]) ?? [];
  const isSelected = useFlow((state) => state.selected.includes(id));
  if (!node) return null;
  return (
    <tr data-id={id} className={isSelected ? 'fl-outline__row fl-outline__row--selected' : 'fl-outline__row'}>
      <th scope="row">
        <button
          type="button"
          className="fl-outline__step"
          aria-current={isSelected ? 'true' : undefined}
          onClick={() => flow.getState().select([id])}
        >
          <span className="fl-outline__number lf-numbers">{number}</span>
          <Icon name={nodeIcon(spec)} size={16} />
          <span className="fl-outline__words">
            <span className="fl-outline__title">{title}</span>
            <span className="fl-outline__about">{summaryOf(node, spec, names) || spec?.title || node.type}</span>
          </span>
        </button>
        <Standing id={id} />
        {isSelected && <StepTools id={id} title={title} />}
      </th>
      <td>
        {ports.length === 0 && <span className="lf-muted">The path ends here</span>}
        {ports.map((port) => (
          <div className="fl-outline__port" key={port.name}>
            <span className="fl-outline__name">{port.title}</span>
            {/* A choice of every step for every port of every step would be slow to draw, and much to read. */}
            {isSelected ? <PortChoice id={id} port={port} /> : <LeadsTo id={id} port={port} />}
          </div>
        ))}
      </td>
    </tr>
  );
}

function LeadsTo({ id, port }: { id: string; port: Port }): ReactElement {
  const title = useFlow((state) => {
    const edge = state.bundle.document.edges.find(({ from, port: name }) => from === id && name === port.name);
    return edge && titleOf(state, edge.to);
  });
  if (title !== undefined) return <span>{title}</span>;
  return <span className="lf-muted">{port.required ? 'Nowhere yet' : 'The path ends here'}</span>;
}

/** What is wrong with the step, and how it stood in the run shown. */
function Standing({ id }: { id: string }): ReactElement {
  const problems = useFlow((state) => state.problemsOf[id]?.length ?? 0);
  const trace = useOverlay((state) => state.nodes[id]);
  const isLeft = useOverlay((state) => state.shown === 'run' && !(id in state.nodes));
  const look = trace && STATE_LOOK[trace.state];
  return (
    <span className="fl-outline__standing">
      {problems > 0 && (
        <span className="fl-outline__problems">
          <Icon name="warning" size={12} /> {counted(problems, 'problem')}
        </span>
      )}
      {look && (
        <span className={`fl-tone--${look.tone}`}>
          <Icon name={look.icon} size={12} /> {look.word}
        </span>
      )}
      {isLeft && <span className="lf-muted">Not reached</span>}
    </span>
  );
}

function StepTools({ id, title }: { id: string; title: string }): ReactElement | null {
  const { flow } = useDrawing();
  const isReadOnly = useFlow((state) => state.readOnly);
  if (isReadOnly) return null;
  const remove = (): void => {
    flow.getState().select([id]);
    flow.getState().lookAt(removeSelected(flow, true));
  };
  return (
    <span className="fl-outline__tools">
      <IconButton
        icon="plus"
        label={`Add a node after ${title}`}
        onPress={() => flow.getState().open({ kind: 'quick-add', where: { kind: 'after', node: id } })}
      />
      <IconButton icon="trash" label={`Delete ${title}`} onPress={remove} />
    </span>
  );
}
