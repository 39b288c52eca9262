// DNC lists and our own leads: what, had it (not) been there, would have altered the decision.
import { isObject } from '../../../flows/language/json.ts';
import { validationChanges } from './change-validation.ts';
import { decideAgain } from './decide-again.ts';
import { goesOn } from './goes-on.ts';
import type { Asked, At } from './known.ts';
import { placeOf } from './says-acting.ts';
import { dncLists } from './says-judging.ts';
import { phoneWords, textIn } from './words.ts';
import type { Search } from './would-change.ts';

/** Type of the node -> its search. */
export const listChanges: Readonly<Record<string, Search>> = {
  'dnc-check': dncChanges,
  'validation-list': validationChanges,
  'create-lead': duplicateChanges,
  'find-lead': foundChanges,
  reserve: reservedChanges,
};

async function dncChanges(at: At, asked: Asked): Promise<string | undefined> {
  const { step } = at;
  const { hit, number, doubt } = isObject(step.out) ? step.out : {};
  if (step.port === 'unreadable') return readableChange(at, asked);
  if (!isObject(hit) && !isObject(doubt)) return undefined;
  const left = await decideAgain(at, { reads: { 'dnc.check': null } }, asked);
  if (!left || left.port === step.port) return undefined;
  const which = phoneWords(textIn(number, 'e164') || textIn(hit, 'number') || textIn(number, 'raw'));
  const { count, words } = dncLists(at);
  if (!isObject(hit)) {
    // The first list that could not tell is recorded; others may not either.
    const others = count > 1 ? `, and every other of ${words},` : '';
    const who = `the DNC list ${textIn(doubt, 'list')}${others}`;
    return `If ${who} had been there and up to date, without ${which}, ${goesOn(at, left.port)}.`;
  }
  // The first list that holds a number is recorded; others may hold it too.
  const where = count > 1 ? `had been on none of ${words}` : `had not been on the DNC list ${textIn(hit, 'list')}`;
  return `If ${which} ${where}, ${goesOn(at, left.port)}.`;
}

/** A number that may be called by nobody and is valid all the same (555-0100 to 555-0199 are for examples). */
const EXAMPLE = '+12025550123';

async function readableChange(at: At, asked: Asked): Promise<string | undefined> {
  const left = await decideAgain(at, { config: { phone: EXAMPLE }, reads: { 'dnc.check': null } }, asked);
  if (!left || left.port === at.step.port) return undefined;
  return `If the number had been one that can be read, such as ${phoneWords(EXAMPLE)}, ${goesOn(at, left.port)}.`;
}

async function duplicateChanges(at: At, asked: Asked): Promise<string | undefined> {
  if (at.step.port !== 'duplicate') return undefined;
  const created = { did: 'created', leadId: 'new' };
  const left = await decideAgain(at, { reads: { 'lead.create': created } }, asked);
  if (left?.port !== 'created') return undefined;
  return `If ${placeOf(at)} had not held a lead with this number, the lead would have been created.`;
}

async function foundChanges(at: At, asked: Asked): Promise<string | undefined> {
  if (at.step.port !== 'found') return undefined;
  const left = await decideAgain(at, { reads: { 'lead.known': null } }, asked);
  if (!left || left.port === at.step.port) return undefined;
  return `If ${placeOf(at)} had not held a lead with this number, ${goesOn(at, left.port)}.`;
}

async function reservedChanges(at: At, asked: Asked): Promise<string | undefined> {
  if (at.step.port !== 'taken') return undefined;
  const free = { until: '', met: null };
  const left = await decideAgain(at, { reads: { 'reservation.take': free } }, asked);
  return left?.port === 'free' ? `If no equal lead had come before it, ${goesOn(at, left.port)}.` : undefined;
}
