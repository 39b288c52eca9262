// Keeps a lead, exactly once: a new one, one that was there and is changed, or one that was received and not created.

import { knownBy } from '../../../../flows/language/contact.ts';
import type { JsonObject } from '../../../../flows/language/document.ts';
import { Failure } from '../../../../flows/language/failures.ts';
import type { CreateLead, CreateLeadResult } from '../../../../nodes/tools.ts';
import type { ExternalId } from '../../lead-facts.ts';
import type { Database, Moment, Row } from '../database.ts';
import { createdBefore, createReceived } from '../lead-again.ts';
import { changeLeadRow, externalIdsOf, flagsOf, type Hand, indexExternalIds, indexFlags } from '../lead-change.ts';
import { howRead, regionOf } from '../lead-contact.ts';
import { marksOf, obeyDncMark, originOf } from '../lead-marks.ts';
import { leadListFor, metLead, sameLeadIn } from '../lead-rows.ts';
import { leadsMadeBefore } from '../run-again.ts';

/**
 * `id`: the one that a new lead gets; where it is absent, a new one. `hand`: who brings it, where no flow does. `again`: the
 * step that creates it, where an earlier run of the same lead may have done so.
 */
export type CreateLeadArgs = CreateLead & { flow: string; run: string; id?: string; hand?: Hand; again?: string };

/** Creates it, or says what it met. Fails with LIST_MISSING. */
export function createLead(db: Database, lead: CreateLeadArgs, moment: Moment): CreateLeadResult {
  const place = leadListFor(db, lead.list, lead.status);
  if (!place) throw new Failure('LIST_MISSING', { detail: `Lead list: ${lead.list}.` });
  const again = lead.again === undefined ? undefined : { ...lead, step: lead.again, hand: handOf(lead) };
  const before = again && createdBefore(db, again, moment);
  if (before) return before;
  const id = lead.id ?? moment.newId();
  if (lead.received !== undefined) {
    const besides = again === undefined ? [] : leadsMadeBefore(db, lead.run);
    const of = sameLeadIn(db, lead.phone.e164, { scope: 'account', of: '', besides }) ?? '';
    insertLead(db, { ...lead, id, received: lead.received, duplicateOf: of, dnc: false }, moment);
    noteMet(db, of, lead.hand);
    return { did: 'received', leadId: id, duplicateOf: of };
  }
  const existing = lead.onDuplicate === 'allow' ? undefined : metLead(db, lead.phone.e164, lead);
  if (existing && lead.onDuplicate === 'skip') {
    noteMet(db, existing, lead.hand);
    return { did: 'duplicate', leadId: existing };
  }
  if (existing) {
    updateLead(db, existing, { lead, now: moment.now });
    return { did: 'updated', leadId: existing };
  }
  const received = again && createReceived(db, again, moment);
  if (received !== undefined) return { did: 'created', leadId: received };
  insertLead(db, { ...lead, id, received: null, duplicateOf: null, dnc: place.dnc }, moment);
  return { did: 'created', leadId: id };
}

/** A lead that an import made is all that is left of whoever came as its duplicate: then it outlives that import. */
export function noteMet(db: Database, met: string, hand: Hand | undefined): void {
  if (met === '') return;
  const sql = `INSERT OR IGNORE INTO lead_met (lead, who)
    SELECT id, ?1 FROM lead WHERE id = ?2 AND import IS NOT NULL AND import <> ?1`;
  db.run(sql, hand?.import ?? '', met);
}

/** `merge` keeps what was not sent, and the status that a person may have given since; a final status stays either way. */
function updateLead(db: Database, id: string, { lead, now }: { lead: CreateLeadArgs; now: number }): void {
  const row = db.get('SELECT * FROM lead WHERE id = ?', id);
  if (!row) return;
  const { owner, flags, reference, price, externalIds } = lead;
  const keepsStatus = lead.onDuplicate === 'merge' || marksOf(db, String(row.status)).final;
  const change = {
    fields: lead.onDuplicate === 'merge' ? lead.fields : { ...nothingOf(row), ...lead.fields },
    ...(keepsStatus ? {} : { status: lead.status }),
    ...(owner === undefined ? {} : { owner }),
    ...(flags === undefined ? {} : { flags: [...flagsOf(row), ...flags] }),
    ...(reference === undefined ? {} : { reference }),
    ...(price === undefined ? {} : { price }),
    ...(externalIds === undefined ? {} : { externalIds: mergedIds(row, externalIds) }),
  };
  changeLeadRow(db, row, { change, hand: handOf(lead), now });
}

function handOf({ hand, flow, run, raw }: CreateLeadArgs): Hand {
  return { ...(hand ?? { who: `flow:${flow}`, run, brought: 'merged' }), raw };
}

/** Every field of the row as one that goes. */
function nothingOf(row: Row): JsonObject {
  return Object.fromEntries(Object.keys(JSON.parse(String(row.fields)) as JsonObject).map((name) => [name, null]));
}

function mergedIds(row: Row, sent: Record<string, string>): ExternalId[] {
  const kept = Object.fromEntries(externalIdsOf(row).map(({ system, id }) => [system, id]));
  return Object.entries({ ...kept, ...sent }).map(([system, id]) => ({ system, id }));
}

interface NewLead extends Omit<CreateLeadArgs, 'received'> {
  id: string;
  received: string | null;
  duplicateOf: string | null;
  /** Its status has the DNC mark. */
  dnc: boolean;
}

const INSERT = `INSERT INTO lead (id, list, status, phone, phone_raw, email, name, fields, raw, source, flow, run, created_at,
  updated_at, received, duplicate_of, contact, owner, flags, external_ids, reference, price, currency)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

function insertLead(db: Database, lead: NewLead, { now }: Moment): void {
  const { id, phone, fields, flags = [], externalIds = {}, price, received } = lead;
  const contact = howRead(phone, lead.region ?? regionOf(db, lead), undefined);
  const { email, name } = knownBy(fields);
  // It stands nowhere: it is no lead.
  const status = received === null ? lead.status : '';
  const place = [
    id,
    lead.list,
    status,
    phone.e164,
    phone.raw,
    email,
    name,
    JSON.stringify(fields),
    JSON.stringify(lead.raw),
  ];
  const origin = [lead.source, lead.flow, lead.run, now, now, received, lead.duplicateOf];
  const more = [
    contact,
    lead.owner ?? '',
    JSON.stringify([...new Set(flags)]),
    JSON.stringify(externalIds),
    lead.reference ?? '',
  ];
  db.run(INSERT, ...place, ...origin, ...more, price?.amount ?? null, price?.currency ?? '');
  if (flags.length > 0) indexFlags(db, id, { before: [], after: flags });
  const elsewhere = Object.entries(externalIds).map(([system, each]) => ({ system, id: each }));
  if (elsewhere.length > 0) indexExternalIds(db, id, { before: [], after: elsewhere });
  if (lead.dnc) obeyDncMark(db, { status, phone, origin: originOf(lead.hand ?? { who: '', run: lead.run }) }, now);
}
