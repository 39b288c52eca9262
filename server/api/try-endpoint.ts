// Tries an endpoint with one lead: the request as a step would send it, what came back, what it means, and what went wrong in words.

import type { Json, JsonObject } from '../../flows/language/document.ts';
import { FAILURES } from '../../flows/language/failure-table.ts';
import { Failure } from '../../flows/language/failures.ts';
import { endpointRead, findAnswer } from '../../flows/language/found-answer.ts';
import type { ConnectionDocument, EndpointDocument } from '../../flows/language/receivers.ts';
import type { RemoteAnswer } from '../../nodes/tools.ts';
import type { MaskedRequest } from '../run/records.ts';
import type { ExchangeResult } from '../store/exchange-rows.ts';
import { newId } from '../store/ids.ts';
import type { ApiDeps } from './deps.ts';
import { type KeptForTest, keptForTest } from './kept-for-test.ts';
import type { AnswerFoundView, ExchangeFaultView } from './schemas-exchanges.ts';

/** What is tried. */
export interface Tried {
  slug: string;
  endpoint: string;
  /** The connection as calls use it, its template in it; `isDraft` where it is not saved so. */
  connection: { document: ConnectionDocument; version: string };
  isDraft: boolean;
  lead: JsonObject;
  /** Sent in the place of what the adaptor makes. */
  body?: Json | undefined;
  dryRun: boolean;
}

/** What came of it. `ms`: of the whole, milliseconds. */
export interface TrialEnd {
  sent: boolean;
  ms: number;
  /** What the adaptor made of the lead; null where there is none. */
  made: Json;
  /** The kept results that went into the call, and where they are from. */
  kept: Omit<KeptForTest, 'answer'>[];
  request: MaskedRequest | null;
  answer: RemoteAnswer | null;
  fault: ExchangeFaultView | null;
  found: AnswerFoundView | null;
}

const NOTHING: TrialEnd = {
  ...{ sent: false, ms: 0, made: null, kept: [], request: null },
  ...{ answer: null, fault: null, found: null },
};
const MEND_AND_TEST = 'Correct what it names, and test again.';

/** Tries it. What fails as a call of a run would is told in `fault`. Fails with NOT_FOUND where there is no such endpoint. */
export async function tryEndpoint(tried: Tried, deps: ApiDeps): Promise<TrialEnd> {
  const { slug, endpoint: name, connection, isDraft, lead, body, dryRun } = tried;
  const endpoint = connection.document.endpoints[name];
  if (!endpoint) throw new Failure('NOT_FOUND', { detail: `Endpoint ${name} of the connection ${slug}.` });
  const tools = deps.trial.tools(isDraft ? connection : undefined);
  const began = performance.now();
  const end: TrialEnd = { ...NOTHING };
  try {
    const adaptors = adaptorsOf(endpoint, deps);
    const kept = await keptForTest(slug, { document: connection.document, endpoint: name }, deps);
    end.kept = kept.map(({ name, endpoint, at }) => ({ name, endpoint, at }));
    const results = Object.fromEntries(kept.map(({ name, answer }) => [name, answer]));
    const order = { connection: slug, slug: name, endpoint, adaptors, lead, body, results, now: deps.now() };
    const call = await deps.trial.callOf(order);
    const key = `test/${newId(deps.now())}`;
    if (endpoint.adaptor !== undefined) end.made = call.body;
    // Shown also where the call itself then fails.
    end.request = tools.preview(call, key).masked;
    if (!dryRun) {
      const { prepared, answer } = await tools.exchange(call, key);
      Object.assign(end, { sent: true, request: prepared.masked, answer });
      end.found = await findAnswer(answer, endpointRead(connection.document, name) ?? endpoint, deps.parse);
    }
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    end.fault = faultOf(error, tools.sentOf(error));
    end.sent = end.fault.sent === 'unknown';
  }
  end.ms = Math.round(performance.now() - began);
  return end;
}

function adaptorsOf({ adaptor }: EndpointDocument, { workspace }: ApiDeps) {
  if (adaptor === undefined) return {};
  const known = workspace.adaptor(adaptor);
  if (known) return { [adaptor]: known.document };
  const says = `The endpoint names the adaptor ${adaptor}, which is not there.`;
  throw new Failure('CONFIG_INVALID', { detail: says, fields: [{ field: 'adaptor', says }] });
}

/** A failure in words, with what to do about it: a test has no run to open. */
function faultOf(failure: Failure, sent: 'no' | 'unknown'): ExchangeFaultView {
  const remedy = failure.code === 'CONFIG_INVALID' ? MEND_AND_TEST : FAILURES[failure.code].remedy;
  return { code: failure.code, says: failure.message, remedy, sent };
}

/** What the log says of a test: the result, and the reason. */
export function resultOf({ answer, fault, found }: TrialEnd): { result: ExchangeResult; reason: string } {
  if (fault) return { result: fault.sent === 'no' ? 'not-sent' : 'unknown', reason: fault.says };
  if (!found) return { result: answer ? 'answered' : 'not-sent', reason: '' };
  return { result: found.outcome, reason: found.reasons[0] ?? found.rule };
}
