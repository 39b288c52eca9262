// What an adaptor of 20 fields costs where its expressions are in the total subset: compiled once, evaluated for each lead.
import type { AdaptorDocument, FlowDocument } from '../../flows/language/document.ts';
import { makeLeadCheck } from '../../server/intake/lead-check.ts';
import { compileRelease } from '../../server/run/plan.ts';
import { leadOf } from './leads.ts';

/** Paths, functions, operators and conditions, as mappings have them. */
export const EXPRESSIONS = [
  'lead.first_name',
  'lead.last_name',
  'lead.phone_number',
  '$lowercase(lead.email)',
  '$uppercase(lead.state)',
  'lead.source',
  'lead.first_name & " " & lead.last_name',
  '$substring(lead.phone_number, 2, 3)',
  '$trim(lead.last_name)',
  'lead.zip ? lead.zip : "00000"',
  '$exists(lead.company) ? lead.company : "none"',
  '$length(lead.last_name)',
  'lead.state = "CA" ? "west" : "other"',
  '$contains(lead.email, "@") ? "yes" : "no"',
  'trigger.source',
  'trigger.receivedAt',
  'run.id',
  'flow.slug',
  '$string(flow.version)',
  '$substringAfter(lead.email, "@")',
];
const TIMES = 20_000;

/** Microseconds for one mapping, the best of five windows: noise only adds. */
export async function mapMicroseconds(): Promise<number> {
  const resolve = compiledMap();
  const view = {
    lead: leadOf(1),
    trigger: { source: 's', receivedAt: '2026-01-01T00:00:00.000Z' },
    steps: {},
    flow: { slug: 'f', name: 'F', version: 3, zone: 'UTC' },
    run: { id: 'r', test: false, acceptedAt: '', callbacks: {} },
    vars: {},
  };
  const moment = { now: 0, random: Math.random, seed: Math.random };
  const windows = Array.from({ length: 5 }, () => {
    const from = performance.now();
    for (let n = 0; n < TIMES; n += 1) resolve(view, moment);
    return ((performance.now() - from) * 1000) / TIMES;
  });
  return Math.min(...windows);
}

function compiledMap() {
  const fields = EXPRESSIONS.map((from, n) => ({ target: `field_${n}`, from }));
  const adaptor: AdaptorDocument = { leadflow: 1, name: 'Map', fields };
  const document: FlowDocument = {
    leadflow: 1,
    name: 'Map',
    nodes: { in: { type: 'webhook', config: { path: 'a' } }, map: { type: 'adaptor', config: { adaptor: 'map' } } },
    edges: [{ from: 'in', port: 'lead', to: 'map' }],
  };
  const bundle = { document, files: {}, layout: { nodes: {} } };
  const content = { flow: 'map', name: 'Map', version: 1, bundle, adaptors: { map: adaptor }, endpoints: {} };
  const node = compileRelease(content, 'hash', makeLeadCheck).nodes.get('map');
  if (!node) throw new Error('The flow has no map.');
  return node.resolve;
}
