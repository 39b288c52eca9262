// Runs of one lead: a run that was made from another is the same lead once more, and meets nothing that the other has made.
import type { Json } from '../../../flows/language/document.ts';
import type { CreateLeadResult } from '../../../nodes/tools.ts';
import type { Database } from './database.ts';
import { recordsOfRun } from './journal-rows.ts';

/** Runs of one lead that are looked at; more are a mistake of a script. */
const MOST = 100;

/** The first run that this one was made from, or itself. One that was called counts by its place in the run that called it. */
export function countsAs(db: Database, run: string): string {
  for (let id = run; ; ) {
    const { top, rest } = placeOf(id);
    const from = db.get('SELECT from_run FROM run WHERE id = ?', top)?.from_run;
    if (typeof from !== 'string') return id;
    id = `${from}${rest}`;
  }
}

/** Whether two runs, by what they count as, are one lead: the same, or one of them was called by the other. */
export function isOneLead(a: string, b: string): boolean {
  return a === b || a.startsWith(`${b}.`) || b.startsWith(`${a}.`);
}

/** Whether it was called as one of several, or a run that called it was: for a list, in whose places others may stand the next time. */
export function isOneOfSeveral(db: Database, run: string): boolean {
  const parts = run.split('.');
  return parts.some((part, at) => {
    const isPlace = at > 0 && at % 2 === 0;
    const second = [...parts.slice(0, at), '2'].join('.');
    return isPlace && (Number(part) > 1 || db.get('SELECT 1 FROM run WHERE id = ?', second) !== undefined);
  });
}

/** A lead that a step of a run created: what it asked for, and what it was told. */
interface Made {
  run: string;
  node: string;
  args: Json;
  told: CreateLeadResult;
}

/** What earlier runs of the lead created, the newest run first. */
export function madeBefore(db: Database, run: string): Made[] {
  const earlier = runsOfLead(db, run).filter((each) => each !== run);
  // Ids of runs follow the time, and what they called follows them.
  return earlier
    .sort()
    .toReversed()
    .flatMap((each) =>
      recordsOfRun(db, each).flatMap((record) => {
        if (record.t !== 'call' || record.op !== 'lead.create') return [];
        const node = record.call.slice(0, record.call.lastIndexOf('.'));
        return [{ run: each, node, args: record.args ?? {}, told: record.value as CreateLeadResult }];
      }),
    );
}

/** Leads that earlier runs of the lead created: none of them is its duplicate. */
export function leadsMadeBefore(db: Database, run: string): string[] {
  return madeBefore(db, run).flatMap(({ told }) => (told.did === 'created' ? [told.leadId] : []));
}

/** The first run, and all that were made from it, from those, and so on. */
function runsOfLead(db: Database, run: string): string[] {
  const made = 'SELECT id FROM run WHERE from_run = ? ORDER BY id LIMIT ?';
  const found = new Set([countsAs(db, run)]);
  // It grows while it is walked.
  for (const each of found) {
    if (found.size >= MOST) break;
    for (const { id } of db.all(made, each, MOST)) found.add(String(id));
    const { top, rest } = placeOf(each);
    if (rest !== '') for (const { id } of db.all(made, top, MOST)) found.add(`${String(id)}${rest}`);
  }
  return [...found];
}

/** `<run>.<node>.<n>`: the run that no other called, and the way from it. */
function placeOf(run: string): { top: string; rest: string } {
  const cut = run.indexOf('.');
  return cut < 0 ? { top: run, rest: '' } : { top: run.slice(0, cut), rest: run.slice(cut) };
}
