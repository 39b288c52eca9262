// A lead as queries answer it, from its row.
import type { Json } from '../../../../flows/language/document.ts';
import type { LeadDetailRow, LeadRow } from '../../admin-rows.ts';
import type { Database, Row } from '../database.ts';
import { externalIdsOf, priceOf } from '../lead-change.ts';
import { partsOf, regionOf } from '../lead-contact.ts';
import { historyOf } from '../lead-history.ts';
import { text } from './paging.ts';
import { runsOfLead } from './runs.ts';

/** A lead with the names of its source and its import. */
export const LEAD = `SELECT lead.*, COALESCE(source.name, lead.source) AS source_name,
  (SELECT name FROM lead_import WHERE lead_import.id = lead.import) AS import_name
  FROM lead LEFT JOIN source ON source.id = lead.source`;

/** A lead as the API reads it. */
export function leadRow(row: Row): LeadRow {
  return {
    id: text(row.id),
    list: text(row.list),
    status: text(row.status),
    phone: text(row.phone),
    phoneRaw: text(row.phone_raw),
    email: text(row.email),
    name: text(row.name),
    source: text(row.source_name),
    flow: text(row.flow),
    run: text(row.run),
    createdAt: Number(row.created_at),
    updatedAt: Number(row.updated_at),
    received: row.received === null ? null : text(row.received),
    duplicateOf: row.duplicate_of === null ? null : text(row.duplicate_of),
    owner: text(row.owner),
    flags: JSON.parse(text(row.flags)) as string[],
    reference: text(row.reference),
    price: priceOf(row),
    import: row.import === null ? null : { id: text(row.import), name: text(row.import_name) },
  };
}

/** The same with its fields. */
export function leadWithFields(row: Row): LeadRow & { fields: Json } {
  return { ...leadRow(row), fields: JSON.parse(text(row.fields)) as Json };
}

/** Everything of one lead, null where there is none. */
export function leadDetail(db: Database, id: string): LeadDetailRow | null {
  const row = db.get(`${LEAD} WHERE lead.id = ?`, id);
  if (!row) return null;
  const lead = leadWithFields(row);
  return {
    ...lead,
    raw: JSON.parse(text(row.raw)) as Json,
    contact: partsOf(db, row),
    externalIds: externalIdsOf(row),
    region: regionOf(db, row),
    history: historyOf(db, row),
    runs: runsOfLead(db, lead),
  };
}
