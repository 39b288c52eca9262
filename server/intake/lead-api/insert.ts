// POST /v1/leads/insert: the parameters are held to Convoso's rules, and what passes is a run like any other, on disk before the answer.
import { createHash } from 'node:crypto';
import type { JsonObject } from '../../../flows/language/document.ts';
import { Failure } from '../../../flows/language/failures.ts';
import type { TriggerFacts } from '../../../nodes/contract.ts';
import type { Answer } from '../../../nodes/tools.ts';
import type { Claim, Engine, Handle } from '../../engine/engine.ts';
import type { HttpAnswer } from '../../respond/answers.ts';
import { flowApi, pendingApi, refusedApi, toldApi } from '../../respond/lead-api.ts';
import type { CompiledRelease } from '../../run/plan.ts';
import type { DoorRules } from '../door-rules.ts';
import { answerKnown, type KeyDeps, within } from '../known-key.ts';
import type { SourceFacts } from '../sources.ts';
import { faultOfLead, type Held } from './faults.ts';
import type { Parameters } from './parameters.ts';
import { meantPhone, withoutCode } from './phone.ts';

/** What inserting needs. */
export interface InsertDeps extends KeyDeps, Held {
  engine: Pick<Engine, 'accept' | 'known'>;
  /** The release of the lead API. */
  release: () => CompiledRelease | undefined;
  rules: (release: CompiledRelease) => DoorRules;
  now: () => number;
}

/** One call. `header` reads a header of the request. */
export interface ApiCall {
  parameters: Parameters;
  method: string;
  source: SourceFacts;
  header: (name: string) => string | undefined;
}

/** Takes the lead. Fails with STORE_UNAVAILABLE, OVERLOADED, KEY_REUSED, STILL_RUNNING. */
export async function insertLead(call: ApiCall, deps: InsertDeps): Promise<HttpAnswer> {
  const { source, method } = call;
  const parameters = withoutCode(call.parameters, source.region, deps.phone);
  const release = deps.release();
  if (!release) throw new Failure('STORE_UNAVAILABLE', { detail: 'The flow of the lead API cannot be served.' });
  const lead = withoutToken(parameters);
  const now = deps.now();
  const trigger: TriggerFacts = {
    source: source.id,
    path: 'v1/leads/insert',
    method,
    receivedAt: new Date(now).toISOString(),
    region: source.region,
  };
  const text = JSON.stringify(lead);
  const claim = claimOf(call, { text, since: now - deps.rules(release).windowMs });
  const pending = (run: string) => pendingApi(run, source.pending);
  const again = async (known: Claim) => shaped(await answerKnown({ flow: release.flow, claim: known, pending }, deps));
  if (claim && deps.engine.known(release.flow, claim)) return again(claim);
  // Only now: who sends a lead again is told as the first time, whatever has changed since.
  const phone = meantPhone(parameters, source.region, deps.phone)?.e164 ?? '';
  const wrong = faultOfLead({ parameters, phone, release }, deps);
  if (wrong) return refusedApi(wrong);
  // As read, so that the token is in no record.
  const inbox = { type: 'application/json', body: text };
  const handle = deps.engine.accept({ release, lead, trigger, test: source.test, phone, inbox, claim });
  try {
    await handle.accepted;
  } catch (error) {
    if (!claim || !(error instanceof Failure) || error.code !== 'STILL_RUNNING') throw error;
    return again(claim);
  }
  return toldApi(flowApi(await inTime(handle, pending, deps.syncLimitMs)), { run: handle.runId });
}

function withoutToken(parameters: Parameters): Parameters {
  if (!Object.hasOwn(parameters, 'auth_token')) return parameters;
  const { auth_token: _token, ...lead } = parameters;
  return lead;
}

/** A replay is told as the first was, in the same shape. */
function shaped(told: HttpAnswer): HttpAnswer {
  const body = JSON.parse(told.body) as JsonObject;
  const success = body.success === true;
  return { ...told, status: 200, body: JSON.stringify(flowApi({ status: told.status, success, body })) };
}

function claimOf({ header, source }: ApiCall, { text, since }: { text: string; since: number }): Claim | undefined {
  const key = header('idempotency-key') ?? header('webhook-id');
  if (key === undefined || key === '') return undefined;
  const fingerprint = createHash('sha256').update(text).digest('hex');
  // A long one is kept by its hash: two that begin alike are two.
  const short = key.length > 255 ? createHash('sha256').update(key).digest('hex') : key;
  return { key: `${source.test ? 'test:' : ''}${source.id}:${short}`, fingerprint, since };
}

async function inTime(handle: Handle, pendingOf: (run: string) => Answer, limitMs: number): Promise<Answer> {
  const answer = await within([handle.answered, handle.parked], limitMs);
  if (answer) return answer;
  const pending = pendingOf(handle.runId);
  // The lead is stored: even where the store has failed since, its client must not be told to send it again.
  return handle.answerByClock(pending).catch(() => pending);
}
