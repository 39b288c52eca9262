// The part that asks whether the account knows a lead already: of a connection or of a flow, and the table over what it says.
import type { DecisionRow, TableRow } from './decision.ts';
import type { Edge, FlowNode, JsonObject } from './document.ts';

/** Whom to ask, and what each answer means. A flow goes before a connection. */
export interface Asking {
  connection: string;
  endpoint: string;
  /** Slug of a flow that other flows call; '' where a connection is asked. */
  flow: string;
  rows: readonly TableRow[];
  noMatch: DecisionRow;
}

/** Nodes and edges of a drawing. */
export interface Part {
  nodes: Record<string, FlowNode>;
  edges: Edge[];
}

/** Why a number was put on the account's DNC list. */
export const DNC_REASON = 'API duplicate lead check';
/** Where the table has decided. */
export const DECIDED: readonly string[] = ['table.matched', 'table.no-match'];

/** The nodes `ask`, `read` and `table`. `unanswered`: exits where nobody gave an answer that can be read. */
export function asking(given: Asking): Part & { unanswered: readonly string[] } {
  const byFlow = given.flow !== '';
  const { nodes, read } = byFlow ? byCalling(given) : byConnection(given);
  const { rows, noMatch } = given;
  const from = byFlow ? 'steps.ask.answer.body' : 'steps.read.data';
  const table: FlowNode = {
    type: 'key-value-branch',
    title: 'External API Data Validation',
    config: { from, rows: rows.map((row) => ({ ...row })), noMatch: { ...noMatch } } as JsonObject,
  };
  const asked = edges(...read.map((exit) => [exit, 'read'] as const), [byFlow ? 'read.true' : 'read.parsed', 'table']);
  const unanswered = ['ask.error', byFlow ? 'read.false' : 'read.unreadable'];
  return { nodes: { ...nodes, table }, edges: asked, unanswered };
}

type Reading = Pick<Part, 'nodes'> & { read: readonly string[] };

function byConnection({ connection, endpoint }: Asking): Reading {
  const ask: FlowNode = {
    type: 'http-request',
    title: 'Ask the receiver',
    config: { connection, endpoint },
    retry: { attempts: 4, backoff: '2s..1m' },
    // It asks and changes nothing, so asking again is harmless.
    onUnknown: 'retry',
  };
  // A receiver that fails has not said that it does not know the lead, whatever its page of errors holds.
  const config = { from: 'steps.ask', serverErrors: 'unreadable' };
  const read: FlowNode = { type: 'response-parse', title: 'Read the answer', config };
  return { nodes: { ask, read }, read: ['ask.answered'] };
}

/** A flow that says nothing to who called it has given no answer. */
function byCalling({ flow }: Asking): Reading {
  const ask: FlowNode = { type: 'call-flow', title: 'Ask the flow', config: { flow } };
  const when = '$exists(steps.ask.answer.body)';
  const read: FlowNode = { type: 'condition', title: 'Did the flow answer?', config: { when } };
  return { nodes: { ask, read }, read: ['ask.accepted', 'ask.rejected'] };
}

/** Edges of `node.port`, node pairs. */
export function edges(...pairs: readonly (readonly [from: string, to: string])[]): Edge[] {
  return pairs.map(([exit, to]) => {
    const dot = exit.indexOf('.');
    return { from: exit.slice(0, dot), port: exit.slice(dot + 1), to };
  });
}

/** Edges of several exits to one node. */
export function edgesTo(to: string, exits: readonly string[]): Edge[] {
  return edges(...exits.map((exit) => [exit, to] as const));
}
