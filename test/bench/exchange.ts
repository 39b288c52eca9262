// What one exchange costs in-process: 20 mapped fields made into a request, and an answer of 1 kB read by its rules.
import type { AdaptorDocument, FlowDocument, JsonObject } from '../../flows/language/document.ts';
import type { ConnectionDocument, EndpointDocument } from '../../flows/language/receivers.ts';
import type { View } from '../../nodes/contract.ts';
import type { RemoteAnswer, Tools } from '../../nodes/tools.ts';
import { makeLeadCheck } from '../../server/intake/lead-check.ts';
import { readBody } from '../../server/reading/read-body.ts';
import { type CompiledNode, compileRelease } from '../../server/run/plan.ts';
import { prepare } from '../../server/tools/connections.ts';
import { leadOf } from './leads.ts';
import { EXPRESSIONS } from './map.ts';

const TIMES = 10_000;

const ENDPOINT: EndpointDocument = {
  name: 'Insert lead',
  method: 'POST',
  path: '/v1/{region}/leads',
  hardParams: { list_id: 7 },
  parameters: [
    { name: 'region', in: 'path' },
    { name: 'X-Sign', in: 'md5', value: '{field.key}{body.field_2}' },
    { name: 'auth_token', value: '{field.key}' },
  ],
};
const CONNECTION: ConnectionDocument = {
  leadflow: 1,
  name: 'Acme',
  scheme: 'https',
  host: 'crm.acme.example',
  fields: { region: 'us', key: 'secret:acme-key' },
  auth: { type: 'bearer', secret: 'secret:acme-token' },
  headers: [{ name: 'X-Campaign', value: 'spring' }],
  endpoints: { insert: ENDPOINT },
};
const READING = {
  from: 'steps.ask',
  as: 'json',
  extract: [
    { name: 'id', path: 'data.lead_id' },
    { name: 'price', path: 'data.price' },
  ],
  rules: [
    { path: 'code', comparison: 'one-of', value: '6008, 6009', outcome: 'rejected', reasonPath: 'text' },
    { path: 'success', comparison: 'equals', value: 'true', outcome: 'accepted' },
  ],
};

/** Microseconds for request and answer together, the best of five windows: noise only adds. Throws where they are wrong. */
export async function exchangeMicroseconds(): Promise<number> {
  const nodes = compiledNodes();
  const view: View = {
    lead: leadOf(1),
    trigger: { source: 's', path: '', method: 'POST', receivedAt: '2026-01-01T00:00:00.000Z', region: 'US' },
    steps: {},
    flow: { slug: 'f', name: 'F', version: 3, zone: 'UTC' },
    run: { id: 'r', test: false, acceptedAt: '', callbacks: {} },
    vars: {},
  };
  const answer = answerOf(1_024);
  let best = Number.POSITIVE_INFINITY;
  for (let window = 0; window < 5; window += 1) {
    const from = performance.now();
    for (let n = 0; n < TIMES; n += 1) await exchange(nodes, view, answer);
    best = Math.min(best, ((performance.now() - from) * 1000) / TIMES);
  }
  return best;
}

interface Nodes {
  map: CompiledNode;
  ask: CompiledNode;
  read: CompiledNode;
}

async function exchange({ map, ask, read }: Nodes, view: View, answer: RemoteAnswer): Promise<void> {
  const send: Tools['send'] = async (call) => {
    const secret = (name: string) => `${name}-4711`;
    const { body } = prepare(call, { connection: CONNECTION, version: 'v', secret, idempotencyKey: 'r/ask.1', at: 0 });
    if (typeof body !== 'string' || !body.includes('"list_id":7')) throw new Error(`The request is wrong: ${body}`);
    return answer;
  };
  const tools = { send, parse: readBody } as Tools;
  const steps: JsonObject = {};
  const seen: View = { ...view, steps };
  for (const [id, node] of Object.entries({ map, ask, read })) {
    const config = await node.resolve(seen, MOMENT);
    const result = await node.definition.run(config, seen, tools);
    steps[id] = result.value;
    if (id === 'read' && result.port !== 'accepted') throw new Error(`The answer was read as ${result.port}.`);
  }
}

const MOMENT = { now: 0, random: Math.random, seed: Math.random };

function compiledNodes(): Nodes {
  const fields = EXPRESSIONS.map((from, n) => ({ target: `field_${n}`, from }));
  const adaptor: AdaptorDocument = { leadflow: 1, name: 'Map', fields };
  const document: FlowDocument = {
    leadflow: 1,
    name: 'Exchange',
    nodes: {
      in: { type: 'webhook', config: { path: 'a' } },
      map: { type: 'adaptor', config: { adaptor: 'map' } },
      ask: { type: 'http-request', config: { connection: 'acme', endpoint: 'insert', body: 'steps.map' } },
      read: { type: 'response-parse', config: READING },
    },
    edges: [
      { from: 'in', port: 'lead', to: 'map' },
      { from: 'map', port: 'mapped', to: 'ask' },
      { from: 'ask', port: 'answered', to: 'read' },
    ],
  };
  const bundle = { document, files: {}, layout: { nodes: {} } };
  const pinned = { adaptors: { map: adaptor }, endpoints: { 'acme/insert': ENDPOINT as unknown as JsonObject } };
  const release = compileRelease({ flow: 'f', name: 'F', version: 1, bundle, ...pinned }, 'hash', makeLeadCheck);
  const nodeOf = (id: string): CompiledNode => {
    const node = release.nodes.get(id);
    if (!node) throw new Error(`The flow has no ${id}.`);
    return node;
  };
  return { map: nodeOf('map'), ask: nodeOf('ask'), read: nodeOf('read') };
}

/** An answer as a CRM gives it, filled up to its size. */
function answerOf(bytes: number): RemoteAnswer {
  const data: JsonObject = { success: true, data: { lead_id: '65007347', price: 12.5 }, entries: [] };
  const entries: JsonObject[] = [];
  for (let n = 0; JSON.stringify({ ...data, entries }).length < bytes; n += 1)
    entries.push({ key: `field_${n}`, value: `value ${n}` });
  const body = JSON.stringify({ ...data, entries });
  return { status: 200, type: 'application/json', headers: {}, body, ms: 1, simulated: false };
}
