// One request of a source that passed the gate, from its body to its answer: read, checked, into the engine's hands.
import { createHash } from 'node:crypto';
import type { JsonObject } from '../../flows/language/document.ts';
import { Failure } from '../../flows/language/failures.ts';
import type { TriggerFacts } from '../../nodes/contract.ts';
import type { Answer, Phone } from '../../nodes/tools.ts';
import type { Claim, Engine, Handle } from '../engine/engine.ts';
import { flowAnswer, type HttpAnswer, pendingAnswer } from '../respond/answers.ts';
import type { CompiledRelease } from '../run/plan.ts';
import type { Admitted, Gate, Head } from './gate.ts';
import { answerKnown, type KeyDeps, within } from './known-key.ts';
import { phoneOf } from './phone-of.ts';
import { type ReadText, readBody, readForm } from './read-lead.ts';
import type { SourceFacts } from './sources.ts';

/** What intake is made of. */
export interface IntakeDeps extends KeyDeps {
  engine: Pick<Engine, 'accept' | 'known'>;
  gate: Pick<Gate, 'signed'>;
  read: ReadText;
  phone: (raw: string, region: string) => Phone;
  now: () => number;
}

/** A request as intake needs it. */
export interface LeadRequest extends Head {
  body: Buffer;
}

/** Takes one lead and resolves with what its caller is told. Fails with every intake code of the table of failures. */
export async function takeLead(request: LeadRequest, admitted: Admitted, deps: IntakeDeps): Promise<HttpAnswer> {
  const { release, rules, query } = admitted;
  const now = deps.now();
  const source = admitted.source ?? deps.gate.signed(request, request.body, { flow: release.flow, now });
  if ('status' in source) return source;
  const { lead, text } = readLead(request, query, deps.read);
  const wrong = release.invalid(lead);
  if (wrong.length > 0)
    throw new Failure('LEAD_INVALID', {
      detail: wrong.map((each) => `${each.field} ${each.says}`).join('; '),
      fields: wrong,
    });
  const trigger = factsOf(request, source, now);
  const test = isTest(request, { source, lead, testField: rules.testField });
  const claim = claimOf(request, { release, lead, trigger, test, since: now - rules.windowMs });
  const { config } = release.trigger;
  const pending = (run: string) => pendingAnswer(config, run, source.pending);
  const known = claim && deps.engine.known(release.flow, claim);
  if (known) return answerKnown({ flow: release.flow, claim, pending }, deps);
  const handle = deps.engine.accept({
    release,
    lead,
    trigger,
    test,
    phone: phoneOf(lead, source.region, { phone: deps.phone, ahead: rules.readsPhones }),
    inbox: { type: request.header('content-type') ?? '', body: text ?? request.body },
    claim,
    ...(rules.atOnce ? { answerAtOnce: pending } : {}),
  });
  try {
    await handle.accepted;
  } catch (error) {
    // Another process took the key between our look and our write.
    if (!claim || !(error instanceof Failure) || error.code !== 'STILL_RUNNING') throw error;
    return answerKnown({ flow: release.flow, claim, pending }, deps);
  }
  const { runId: run } = handle;
  if (rules.atOnce) return flowAnswer(pending(run), { run, replayed: false });
  return flowAnswer(await answerInTime(handle, pending, deps.syncLimitMs), { run, replayed: false });
}

function readLead(
  request: LeadRequest,
  query: JsonObject,
  read: ReadText,
): { lead: JsonObject; text: string | undefined } {
  if (request.method !== 'GET') return readBody({ type: request.header('content-type'), bytes: request.body }, read);
  const { key: _key, ...lead } = query;
  if (Object.keys(lead).length === 0)
    throw new Failure('BODY_EMPTY', { detail: 'Send the fields of the lead as query parameters.' });
  return { lead, text: withoutKey(request.query) };
}

/** The query as sent, but for the source's key: that is a secret, and a new key does not make another lead. */
function withoutKey(query: string): string {
  const pairs = query.split('&').filter((pair) => pair !== '' && !Object.hasOwn(readForm(pair), 'key'));
  return pairs.join('&');
}

function factsOf(request: LeadRequest, source: SourceFacts, now: number): TriggerFacts {
  return {
    source: source.id,
    path: request.path,
    method: request.method,
    receivedAt: new Date(now).toISOString(),
    region: source.region,
  };
}

/** The idempotency key, from the first of: our header, Standard Webhooks' id, the trigger's expression on the lead. */
function claimOf(
  request: LeadRequest,
  {
    release,
    lead,
    trigger,
    test,
    since,
  }: { release: CompiledRelease; lead: JsonObject; trigger: TriggerFacts; test: boolean; since: number },
): Claim | undefined {
  const key = request.header('idempotency-key') ?? request.header('webhook-id') ?? keyByFlow(release, lead, trigger);
  if (key === undefined) return undefined;
  if (key.length === 0 || key.length > 255) {
    throw new Failure('LEAD_INVALID', {
      detail: 'An idempotency key has 1 to 255 characters.',
      fields: [{ field: 'Idempotency-Key', says: 'has 1 to 255 characters' }],
    });
  }
  const fingerprint = createHash('sha256')
    .update(`${request.method} ${request.path}?${withoutKey(request.query)}\n`)
    .update(request.body)
    .digest('hex');
  // A key belongs to its source: two sources that count from 1 must not meet. Nor must a test and the real lead that
  // follows it with the same key: that one would be told that it was taken, and go nowhere.
  return { key: `${test ? 'test:' : ''}${trigger.source}:${key}`, fingerprint, since };
}

/** The key by the trigger's expression. A lead that it cannot read is the sender's to mend, before anything is stored. */
function keyByFlow(release: CompiledRelease, lead: JsonObject, trigger: TriggerFacts): string | undefined {
  try {
    return release.keyOf(lead, trigger);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw new Failure('LEAD_INVALID', {
      detail: `The idempotency key of this flow cannot be made from the lead. ${error.detail ?? error.message}`,
      fields: error.fields,
      cause: error,
    });
  }
}

const YES = new Set(['true', '1', 'yes', 'on']);

function isTest(
  request: LeadRequest,
  { source, lead, testField }: { source: SourceFacts; lead: JsonObject; testField: string | undefined },
): boolean {
  if (source.test) return true;
  const asked = request.header('x-leadflow-test');
  if (asked !== undefined && YES.has(asked.toLowerCase())) return true;
  return testField !== undefined && Object.hasOwn(lead, testField) && YES.has(String(lead[testField]).toLowerCase());
}

/** The flow's answer within the limit; else the pending one, journaled first so that a replay tells the same. */
async function answerInTime(handle: Handle, pendingOf: (run: string) => Answer, limitMs: number): Promise<Answer> {
  const answer = await within([handle.answered, handle.parked], limitMs);
  if (answer) return answer;
  const pending = pendingOf(handle.runId);
  // The lead is stored: even where the store has failed since, its caller must not be told to send it again.
  return handle.answerByClock(pending).catch(() => pending);
}
