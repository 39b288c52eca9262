// Simulated LeadConduit flows: submissions and pings as its OpenAPI file describes them, with flows that say no in each way.
import { XMLParser } from 'fast-xml-parser';
import { json, type Reply } from './reply.ts';
import type { Call } from './request.ts';
import type { System } from './system.ts';

/** Flow ids by what they do; any other 24 hexadecimal digits are no flow. */
export const LEADCONDUIT_FLOWS = {
  open: '5f0000000000000000000001',
  capped: '5f0000000000000000000002',
  closed: '5f0000000000000000000003',
  noBid: '5f0000000000000000000004',
  overloaded: '5f0000000000000000000005',
  broken: '5f0000000000000000000006',
} as const;

const ADDRESS = /^\/flows\/([0-9a-f]{24})\/sources\/([0-9a-f]{24})\/(submit|ping)$/;
const READ = ['application/json', 'application/x-www-form-urlencoded', 'application/xml', 'text/xml'];
const XML = /^(application|text)\/xml$/;

interface Outcome {
  outcome: 'success' | 'failure' | 'error';
  reason?: string;
  price: number;
}

/** Flows that take leads: each number once. */
export class LeadConduitFlows implements System {
  readonly #taken = new Set<string>();
  #next = 1;

  reply(call: Call): Reply | undefined {
    const [, flow = '', , verb] = ADDRESS.exec(call.path) ?? [];
    if (flow === '') return undefined;
    const unread = unreadable(call);
    if (unread) return unread;
    if (flow === LEADCONDUIT_FLOWS.overloaded)
      return { ...json({ message: 'Service unavailable' }, 503), headers: { 'Retry-After': '1' } };
    if (!Object.values<string>(LEADCONDUIT_FLOWS).includes(flow)) return json({ message: 'Flow not found' }, 404);
    const lead = leadOf(call);
    if (!lead) return json({ message: 'Unable to parse body' }, 400);
    return verb === 'ping' ? this.#ping(call, flow) : this.#submit(call, { flow, lead });
  }

  /** 201 for every lead that was handled, whatever came of it; 303 where the lead names a redirect. */
  #submit(call: Call, { flow, lead }: { flow: string; lead: Record<string, unknown> }): Reply {
    const id = this.#next.toString(16).padStart(24, '5');
    this.#next += 1;
    const outcome = this.#judge(flow, lead);
    if (typeof lead.redir_url === 'string')
      return { status: 303, type: 'text/plain', body: '', headers: { Location: lead.redir_url } };
    return written(call, { ...outcome, lead: { id } }, 201);
  }

  #judge(flow: string, lead: Record<string, unknown>): Outcome {
    const phone = String(lead.phone_1 ?? lead.phone ?? '').replace(/\D/g, '');
    const no = (reason: string): Outcome => ({ outcome: 'failure', reason, price: 0 });
    if (flow === LEADCONDUIT_FLOWS.broken) return { outcome: 'error', reason: 'Recipient timed out', price: 0 };
    if (flow === LEADCONDUIT_FLOWS.capped) return no('Cap reached');
    if (flow === LEADCONDUIT_FLOWS.closed) return no('Outside hours of operation');
    if (phone === '') return no('phone_1 is blank');
    if (!String(lead.email ?? 'a@b').includes('@')) return no('email must be valid');
    if (this.#taken.has(`${flow} ${phone}`)) return no('Duplicate lead');
    this.#taken.add(`${flow} ${phone}`);
    return { outcome: 'success', price: 7.5 };
  }

  /** A ping that would pay nothing is no bid. */
  #ping(call: Call, flow: string): Reply {
    const noBid = flow === LEADCONDUIT_FLOWS.noBid;
    const bid: Outcome = noBid ? { outcome: 'failure', reason: 'no bid', price: 0 } : { outcome: 'success', price: 5 };
    return written(call, { ...bid }, 200);
  }

  reset(): void {
    this.#taken.clear();
    this.#next = 1;
  }
}

function unreadable(call: Call): Reply | undefined {
  if (call.method !== 'POST') return json({ message: 'Method not allowed' }, 405);
  if (call.type === '' || !READ.includes(call.type)) return json({ message: 'Unsupported content type' }, 415);
  const accept = call.header('accept');
  return /json|xml|\*\/\*/.test(accept) || accept === '' ? undefined : json({ message: 'Not acceptable' }, 406);
}

/** Body and query merged; raw line breaks inside JSON texts are repaired as the real one does. Undefined where unreadable. */
function leadOf(call: Call): Record<string, unknown> | undefined {
  const query = Object.fromEntries(call.query);
  try {
    if (XML.test(call.type)) return { ...query, ...(new XMLParser().parse(call.text).lead as object) };
    if (call.type !== 'application/json') return { ...query, ...Object.fromEntries(new URLSearchParams(call.text)) };
    const repaired = call.text.replace(/[\t\r\n]/g, ' ');
    return { ...query, ...(JSON.parse(repaired) as Record<string, unknown>) };
  } catch {
    return undefined;
  }
}

/** In XML where that is accepted first, else in JSON. */
function written(call: Call, value: Record<string, unknown>, status: number): Reply {
  if (!/^(application|text)\/xml/.test(call.header('accept'))) return json(value, status);
  return { status, type: 'application/xml', body: `<?xml version="1.0"?>\n<result>${inner(value)}</result>` };
}

function inner(value: object): string {
  return Object.entries(value)
    .map(
      ([name, part]) =>
        `<${name}>${typeof part === 'object' ? inner(part as object) : escaped(String(part))}</${name}>`,
    )
    .join('');
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
