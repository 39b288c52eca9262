// Who calls the lead API: the source whose key is the token, unless it, or the API, is paused or has sent too much.
import { hash } from 'node:crypto';
import { ACCOUNT_FLOW } from '../../../flows/language/account-flow.ts';
import { Failure } from '../../../flows/language/failures.ts';
import type { HttpAnswer } from '../../respond/answers.ts';
import { forbiddenApi, refusedApi, TOKEN_INVALID } from '../../respond/lead-api.ts';
import type { GateDeps } from '../gate.ts';
import { Later } from '../later.ts';
import { type ShedDeps, shed } from '../shedding.ts';
import type { SourceFacts } from '../sources.ts';
import { type Parameters, textOf } from './parameters.ts';

/** What is asked of who calls. */
export type CallerDeps = Pick<GateDeps, 'sources' | 'pauses' | 'rate' | 'wrongKeys' | 'monotonic'> & ShedDeps;

/** How long a paused sender is asked to wait, seconds. */
const PAUSE_SECONDS = 60;

/**
 * The source, or what its caller is told instead: 5001 for no token or a wrong one, 403 for the key of another flow. Fails
 * with TOO_MANY_TRIES.
 */
export function callerOf(
  parameters: Parameters,
  { key, address }: { key: string | undefined; address: string },
  deps: CallerDeps,
): SourceFacts | HttpAnswer {
  const token = textOf(parameters, 'auth_token') || (key ?? '');
  const source = token === '' ? undefined : deps.sources.byKeyHash(hash('sha256', token));
  if (source) return source.flow === ACCOUNT_FLOW ? source : forbiddenApi();
  const seconds = token === '' ? 0 : deps.wrongKeys.count(address, deps.monotonic());
  if (seconds > 0) throw new Later('TOO_MANY_TRIES', seconds, 'Each was a wrong token.');
  return refusedApi(TOKEN_INVALID);
}

/** Whether the call may go on now. Fails with FLOW_PAUSED, SOURCE_PAUSED, RATE_LIMITED, and as shedding does. */
export function assertOpen(source: SourceFacts, deps: CallerDeps): void {
  const flow = deps.pauses.of('flow', ACCOUNT_FLOW);
  if (flow?.mode === 'refuse') throw new Later('FLOW_PAUSED', PAUSE_SECONDS);
  const own = deps.pauses.of('source', source.id);
  if (own?.mode === 'refuse') throw new Later('SOURCE_PAUSED', PAUSE_SECONDS, `Source: ${source.name}.`);
  const seconds = deps.rate.wait(source, deps.monotonic());
  if (seconds > 0) throw new Later('RATE_LIMITED', seconds, `It may send ${source.ratePerMinute} a minute.`);
  const full = shed(deps);
  if (full) throw full;
}

/** True for an answer that stands in the place of a caller. */
export function isTold(found: SourceFacts | HttpAnswer): found is HttpAnswer {
  return 'status' in found;
}

/** Fails with METHOD_NOT_ALLOWED. */
export function assertMethod(method: string): void {
  if (method !== 'POST' && method !== 'GET') throw new Failure('METHOD_NOT_ALLOWED', { detail: 'Allowed: GET, POST.' });
}
