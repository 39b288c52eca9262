// Keeps a lead, exactly once: a new one, one that was there and is changed, or one that was received and not created.
import { Failure } from '../../../../flows/language/failures.ts';
import type { CreateLead, CreateLeadResult } from '../../../../nodes/tools.ts';
import type { Database, Moment } from '../database.ts';
import { hasLeadList, metLead, sameLeadIn } from '../lead-rows.ts';

/** `id`: the one that a new lead gets; where it is absent, a new one. */
export type CreateLeadArgs = CreateLead & { flow: string; run: string; id?: string };

/** Creates it, or says what it met. Fails with LIST_MISSING. */
export function createLead(db: Database, lead: CreateLeadArgs, moment: Moment): CreateLeadResult {
  if (!hasLeadList(db, lead.list)) throw new Failure('LIST_MISSING', { detail: `Lead list: ${lead.list}.` });
  const id = lead.id ?? moment.newId();
  if (lead.received !== undefined) {
    const of = sameLeadIn(db, lead.phone.e164, { scope: 'account', of: '' }) ?? '';
    insertLead(db, { ...lead, id, received: lead.received, duplicateOf: of }, moment);
    return { did: 'received', leadId: id, duplicateOf: of };
  }
  const existing = lead.onDuplicate === 'allow' ? undefined : metLead(db, lead.phone.e164, lead);
  if (existing && lead.onDuplicate === 'skip') return { did: 'duplicate', leadId: existing };
  if (existing) {
    updateLead(db, existing, { lead, now: moment.now });
    return { did: 'updated', leadId: existing };
  }
  insertLead(db, { ...lead, id, received: null, duplicateOf: null }, moment);
  return { did: 'created', leadId: id };
}

/** `merge` keeps what was not sent, and the status that a person may have given since. */
function updateLead(db: Database, id: string, { lead, now }: { lead: CreateLeadArgs; now: number }): void {
  const merges = lead.onDuplicate === 'merge';
  const before = merges ? db.get('SELECT fields, status FROM lead WHERE id = ?', id) : undefined;
  const fields = before
    ? { ...(JSON.parse(String(before.fields)) as CreateLead['fields']), ...lead.fields }
    : lead.fields;
  const { email, name } = knownOf(fields);
  db.run(
    'UPDATE lead SET status = ?, email = ?, name = ?, fields = ?, raw = ?, run = ?, updated_at = ? WHERE id = ?',
    before ? String(before.status) : lead.status,
    email,
    name,
    JSON.stringify(fields),
    JSON.stringify(lead.raw),
    lead.run,
    now,
    id,
  );
}

interface NewLead extends Omit<CreateLeadArgs, 'received'> {
  id: string;
  received: string | null;
  duplicateOf: string | null;
}

function insertLead(db: Database, lead: NewLead, { now }: Moment): void {
  const { email, name } = knownOf(lead.fields);
  db.run(
    `INSERT INTO lead (id, list, status, phone, phone_raw, email, name, fields, raw, source, flow, run, created_at, updated_at,
      received, duplicate_of) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    lead.id,
    lead.list,
    // It stands nowhere: it is no lead.
    lead.received === null ? lead.status : '',
    lead.phone.e164,
    lead.phone.raw,
    email,
    name,
    JSON.stringify(lead.fields),
    JSON.stringify(lead.raw),
    lead.source,
    lead.flow,
    lead.run,
    now,
    now,
    lead.received,
    lead.duplicateOf,
  );
}

/** What is searched for in the fields of a lead: its e-mail address, lower case, and its name. */
export function knownOf(fields: CreateLead['fields']): { email: string; name: string } {
  const text = (...keys: string[]) => {
    for (const key of keys) if (typeof fields[key] === 'string') return fields[key].trim();
    return '';
  };
  const name =
    text('name', 'full_name') || `${text('first_name', 'firstName')} ${text('last_name', 'lastName')}`.trim();
  return { email: text('email', 'email_address').toLowerCase(), name };
}
