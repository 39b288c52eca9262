// Runs as the explanation gets them, made by hand: steps with what was recorded, and the drawing that they walked.
import { portsOf } from '../../flows/language/catalogue.ts';
import type { FlowNode, JsonObject } from '../../flows/language/document.ts';
import { NO_RULES } from '../../flows/language/list-rules-read.ts';
import { registry } from '../../nodes/registry.ts';
import type { StepViewType } from '../../server/api/schemas-runs.ts';
import type { Asked, KnownRun, ListHeld } from '../../server/api/why/known.ts';
import { whyOf } from '../../server/api/why/why.ts';
import { readBody } from '../../server/reading/read-body.ts';
import { readPhone } from '../../server/tools/read-phone.ts';

/** What lists held in a version. */
const LISTS: Record<string, ListHeld> = {
  'accounts 3': { count: 12, some: ['Acme'], rules: NO_RULES },
  'by-rules 1': {
    count: 0,
    some: [],
    rules: { any: [], all: [{ operator: 'greater-than', values: ['5'], negate: false }] },
  },
};
/** What is asked beside the run: real readers, and the lists above. */
export const ASKED: Asked = {
  parse: readBody,
  phone: (raw, region) => readPhone(String(raw), region),
  listAt: async (list, version) => LISTS[`${list} ${version}`],
};
/** When everything happened. */
export const T0 = '2026-03-01T10:00:00.000Z';

/** One step as it was recorded. */
export function step(node: string, port: string | null, more: Partial<StepViewType> = {}): StepViewType {
  const none = { reason: null, outcome: null, failure: null, sleep: null, callbackUrl: null };
  const empty = { exchanges: [], calls: [], children: [], callbacks: [], kept: false };
  return { node, port, at: T0, startedAt: T0, ms: 1, in: null, out: null, ...none, ...empty, ...more };
}

/** Parts of a run. */
export interface Given {
  nodes: Record<string, FlowNode>;
  steps: StepViewType[];
  edges?: string[];
  lead?: JsonObject;
  outcome?: string;
  more?: Partial<KnownRun>;
}

/** The run. Edges are written `from.port>to`. */
export function runOf({ nodes, steps, edges = [], lead = {}, outcome = 'rejected', more = {} }: Given): KnownRun {
  const ports = Object.entries(nodes).map(([id, node]) => [id, portsOf(registry[node.type]?.ports ?? [], node.config)]);
  const wires = edges.map((edge) => {
    const [from = '', port = '', to = ''] = edge.split(/[.>]/);
    return { from, port, to };
  });
  return {
    id: 'r1',
    flow: 'a-flow',
    version: 2,
    acceptedAt: Date.parse(T0),
    vars: {},
    state: 'finished',
    outcome,
    reason: null,
    test: false,
    parent: null,
    lead,
    trigger: { region: 'US', receivedAt: T0 },
    steps,
    answer: null,
    held: null,
    queued: null,
    document: { leadflow: 1, name: 'A flow', nodes, edges: wires },
    ports: Object.fromEntries(ports),
    names: { crm: 'The CRM' },
    ...more,
  };
}

/** One step alone: its sentence and its change. */
export async function one(type: string, config: JsonObject, left: StepViewType, more: Partial<Given> = {}) {
  const nodes = { it: { type, config, title: 'It' }, next: { type: 'stop', title: 'Next', config: {} } };
  const { decisions } = await whyOf(runOf({ nodes, steps: [left], ...more }), ASKED);
  return decisions[0];
}
