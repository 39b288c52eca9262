// Turns the steps of a run into what the drawing shows: the path taken, how each node stands, and where to look first.
import type { Port } from '../../flows/language/catalogue.ts';
import type { RunDetail, RunEvent, StepView } from '../types.ts';
import type { NodeTrace, Trace, TraceChange, TraceState } from './overlay-store.ts';

/** The trace of a run. */
export function traceOf(run: RunDetail): Trace {
  const nodes: Record<string, NodeTrace> = {};
  const edges: Record<string, number> = {};
  const take = (from: string, port: string): void => {
    edges[`${from}.${port}`] = 1;
  };
  for (const step of run.steps) {
    nodes[step.node] = traceOfStep(run, step);
    if (step.port) take(step.node, step.port);
  }
  const next = waitsBefore(run);
  if (next !== null) nodes[next] = { state: 'waiting', port: null, ms: null };
  if (run.held) nodes[run.held.node] = { state: 'held', port: null, ms: null };
  const { from, port } = entryOf(run);
  if (from !== undefined && !(from in nodes)) {
    nodes[from] = { state: 'ok', port, ms: null };
    if (port !== null) take(from, port);
  }
  return { nodes, edges };
}

/** The node where the lead came in, and the port by which it left there; no port before the first step. */
function entryOf({ steps: [first], bundle }: RunDetail): { from: string | undefined; port: string | null } {
  const { edges, nodes } = bundle.document;
  const isEntry = (id: string): boolean => edges.every((edge) => edge.to !== id);
  const edge = first && edges.find(({ from, to }) => to === first.node && isEntry(from));
  if (edge) return edge;
  const [only, ...others] = Object.keys(nodes).filter(isEntry);
  return { from: first || others.length > 0 ? undefined : only, port: null };
}

function traceOfStep(run: RunDetail, step: StepView): NodeTrace {
  const status = step.exchanges.at(-1)?.answer?.status;
  return {
    state: stateOf(run, step),
    port: step.port,
    ms: step.port === null ? null : step.ms,
    ...(status === undefined ? {} : { fact: String(status) }),
  };
}

/** How a step stands: by its failure, else by what the step or the port it left by makes of the run. */
export function stateOf(run: RunDetail, step: StepView): TraceState {
  if (run.held?.node === step.node) return 'held';
  if (step.failure) return 'failed';
  if (step.port === null) return openState(run);
  return endState(step.outcome ?? portOf(run.ports, step.node, step.port)?.outcome);
}

function endState(outcome: string | undefined): TraceState {
  if (outcome === 'rejected') return 'rejected';
  return outcome === 'error' ? 'failed' : 'ok';
}

type Ports = Readonly<Record<string, readonly Port[]>>;

function portOf(ports: Ports, node: string, name: string | null | undefined): Port | undefined {
  return ports[node]?.find((port) => port.name === name);
}

/** What a live event changes on the drawing; undefined for one that is about no node. */
export function changeOf({ type, node, port, ms, outcome }: RunEvent, ports: Ports): TraceChange | undefined {
  if (node === undefined) return undefined;
  if (type !== 'step') {
    const state = type === 'held' || type === 'waiting' ? type : 'running';
    return { node, trace: { state, port: null, ms: null } };
  }
  const state = endState(outcome ?? portOf(ports, node, port)?.outcome);
  const trace = { state, port: port ?? null, ms: ms ?? null };
  return port ? { node, trace, edge: `${node}.${port}` } : { node, trace };
}

function openState(run: RunDetail): TraceState {
  if (run.state === 'waiting') return 'waiting';
  if (run.state === 'held') return 'held';
  if (run.state === 'running') return 'running';
  return run.outcome === 'cancelled' ? 'cancelled' : 'failed';
}

/** The node whose step a run in a queue has not begun; null where it waits within a step, or before the first. */
export function waitsBefore(run: RunDetail): string | null {
  const last = run.steps.at(-1);
  if (run.state !== 'waiting' || run.queue === null || !last || last.port === null) return null;
  const { edges } = run.bundle.document;
  return edges.find((edge) => edge.from === last.node && edge.port === last.port)?.to ?? null;
}

/** The step to look at first: where the run is held, the first that failed, else the last. */
export function firstLook(run: RunDetail): string | null {
  if (run.held) return run.held.node;
  const failed = run.steps.find((step) => stateOf(run, step) === 'failed');
  return failed?.node ?? waitsBefore(run) ?? run.steps.at(-1)?.node ?? null;
}
