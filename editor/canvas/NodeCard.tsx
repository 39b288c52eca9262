// One node on the canvas: what it is, what it is set to, its ports to draw from, and how it stood in the run shown.
import { Handle, type NodeProps, Position, useUpdateNodeInternals } from '@xyflow/react';
import { memo, type ReactElement, useEffect, useMemo, useRef } from 'react';
import type { NodeSpec, Port, Problem } from '../../flows/language/catalogue.ts';
import type { ChangeKind } from '../../flows/language/diff.ts';
import { Icon } from '../kit/Icon.tsx';
import { counted, durationWords } from '../kit/time-words.ts';
import { CHANGE_LOOK, useNodeChange } from './diff-context.ts';
import { useFlow, useOverlay } from './drawing-context.ts';
import { nodeIcon } from './node-icon.ts';
import type { NodeTrace } from './overlay-store.ts';
import { PauseStrip } from './PauseStrip.tsx';
import { usePausedNode } from './paused-nodes.ts';
import { STATE_LOOK, stateId } from './state-look.ts';
import { summaryOf } from './summary.ts';
import './card.css';
import './port.css';

const NO_PORTS: readonly Port[] = [];
const NO_PROBLEMS: readonly Problem[] = [];

/** The card of the node `id`; everything it shows it reads from the stores itself. */
export const NodeCard = memo(function NodeCard({ id }: NodeProps): ReactElement | null {
  const node = useFlow((state) => state.bundle.document.nodes[id]);
  const spec = useFlow((state) => (node ? state.catalogue[node.type] : undefined));
  const names = useFlow((state) => state.names);
  const ports = useFlow((state) => state.ports[id]) ?? NO_PORTS;
  const problems = useFlow((state) => state.problemsOf[id]) ?? NO_PROBLEMS;
  const stood = useOverlay((state) => state.nodes[id] ?? (state.shown === 'run' ? 'not reached' : undefined));
  const isFaint = stood === 'not reached';
  const trace = isFaint ? undefined : stood;
  const pause = usePausedNode(id);
  const change = useNodeChange(id);
  const summary = useMemo(() => (node ? summaryOf(node, spec, names) : ''), [node, spec, names]);
  useFreshHandles(id, ports);
  if (!node) return null;
  const category = spec?.category ?? 'end';
  return (
    <div
      className={`fl-card fl-card--${category}${isFaint ? ' fl-card--faint' : ''}`}
      data-state={trace?.state}
      data-change={change}
    >
      <div className="fl-card__head">
        <span className="fl-card__icon">
          <Icon name={nodeIcon(spec)} size={16} />
        </span>
        <span className="fl-card__words">
          <span className="fl-card__title">{node.title || spec?.title || node.type}</span>
          <span className="fl-card__summary">{summary || unset(node.type, spec)}</span>
        </span>
        <ProblemMark problems={problems} />
      </div>
      {node.note && <p className="fl-card__note">{node.note}</p>}
      {category !== 'trigger' && <Handle type="target" position={Position.Left} className="fl-handle fl-handle--in" />}
      {ports.length > 0 && (
        <ul className="fl-card__ports">
          {ports.map((port) => (
            <PortRow key={port.name} node={id} port={port} isTaken={trace?.port === port.name} />
          ))}
        </ul>
      )}
      {change && <ChangeStrip id={id} is={change} />}
      {pause && <PauseStrip pause={pause} name={node.title || spec?.title || node.type} />}
      {trace && <StateStrip id={id} trace={trace} port={ports.find((port) => port.name === trace.port)?.title} />}
      {isFaint && (
        <span id={stateId(id)} className="lf-hidden">
          not reached
        </span>
      )}
    </div>
  );
}, isSameNode);

/** Where it stands is the canvas's to draw: a card that is only moved is not drawn anew. */
function isSameNode(before: NodeProps, after: NodeProps): boolean {
  return before.id === after.id;
}

function PortRow({ node, port, isTaken }: { node: string; port: Port; isTaken: boolean }): ReactElement {
  const isOpen = useFlow(
    (state) => !state.bundle.document.edges.some((edge) => edge.from === node && edge.port === port.name),
  );
  return (
    <li className={`fl-port${isTaken ? ' fl-port--taken' : ''}`} data-outcome={port.outcome} title={port.about}>
      <span className="fl-port__name">{port.title}</span>
      {isOpen && !port.required && <span className="fl-port__end">ends here</span>}
      <Handle
        type="source"
        id={port.name}
        position={Position.Right}
        className={`fl-handle fl-handle--out${isOpen ? ' fl-handle--open' : ''}${isOpen && port.required ? ' fl-handle--needed' : ''}`}
      />
    </li>
  );
}

function ProblemMark({ problems }: { problems: readonly Problem[] }): ReactElement | null {
  if (problems.length === 0) return null;
  const isError = problems.some((problem) => problem.severity === 'error');
  const title = problems.map((problem) => `${problem.says} ${problem.remedy}`).join('\n');
  return (
    <span className={`fl-card__problems fl-card__problems--${isError ? 'err' : 'warn'}`} title={title}>
      <Icon name="warning" size={12} label={counted(problems.length, 'problem')} />
      {problems.length}
    </span>
  );
}

function ChangeStrip({ id, is }: { id: string; is: ChangeKind }): ReactElement {
  const { icon, word, tone } = CHANGE_LOOK[is];
  return (
    <p id={stateId(id)} className={`fl-card__state fl-tone--${tone}`}>
      <Icon name={icon} size={12} />
      <span className="fl-card__state-words">{word}</span>
    </p>
  );
}

interface StateStripProps {
  id: string;
  trace: NodeTrace;
  port: string | undefined;
}

function StateStrip({ id, trace, port }: StateStripProps): ReactElement {
  const { icon, word, tone } = STATE_LOOK[trace.state];
  return (
    <p id={stateId(id)} className={`fl-card__state fl-tone--${tone}`}>
      <Icon name={icon} size={12} />
      <span className="fl-card__state-words">
        {port && trace.state === 'ok' ? port : word}
        {trace.fact && ` · ${trace.fact}`}
      </span>
      {trace.ms !== null && <span className="lf-numbers">{durationWords(trace.ms)}</span>}
    </p>
  );
}

/** Has the handles measured again when the ports changed. Not at first: the canvas measures a new card itself. */
function useFreshHandles(id: string, ports: readonly Port[]): void {
  const update = useUpdateNodeInternals();
  const names = ports.map((port) => port.name).join(' ');
  const known = useRef(names);
  useEffect(() => {
    if (known.current === names) return;
    known.current = names;
    update(id);
  }, [id, names, update]);
}

/** What a card says of a node without a word set: a type that requires nothing is ready as it is. */
function unset(type: string, spec: NodeSpec | undefined): string {
  if (!spec) return `Unknown type ${type}`;
  const { required = [], 'x-one-of': oneOf } = spec.config;
  return required.length > 0 || oneOf !== undefined ? 'Not set up yet' : spec.title;
}
