// The call that a step would make of one endpoint and one lead: for tests of an endpoint, before any flow uses it.
import type { AdaptorDocument, Json, JsonObject } from '../../flows/language/document.ts';
import { Failure } from '../../flows/language/failures.ts';
import type { EndpointDocument } from '../../flows/language/receivers.ts';
import type { OutboundCall, RemoteAnswer } from '../../nodes/tools.ts';
import type { ReleaseContent } from '../workspace/workspace.ts';
import { foreseeCall } from './foresee.ts';
import { compileRelease } from './plan.ts';
import type { StepRecord } from './records.ts';
import type { WalkServices } from './step.ts';

/** What is tried. `adaptors` holds those that the endpoint names. */
export interface TrialOrder {
  connection: string;
  /** Short name of the endpoint, and its definition as it is tried. */
  slug: string;
  endpoint: EndpointDocument;
  adaptors: Record<string, AdaptorDocument>;
  lead: JsonObject;
  /** Sent in the place of what the adaptor makes. Without both the lead itself is sent, but never to an Auth endpoint. */
  body?: Json | undefined;
  /** Kept results by name, as if steps before had kept them. */
  results?: Readonly<Record<string, RemoteAnswer>>;
  /** Milliseconds since 1970. */
  now: number;
}

/** Where numbers without a country code are read: a test names no source, so no region either. */
const REGION = 'US';

/** Makes the call. Fails as the step would: MAPPING_INCOMPLETE, EXPRESSION_FAILED, CONFIG_INVALID. */
export async function trialCall(order: TrialOrder, services: WalkServices): Promise<OutboundCall> {
  const release = compileRelease(contentOf(order), 'trial', () => () => []);
  const receivedAt = new Date(order.now).toISOString();
  const trigger = { source: 'test', path: 'test', method: 'POST', receivedAt, region: REGION };
  const vars = { body: order.body ?? null };
  const accepted = { t: 'accepted' as const, at: order.now, lead: order.lead, trigger, vars, test: true };
  const call = await foreseeCall(release, 'ask', { accepted, steps: stepsOf(order), services });
  if (!call) throw new Failure('CONFIG_INVALID', { detail: 'The endpoint makes no call.' });
  return call;
}

function stepsOf({ results = {}, now }: TrialOrder): StepRecord[] {
  return Object.entries(results).map(([name, answer], i) => {
    const out = { ...answer, result: name } as unknown as JsonObject;
    return { t: 'step', at: now, node: `kept-${i + 1}`, port: 'answered', out, ms: 0 };
  });
}

/** The smallest flow that calls the endpoint. */
function contentOf({ connection, slug, endpoint, adaptors, body }: TrialOrder): ReleaseContent {
  const isBare = endpoint.adaptor === undefined && endpoint.type !== 'auth';
  const given = body !== undefined ? { body: 'vars.body' } : isBare ? { body: 'lead' } : {};
  const document: ReleaseContent['bundle']['document'] = {
    leadflow: 1,
    name: 'Test',
    nodes: {
      in: { type: 'webhook', config: { path: 'test' } },
      ask: { type: 'http-request', config: { connection, endpoint: slug, ...given } },
    },
    edges: [{ from: 'in', port: 'lead', to: 'ask' }],
  };
  return {
    flow: 'test',
    name: 'Test',
    version: 0,
    bundle: { document, files: {}, layout: { nodes: {} } },
    adaptors,
    endpoints: { [`${connection}/${slug}`]: { ...endpoint } as unknown as JsonObject },
  };
}
