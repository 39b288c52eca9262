// What a step that creates leads does: it creates one, or keeps one that is not created, and says which.
import type { CreateLead, Tools } from './tools.ts';

/** A lead that is to be created. */
export type Kept = Omit<CreateLead, 'received'>;
type Creating = Pick<Tools, 'createLead'>;
/** What was done, with the reason in words. */
export interface Done {
  port: string;
  value: { did: string; leadId: string; duplicateOf?: string; again?: true };
  reason: string;
}

/** Creates it, unless its duplicate is there: what becomes of it then is said with the lead. */
export async function create(lead: Kept, tools: Creating): Promise<Done> {
  const { did, leadId, again } = await tools.createLead(lead);
  if (did === 'received') throw new Error('A lead that was to be created was only received.');
  if (!again) return done(did, leadId, lead);
  const reason = `Lead ${leadId} was created when it first came. What this run made otherwise was changed.`;
  return { port: did, value: { did, leadId, again }, reason };
}

/** What was done about a lead, in words; its id is in the value. */
export function done(did: keyof typeof REASONS, leadId: string, place: Place): Done {
  return { port: did, value: { did, leadId }, reason: REASONS[did](place) };
}

/** What is not created may be kept all the same: as received. */
export async function skip(
  { scope: _scope, scopeOf: _of, ...lead }: Kept,
  { by, kept = false }: { by: string; kept?: boolean | undefined },
  tools: Creating,
): Promise<Done> {
  const received = `${by} says No.`;
  if (!kept)
    return { port: 'skipped', value: { did: 'skipped', leadId: '' }, reason: `No lead was created: ${received}` };
  const { leadId, duplicateOf = '', again } = await tools.createLead({ ...lead, onDuplicate: 'allow', received });
  if (again) {
    const reason = `The lead was created when it first came, and stays as it is: ${received}`;
    return { port: 'skipped', value: { did: 'skipped', leadId, again }, reason };
  }
  const of = duplicateOf === '' ? '' : ' There was a lead with this number already.';
  const reason = `The lead was received and not created: ${received}${of}`;
  return { port: 'skipped', value: { did: 'skipped', leadId, duplicateOf }, reason };
}

const REASONS = {
  created: ({ list, status }: Place) => `The lead was created in the list ${list} with the status ${status}.`,
  updated: (place: Place) => `The lead was in ${whereSought(place)} already and was updated.`,
  duplicate: (place: Place) => `T${whereSought(place).slice(1)} already holds this lead.`,
};

/** Where its duplicates are looked for, in words that begin with `the`. */
function whereSought({ list, scope = 'list', scopeOf = '' }: Place): string {
  if (scope === 'account') return 'the account';
  if (scope === 'campaign') return scopeOf === '' ? `the campaign of the list ${list}` : `the campaign ${scopeOf}`;
  return `the list ${scopeOf || list}`;
}

type Place = Pick<Kept, 'list' | 'status' | 'scope' | 'scopeOf'>;
