// DNC lists, validation lists and our own leads: what, had it (not) been on the list, would have altered the decision.
import type { Json, JsonObject } from '../../../flows/language/document.ts';
import { isObject } from '../../../flows/language/json.ts';
import { decideAgain } from './decide-again.ts';
import { goesOn } from './goes-on.ts';
import type { Asked, At } from './known.ts';
import { phoneWords, quoted, textIn } from './words.ts';
import type { Search } from './would-change.ts';

/** Type of the node -> its search. */
export const listChanges: Readonly<Record<string, Search>> = {
  'dnc-check': dncChanges,
  'validation-list': validationChanges,
  'create-lead': duplicateChanges,
};

async function dncChanges(at: At, asked: Asked): Promise<string | undefined> {
  const { step } = at;
  const { hit, number } = isObject(step.out) ? step.out : {};
  if (step.port === 'unreadable') return readableChange(at, asked);
  if (!isObject(hit)) return undefined;
  const left = await decideAgain(at, { reads: { 'dnc.check': null } }, asked);
  if (!left || left.port === step.port) return undefined;
  const which = phoneWords(textIn(number, 'e164') || textIn(hit, 'number'));
  return `If ${which} had not been on the DNC list ${textIn(hit, 'list')}, ${goesOn(at, left.port)}.`;
}

/** A number that may be called by nobody and is valid all the same (555-0100 to 555-0199 are for examples). */
const EXAMPLE = '+12025550123';

async function readableChange(at: At, asked: Asked): Promise<string | undefined> {
  const left = await decideAgain(at, { config: { phone: EXAMPLE }, reads: { 'dnc.check': null } }, asked);
  if (!left || left.port === at.step.port) return undefined;
  return `If the number had been one that can be read, such as ${phoneWords(EXAMPLE)}, ${goesOn(at, left.port)}.`;
}

async function validationChanges(at: At, asked: Asked): Promise<string | undefined> {
  const { step } = at;
  const look = recordedLook(at);
  if (!look || look.gone === true) return undefined;
  const list = isObject(step.in) ? textIn(step.in, 'list') : '';
  const value = textIn(step.out, 'value');
  if (look.found === true) {
    const gone = { ...look, found: false, entry: '' };
    const left = await decideAgain(at, { reads: { 'list.look': gone } }, asked);
    if (!left || left.port === step.port) return undefined;
    return `If ${quoted(value)} had not been on the list ${list}, ${goesOn(at, left.port)}.`;
  }
  const entries = await asked.entriesOf(list);
  const entry = entries?.some[0];
  if (!entries || entry === undefined) return undefined;
  const there = { ...look, found: true, entry };
  const left = await decideAgain(at, { config: { value: entry }, reads: { 'list.look': there } }, asked);
  if (!left || left.port === step.port) return undefined;
  const one = entries.count === 1 ? `the one entry of the list ${list}, ${quoted(entry)}` : '';
  const many = `one of the ${entries.count} entries of the list ${list}, such as ${quoted(entry)}`;
  return `If the value had been ${one || many}, ${goesOn(at, left.port)}.`;
}

function recordedLook({ step }: At): JsonObject | undefined {
  const value: Json | undefined = step.calls.find(({ op }) => op === 'list.look')?.value;
  return isObject(value) ? value : undefined;
}

async function duplicateChanges(at: At, asked: Asked): Promise<string | undefined> {
  const { step } = at;
  if (step.port !== 'duplicate') return undefined;
  const created = { did: 'created', leadId: 'new' };
  const left = await decideAgain(at, { reads: { 'lead.create': created } }, asked);
  if (left?.port !== 'created') return undefined;
  const args = step.calls.find(({ op }) => op === 'lead.create')?.args;
  const list = textIn(args, 'list') || 'default';
  return `If the list ${list} had not held a lead with this number, the lead would have been created.`;
}
