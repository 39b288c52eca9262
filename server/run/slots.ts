// What a release that a schedule triggers says of its times and of the lead that each of them begins with.
import type { FlowDocument, Json, JsonObject } from '../../flows/language/document.ts';
import { Failure } from '../../flows/language/failures.ts';
import { isObject } from '../../flows/language/json.ts';
import type { TriggerFacts } from '../../nodes/contract.ts';
import type { ResolveConfig } from './fields.ts';

/** The type of the trigger that no source sends. */
const SCHEDULE_TYPE = 'schedule';

/** A schedule, compiled. */
export interface CompiledSchedule {
  /** Five fields. */
  cron: string;
  /** IANA name. */
  zone: string;
  missed: 'once' | 'skip';
  /** The lead of a slot. Fails with EXPRESSION_FAILED, EXPRESSION_LIMIT, LEAD_NOT_OBJECT. */
  leadOf: (trigger: TriggerFacts) => JsonObject;
}

/** The schedule of a flow; undefined where another trigger begins its runs. `compile` makes the trigger's expression. */
export function compileSchedule(
  document: FlowDocument,
  trigger: { node: string; config: JsonObject },
  compile: (field: string, text: string) => ResolveConfig,
): CompiledSchedule | undefined {
  if (document.nodes[trigger.node]?.type !== SCHEDULE_TYPE) return undefined;
  const { cron, zone, missed, lead } = trigger.config;
  const resolve = typeof lead === 'string' && lead !== '' ? compile('lead', lead) : undefined;
  return {
    cron: String(cron),
    zone: typeof zone === 'string' && zone !== '' ? zone : (document.zone ?? 'UTC'),
    missed: missed === 'skip' ? 'skip' : 'once',
    leadOf: (facts) => (resolve ? leadOf(resolve, facts) : {}),
  };
}

function leadOf(resolve: ResolveConfig, trigger: TriggerFacts): JsonObject {
  // Checked at publish: a trigger's expressions are in the total subset, so nothing here waits.
  const moment = { now: Date.parse(trigger.receivedAt), random: () => 0, seed: () => 0 };
  const { lead } = resolve({ trigger }, moment) as { lead: Json | undefined };
  if (lead === undefined || !isObject(lead))
    throw new Failure('LEAD_NOT_OBJECT', { detail: 'Field lead of the schedule.' });
  return lead;
}
