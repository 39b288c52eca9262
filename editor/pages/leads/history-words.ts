// The history of a lead in words: what was done, what it was before and after, and who did it. Pure.
import { whoLabel } from '../../kit/who-words.ts';
import type { LeadEvent } from '../../types.ts';

const DEEDS: Readonly<Record<LeadEvent['did'], string>> = {
  created: 'Created',
  status: 'Status changed',
  list: 'Moved to another list',
  owner: 'Owner changed',
  flags: 'Flags changed',
  fields: 'Fields changed',
  price: 'Price changed',
  reference: 'Reference changed',
  externalIds: 'Ids in other systems changed',
  merged: 'Merged with what came in again',
  imported: 'Changed by an import',
};

/** One thing that changed. `name`: which field, '' where the deed says it. `before` undefined: there is nothing to compare. */
export interface Changed {
  name: string;
  before: string | undefined;
  after: string;
}
/** What an entry says: the deed, and what stood there before and after. */
export interface ChangeWords {
  deed: string;
  changes: readonly Changed[];
}

/** What an empty side reads beside the other. */
const NONE = 'none';
/** Deeds whose sides have a line for each field: `email: ann@example.com`. */
const BY_FIELD: readonly LeadEvent['did'][] = ['fields', 'merged', 'imported'];

/** An entry in words. */
export function changeWords({ did, before, after }: Pick<LeadEvent, 'did' | 'before' | 'after'>): ChangeWords {
  const deed = DEEDS[did];
  if (did === 'created' && after === '') return { deed: 'Received, not created', changes: [] };
  if (before === '' && after === '') return { deed, changes: [] };
  // What was received and not created has no status, until a run that is made again creates it.
  if (did === 'created' || (did === 'status' && before === ''))
    return { deed: DEEDS.created, changes: [{ name: '', before: undefined, after: `with the status ${after}` }] };
  if (BY_FIELD.includes(did)) return { deed, changes: fieldChangesOf(before, after) };
  return { deed, changes: [{ name: '', before: before || NONE, after: after || NONE }] };
}

function fieldChangesOf(before: string, after: string): Changed[] {
  const [was, is] = [fieldsIn(before), fieldsIn(after)];
  const names = [...new Set([...was.keys(), ...is.keys()])];
  return names.map((name) => ({ name, before: was.get(name) || NONE, after: is.get(name) || NONE }));
}

/** A line without a name goes on with the one before it. */
function fieldsIn(text: string): Map<string, string> {
  const fields = new Map<string, string>();
  let last = '';
  for (const line of text === '' ? [] : text.split('\n')) {
    const [, name, value] = /^([^:\s]+): (.*)$/.exec(line) ?? [];
    if (name !== undefined) last = name;
    fields.set(last, name === undefined ? `${fields.get(last) ?? ''}\n${line}`.trim() : (value ?? ''));
  }
  return fields;
}

/** Who did it: a person by e-mail address, or what acts by itself, with the page it is told apart by. */
export function whoWords(who: string): { label: string; to: string | undefined } {
  const [kind = '', ...rest] = who.split(':');
  const name = rest.join(':');
  if (kind === 'flow') return { label: `Flow ${name}`, to: `/flows/${name}` };
  if (kind === 'source') return { label: `Source ${name}`, to: `/sources?q=${encodeURIComponent(name)}` };
  if (kind === 'import') return { label: `Import of ${name}`, to: undefined };
  return { label: whoLabel(who), to: undefined };
}

/** Changes that were made at once: one moment, one hand, one run. */
export interface Stroke extends Pick<LeadEvent, 'at' | 'who' | 'run'> {
  entries: readonly LeadEvent[];
}

/** The history as strokes, the newest first; within one the order stays. */
export function strokesOf(history: readonly LeadEvent[]): Stroke[] {
  const strokes: (Stroke & { entries: LeadEvent[] })[] = [];
  for (const entry of history) {
    const last = strokes.at(-1);
    const isSame = last && last.at === entry.at && last.who === entry.who && last.run === entry.run;
    if (isSame) last.entries.push(entry);
    else strokes.push({ at: entry.at, who: entry.who, run: entry.run, entries: [entry] });
  }
  return strokes.toReversed();
}
