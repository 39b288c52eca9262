// A lead whose run is made again: what its step kept before is changed by what it makes of it now, and never made twice.
import type { JsonObject } from '../../../flows/language/document.ts';
import { isSame } from '../../../flows/language/json.ts';
import type { CreateLead, CreateLeadResult } from '../../../nodes/tools.ts';
import type { LeadChange } from '../lead-ops.ts';
import type { Database, Moment, Row } from './database.ts';
import { changeLeadRow, externalIdsOf, flagsOf, type Hand } from './lead-change.ts';
import { marksOf } from './lead-marks.ts';
import { isOneOfSeveral, madeBefore } from './run-again.ts';

/** A lead that a step creates, in a run that may be made from another. */
export type LeadAgain = CreateLead & { flow: string; run: string; step: string; hand: Hand };

/**
 * The lead that the same step created in an earlier run. Only what this run makes otherwise is changed: what a person has given
 * it stays. What is received and not created once more stays as it is, and so does one that would not be created now. Undefined
 * where there is none, or it is gone.
 */
export function createdBefore(db: Database, lead: LeadAgain, { now }: Moment): CreateLeadResult | undefined {
  const its = keptBefore(db, lead);
  const created = its.find(({ told }) => told.did === 'created');
  const found = lead.received === undefined ? created : (created ?? its.find(({ told }) => told.did === 'received'));
  const row = found && db.get('SELECT * FROM lead WHERE id = ?', found.told.leadId);
  if (!found || !row) return undefined;
  const leadId = String(row.id);
  if (lead.received !== undefined && found === created) return { did: 'received', leadId, again: true };
  if (lead.received !== undefined) return { did: 'received', leadId, duplicateOf: String(row.duplicate_of ?? '') };
  const change = otherwise(db, { row, before: found.args as unknown as CreateLead, lead });
  changeLeadRow(db, row, { change, hand: lead.hand, now });
  return { did: 'created', leadId, again: true };
}

/** What the same step kept of the lead in earlier runs, the newest first. */
function keptBefore(db: Database, lead: LeadAgain): ReturnType<typeof madeBefore> {
  const made = madeBefore(db, lead.run).filter(({ node }) => node === lead.step);
  const isOfMany = made.length > 0 && [lead, ...made].some(({ run }) => isOneOfSeveral(db, run));
  return made.filter(({ args }) => !isOfMany || isOneItem(args as unknown as CreateLead, lead));
}

/**
 * What an earlier run received and did not create is created by this one: the record becomes the lead, with its history, its
 * flags, and the owner that a person gave it. Answers its id; undefined where there is none.
 */
export function createReceived(db: Database, lead: LeadAgain, { now }: Moment): string | undefined {
  const id = keptBefore(db, lead).find(({ told }) => told.did === 'received')?.told.leadId;
  const row = id && db.get('SELECT * FROM lead WHERE id = ? AND received IS NOT NULL', id);
  if (!row) return undefined;
  const { status, list, phone, owner, reference, price, flags = [], externalIds = {} } = lead;
  const others = Object.entries(externalIds).map(([system, each]) => ({ system, id: each }));
  const change = {
    fields: otherFields(JSON.parse(String(row.fields)) as JsonObject, lead.fields),
    ...{ status, list, phone },
    ...(owner === undefined || isByHand(db, id, 'owner') ? {} : { owner }),
    ...(reference === undefined ? {} : { reference }),
    ...(price === undefined ? {} : { price }),
    flags: [...flagsOf(row), ...flags],
    externalIds: [...externalIdsOf(row), ...others],
  };
  db.run('UPDATE lead SET received = NULL, duplicate_of = NULL WHERE id = ?', id);
  const { brought: _itIsNew, ...hand } = lead.hand;
  changeLeadRow(db, row, { change, hand, now });
  return id;
}

/** Of several that are called, another may stand in this place now: it is known by what it was given, or by its number. */
function isOneItem(before: CreateLead, { raw, phone }: LeadAgain): boolean {
  return isSame(before.raw, raw) || (phone.e164 !== '' && before.phone.e164 === phone.e164);
}

function otherwise(
  db: Database,
  { row, before, lead }: { row: Row; before: CreateLead; lead: LeadAgain },
): Omit<LeadChange, 'id'> {
  const { status, list, phone, owner, reference, price, flags, externalIds } = lead;
  const isOther = (name: keyof CreateLead) => !isSame(lead[name] ?? null, before[name] ?? null);
  const mayStand = (did: 'status' | 'list') => isOther(did) && !isByHand(db, String(row.id), did);
  return {
    fields: otherFields(before.fields, lead.fields),
    ...(mayStand('status') && !marksOf(db, String(row.status)).final ? { status } : {}),
    ...(mayStand('list') ? { list } : {}),
    ...(isOther('phone') ? { phone } : {}),
    ...(owner !== undefined && isOther('owner') ? { owner } : {}),
    ...(reference !== undefined && isOther('reference') ? { reference } : {}),
    ...(price !== undefined && isOther('price') ? { price } : {}),
    ...(flags !== undefined && isOther('flags') ? { flags: [...flagsOf(row), ...flags] } : {}),
    ...(externalIds !== undefined && isOther('externalIds')
      ? { externalIds: [...externalIdsOf(row), ...Object.entries(externalIds).map(([system, id]) => ({ system, id }))] }
      : {}),
  };
}

/** What is not there any more goes. */
function otherFields(before: JsonObject, now: JsonObject): JsonObject {
  const names = new Set([...Object.keys(before), ...Object.keys(now)]);
  const other = [...names].filter((name) => !isSame(before[name] ?? null, now[name] ?? null));
  return Object.fromEntries(other.map((name) => [name, now[name] ?? null]));
}

/** Whether somebody else than a flow gave the lead its status, list or owner. */
function isByHand(db: Database, lead: string, did: 'status' | 'list' | 'owner'): boolean {
  const sql = "SELECT 1 FROM lead_history WHERE lead = ? AND did = ? AND who NOT LIKE 'flow:%' LIMIT 1";
  return db.get(sql, lead, did) !== undefined;
}
