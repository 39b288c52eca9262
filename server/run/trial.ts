// The call that a step would make of one endpoint and one lead: for tests of an endpoint, before any flow uses it.
import type { AdaptorDocument, Json, JsonObject } from '../../flows/language/document.ts';
import { Failure } from '../../flows/language/failures.ts';
import type { EndpointDocument } from '../../flows/language/receivers.ts';
import type { OutboundCall } from '../../nodes/tools.ts';
import type { ReleaseContent } from '../workspace/workspace.ts';
import { foreseeCall } from './foresee.ts';
import { compileRelease } from './plan.ts';
import type { WalkServices } from './step.ts';

/** What is tried. `adaptors` holds those that the endpoint names. */
export interface TrialOrder {
  connection: string;
  /** Short name of the endpoint, and its definition as it is tried. */
  slug: string;
  endpoint: EndpointDocument;
  adaptors: Record<string, AdaptorDocument>;
  lead: JsonObject;
  /** What to send in the place of what the adaptor makes; the lead itself where there is no adaptor either. */
  body?: Json | undefined;
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
  const call = await foreseeCall(release, 'ask', { accepted, steps: [], services });
  if (!call) throw new Failure('CONFIG_INVALID', { detail: 'The endpoint makes no call.' });
  return call;
}

/** The smallest flow that calls the endpoint. */
function contentOf({ connection, slug, endpoint, adaptors, body }: TrialOrder): ReleaseContent {
  const given = body !== undefined ? { body: 'vars.body' } : endpoint.adaptor === undefined ? { body: 'lead' } : {};
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
