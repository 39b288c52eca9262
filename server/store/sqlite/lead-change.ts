// Changes a lead that is there: its row, what it is found by, its history, and what its new status does.
import { knownBy, type NumberRead } from '../../../flows/language/contact.ts';
import type { JsonObject } from '../../../flows/language/document.ts';
import { isSame } from '../../../flows/language/json.ts';
import type { ExternalId, LeadPrice } from '../lead-facts.ts';
import type { LeadChange } from '../lead-ops.ts';
import type { Database, Row } from './database.ts';
import { howRead, keptNumber, regionOf } from './lead-contact.ts';
import { type Difference, fieldsThatDiffer, noteDifferences } from './lead-history.ts';
import { numberOf, obeyDncMark, originOf } from './lead-marks.ts';

/** Who changes it. `brought`: how the fields came, where nobody typed them. */
export interface Hand {
  who: string;
  run: string | null;
  brought?: 'merged' | 'imported';
  /** The import whose hand it is. */
  import?: string;
  /** The lead as it was sent this time. */
  raw?: JsonObject;
}

/** What a change is held against and written back as. */
interface Kept {
  status: string;
  list: string;
  phone: NumberRead;
  fields: JsonObject;
  owner: string;
  flags: string[];
  externalIds: ExternalId[];
  reference: string;
  price: LeadPrice | null;
}

/** Makes the change. `row` is the lead as it is. False where there was nothing to change. */
export function changeLeadRow(
  db: Database,
  row: Row,
  { change, hand, now }: { change: Omit<LeadChange, 'id'>; hand: Hand; now: number },
): boolean {
  const before = keptOf(row);
  const after = changed(before, change);
  const differences = differencesOf(before, after, hand.brought);
  if (differences.length === 0) return false;
  const id = String(row.id);
  write(db, row, { before, after, hand, now });
  noteDifferences(db, { lead: id, ...hand, at: now }, differences);
  const asked = { status: after.status, phone: after.phone, origin: originOf(hand) };
  if (before.status !== after.status || numberOf(before.phone) !== numberOf(after.phone)) obeyDncMark(db, asked, now);
  return true;
}

function keptOf(row: Row): Kept {
  return {
    status: String(row.status),
    list: String(row.list),
    phone: keptNumber(row),
    fields: JSON.parse(String(row.fields)) as JsonObject,
    owner: String(row.owner),
    flags: flagsOf(row),
    externalIds: externalIdsOf(row),
    reference: String(row.reference),
    price: priceOf(row),
  };
}

/** The flags of a lead, as its row keeps them. */
export function flagsOf(row: Row): string[] {
  return JSON.parse(String(row.flags)) as string[];
}

/** The ids of a lead elsewhere, as its row keeps them. */
export function externalIdsOf(row: Row): ExternalId[] {
  const kept = JSON.parse(String(row.external_ids)) as Record<string, string>;
  return Object.entries(kept).map(([system, id]) => ({ system, id }));
}

/** The price of a lead, as its row keeps it. */
export function priceOf(row: Row): LeadPrice | null {
  return row.price === null ? null : { amount: Number(row.price), currency: String(row.currency) };
}

function changed(before: Kept, change: Omit<LeadChange, 'id'>): Kept {
  const { fields: sent = {}, ...others } = change;
  const fields = Object.fromEntries(
    Object.entries({ ...before.fields, ...sent }).filter(([, value]) => value !== null),
  );
  return {
    ...before,
    ...others,
    fields: Object.keys(sent).length === 0 ? before.fields : fields,
    flags: others.flags ? [...new Set(others.flags)] : before.flags,
    externalIds: others.externalIds ? oneASystem(others.externalIds) : before.externalIds,
  };
}

/** The last one that is named counts. */
function oneASystem(ids: readonly ExternalId[]): ExternalId[] {
  return [...new Map(ids.map((each) => [each.system, each])).values()];
}

function differencesOf(before: Kept, after: Kept, brought: Hand['brought']): Difference[] {
  const fields = fieldsThatDiffer(before.fields, after.fields);
  const isNewNumber = before.phone.e164 !== after.phone.e164 || before.phone.raw !== after.phone.raw;
  if (isNewNumber) {
    fields.before = withLine(`Number: ${before.phone.e164 || before.phone.raw}`, fields.before);
    fields.after = withLine(`Number: ${after.phone.e164 || after.phone.raw}`, fields.after);
  }
  // By what they are, not by their words: 1 and "1" read alike. That a lead came again is told even where it brought nothing new.
  const isTold = brought !== undefined || isNewNumber || !isSame(after.fields, before.fields);
  return [
    ...(isTold ? [{ did: brought ?? 'fields', ...fields } as const] : []),
    ...(Object.keys(IN_WORDS) as (keyof typeof IN_WORDS)[]).flatMap((did) => {
      if (isSame(before[did], after[did])) return [];
      return [{ did, before: IN_WORDS[did](before), after: IN_WORDS[did](after) }];
    }),
  ];
}

/** What is changed beside fields, in the order in which it is told. */
const IN_WORDS = {
  status: ({ status }: Kept) => status,
  list: ({ list }: Kept) => list,
  owner: ({ owner }: Kept) => owner,
  flags: ({ flags }: Kept) => flags.join(', '),
  externalIds: ({ externalIds }: Kept) => externalIds.map(({ system, id }) => `${system}: ${id}`).join('\n'),
  reference: ({ reference }: Kept) => reference,
  price: ({ price }: Kept) => (price === null ? '' : `${price.amount} ${price.currency}`.trim()),
};

function withLine(line: string, lines: string): string {
  return lines === '' ? line : `${line}\n${lines}`;
}

function write(
  db: Database,
  row: Row,
  { before, after, hand, now }: { before: Kept; after: Kept; hand: Hand; now: number },
): void {
  const id = String(row.id);
  const { status, list, phone, fields, owner, flags, externalIds, reference, price } = after;
  const isRead = after.fields !== before.fields || after.phone !== before.phone;
  const contact = isRead ? howRead(phone, regionOf(db, row), now) : (row.contact ?? null);
  // Who only gets another owner is found as before.
  const { email, name } = isRead ? knownBy(fields) : { email: String(row.email), name: String(row.name) };
  const run = hand.run ?? String(row.run);
  const firstRun = row.first_run ?? (run === row.run ? null : String(row.run));
  const raw = hand.raw ? JSON.stringify(hand.raw) : String(row.raw);
  const sql = `UPDATE lead SET status = ?, list = ?, phone = ?, phone_raw = ?, fields = ?, contact = ?, email = ?, name = ?, owner = ?,
    flags = ?, external_ids = ?, reference = ?, price = ?, currency = ?, run = ?, first_run = ?, raw = ?, updated_at = ? WHERE id = ?`;
  const ids = JSON.stringify(Object.fromEntries(externalIds.map((each) => [each.system, each.id])));
  const values = [status, list, phone.e164, phone.raw, JSON.stringify(fields), contact, email, name];
  const money = [price?.amount ?? null, price?.currency ?? ''];
  const rest = [owner, JSON.stringify(flags), ids, reference, ...money, run, firstRun, raw, now, id];
  db.run(sql, ...values, ...rest);
  if (flags !== before.flags) indexFlags(db, id, { before: before.flags, after: flags });
  if (externalIds !== before.externalIds) indexExternalIds(db, id, { before: before.externalIds, after: externalIds });
  if (hand.run !== null) for (const each of new Set([String(row.run), hand.run])) noteRun(db, id, each);
}

/** What a lead is found by, beside its own columns: its flags. */
export function indexFlags(
  db: Database,
  lead: string,
  { before, after }: { before: readonly string[]; after: readonly string[] },
): void {
  for (const flag of before) db.run('DELETE FROM lead_flag WHERE flag = ? AND lead = ?', flag, lead);
  for (const flag of after) db.run('INSERT OR IGNORE INTO lead_flag (flag, lead) VALUES (?, ?)', flag, lead);
}

function noteRun(db: Database, lead: string, run: string): void {
  if (run !== '') db.run('INSERT OR IGNORE INTO lead_run (lead, run) VALUES (?, ?)', lead, run);
}

/** The same for its ids elsewhere. */
export function indexExternalIds(
  db: Database,
  lead: string,
  { before, after }: { before: readonly ExternalId[]; after: readonly ExternalId[] },
): void {
  for (const { system, id } of before)
    db.run('DELETE FROM lead_external WHERE id = ? AND system = ? AND lead = ?', id, system, lead);
  for (const { system, id } of after)
    db.run('INSERT OR IGNORE INTO lead_external (id, system, lead) VALUES (?, ?, ?)', id, system, lead);
}
