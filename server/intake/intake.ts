// One request of a source, from its bytes to its answer: who, what, whether it is allowed, then into the engine's hands.
import { createHash } from 'node:crypto';
import type { JsonObject } from '../../flows/language/document.ts';
import { Failure } from '../../flows/language/failures.ts';
import type { Answer, Phone, TriggerFacts } from '../../nodes/contract.ts';
import type { Engine, Handle } from '../engine/engine.ts';
import { flowAnswer, type HttpAnswer, pendingAnswer } from '../respond/answers.ts';
import type { CompiledRelease } from '../run/plan.ts';
import { type ReadText, readBody, readForm } from './read-lead.ts';
import { type SourceBook, type SourceFacts, sourceOf } from './sources.ts';

/** What intake is made of. */
export interface IntakeDeps {
  engine: Engine;
  sources: SourceBook;
  liveAt: (path: string) => CompiledRelease | undefined;
  read: ReadText;
  phone: (raw: string, region: string) => Phone;
  now: () => number;
  /** How long a caller waits for the flow's answer, milliseconds. */
  syncLimitMs: number;
}

/** A request as intake needs it. `query` is the raw text after `?`. */
export interface LeadRequest {
  path: string;
  method: string;
  query: string;
  header: (name: string) => string | undefined;
  body: Buffer;
}

/** Takes one lead and resolves with what its caller is told. Fails with every intake code of the table of failures. */
export async function takeLead(request: LeadRequest, deps: IntakeDeps): Promise<HttpAnswer> {
  const release = deps.liveAt(request.path);
  if (!release) throw new Failure('PATH_UNKNOWN', { detail: `/in/${request.path}` });
  checkMethod(request.method, release);
  const query = readForm(request.query);
  const source = sourceOf(
    { ...request, flow: release.flow, queryKey: textOf(query.key), now: deps.now() },
    deps.sources,
  );
  if (source.paused) throw new Failure('SOURCE_PAUSED', { detail: `Source: ${source.name}.` });
  const { lead, text } = readLead(request, query, deps.read);
  const wrong = release.invalid(lead);
  if (wrong.length > 0)
    throw new Failure('LEAD_INVALID', {
      detail: wrong.map((each) => `${each.field} ${each.says}`).join('; '),
      fields: wrong,
    });
  const trigger = factsOf(request, source, deps.now());
  const claim = claimOf(request, { release, lead, trigger });
  if (claim) {
    const known = deps.engine.known(release.flow, claim);
    if (known) return replay(known);
  }
  const handle = deps.engine.accept({
    release,
    lead,
    trigger,
    test: isTest(request, { source, lead, release }),
    phone: phoneOf(lead, source.region, deps),
    inbox: { type: request.header('content-type') ?? '', body: text ?? request.body },
    claim,
  });
  await handle.accepted;
  return flowAnswer(await answerInTime(handle, release, deps.syncLimitMs), { run: handle.runId, replayed: false });
}

function checkMethod(method: string, release: CompiledRelease): void {
  const methods = release.trigger.config.methods;
  const allowed = Array.isArray(methods) ? methods.map(String) : ['POST'];
  if (!allowed.includes(method)) throw new Failure('METHOD_NOT_ALLOWED', { detail: `Allowed: ${allowed.join(', ')}.` });
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
  { release, lead, trigger }: { release: CompiledRelease; lead: JsonObject; trigger: TriggerFacts },
): { key: string; fingerprint: string } | undefined {
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
  // A key belongs to its source: two sources that count from 1 must not meet.
  return { key: `${trigger.source}:${key}`, fingerprint };
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

function replay(known: { runId: string; sameLead: boolean; answer: Answer | undefined }): HttpAnswer {
  if (!known.sameLead) throw new Failure('KEY_REUSED', { detail: `The run of the first lead is ${known.runId}.` });
  if (!known.answer) throw new Failure('STILL_RUNNING', { detail: `The run is ${known.runId}.` });
  return flowAnswer(known.answer, { run: known.runId, replayed: true });
}

const YES = new Set(['true', '1', 'yes', 'on']);

function isTest(
  request: LeadRequest,
  { source, lead, release }: { source: SourceFacts; lead: JsonObject; release: CompiledRelease },
): boolean {
  if (source.test || YES.has(request.header('x-leadflow-test')?.toLowerCase() ?? '')) return true;
  const field = release.trigger.config.testField;
  return (
    typeof field === 'string' &&
    field !== '' &&
    Object.hasOwn(lead, field) &&
    YES.has(String(lead[field]).toLowerCase())
  );
}

/** The names under which sources send a number, most telling first. */
const PHONE_FIELDS = ['phone_number', 'phone', 'phoneNumber', 'mobile', 'phone1', 'phone_1', 'tel', 'telephone'];

function phoneOf(lead: JsonObject, region: string, { phone }: IntakeDeps): string {
  const field = PHONE_FIELDS.find((name) => typeof lead[name] === 'string' || typeof lead[name] === 'number');
  return field === undefined ? '' : phone(String(lead[field]), region).e164;
}

/** The flow's answer within the limit; else the pending one, journaled first so that a replay tells the same. */
async function answerInTime(handle: Handle, release: CompiledRelease, limitMs: number): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), limitMs);
  });
  const answer = await Promise.race([handle.answered, handle.parked, limit]);
  clearTimeout(timer);
  if (answer) return answer;
  const pending = pendingAnswer(release.trigger.config, handle.runId);
  // The lead is stored: even where the store has failed since, its caller must not be told to send it again.
  return handle.answerByClock(pending).catch(() => pending);
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
