// The same lead once more, as a new one: what came is read and checked again, by the release that serves now.
import type { JsonObject } from '../../flows/language/document.ts';
import { Failure } from '../../flows/language/failures.ts';
import type { TriggerFacts } from '../../nodes/contract.ts';
import type { Phone } from '../../nodes/tools.ts';
import type { Engine, Handle } from '../engine/engine.ts';
import type { CompiledRelease } from '../run/plan.ts';
import { phoneOf } from './phone-of.ts';
import { type ReadText, readBody, readForm } from './read-lead.ts';

/** What was sent then. `body` is absent for a run that no request began: then its lead is taken as it was. */
export interface OldLead {
  release: CompiledRelease;
  body: { type: string; bytes: Buffer } | undefined;
  lead: JsonObject;
  trigger: TriggerFacts;
  test: boolean;
  from: { run: string; by: string };
}

/** Gives it to the engine, without a key: asked for twice, it is done twice. Fails as intake does for its body and fields. */
export function replayLead(
  old: OldLead,
  deps: {
    engine: Pick<Engine, 'accept'>;
    read: ReadText;
    phone: (raw: string, region: string) => Phone;
    now: () => number;
  },
): Handle {
  const { release, body, trigger, test, from } = old;
  const lead = body ? leadIn(body, trigger.method, deps.read) : old.lead;
  const wrong = release.invalid(lead);
  if (wrong.length > 0)
    throw new Failure('LEAD_INVALID', {
      detail: wrong.map((each) => `${each.field} ${each.says}`).join('; '),
      fields: wrong,
    });
  return deps.engine.accept({
    release,
    lead,
    trigger: { ...trigger, receivedAt: new Date(deps.now()).toISOString() },
    test,
    phone: phoneOf(lead, trigger.region, { phone: deps.phone, ahead: false }),
    inbox: body && { type: body.type, body: body.bytes },
    claim: undefined,
    from: { run: from.run, node: null, by: from.by, kept: [] },
  });
}

function leadIn({ type, bytes }: { type: string; bytes: Buffer }, method: string, read: ReadText): JsonObject {
  return method === 'GET' ? readForm(bytes.toString('utf8')) : readBody({ type, bytes }, read).lead;
}
