// What is there of a lead: asked by the command that decides, and by who foretells what it will decide.
import type { KnownLead } from '../../../nodes/tools.ts';
import type { Database } from './database.ts';
import { recordsOfRun } from './journal-rows.ts';

/** Whether there is a lead list with this slug. */
export function hasLeadList(db: Database, slug: string): boolean {
  return db.get('SELECT 1 FROM lead_list WHERE slug = ?', slug) !== undefined;
}

/** Whether a lead that gets this status there is put on the account's DNC list; undefined where there is no such list. */
export function leadListFor(db: Database, slug: string, status: string): { dnc: boolean } | undefined {
  const sql = 'SELECT (SELECT dnc FROM lead_status WHERE abbrev = ?) AS dnc FROM lead_list WHERE slug = ?';
  const row = db.get(sql, status, slug);
  return row && { dnc: row.dnc === 1 };
}

/**
 * The oldest lead of the list with the same number, E.164. A number that cannot be read is nobody's duplicate, and what was
 * only received is no lead.
 */
export function sameLead(db: Database, list: string, e164: string): string | undefined {
  return oldest(db, e164, { where: 'list = ?', value: list });
}

/** The same beyond one list: in the lists of a campaign, or in all of them. */
export function sameLeadIn(
  db: Database,
  e164: string,
  { scope, of }: { scope: 'list' | 'campaign' | 'account'; of: string },
): string | undefined {
  if (scope === 'list') return sameLead(db, of, e164);
  if (scope === 'account') return oldest(db, e164, undefined);
  return oldest(db, e164, { where: 'list IN (SELECT slug FROM lead_list WHERE campaign = ?)', value: of });
}

/** The campaign of a lead list; a list without one is its own. */
export function campaignOf(db: Database, list: string): string {
  return String(db.get('SELECT campaign FROM lead_list WHERE slug = ?', list)?.campaign ?? '');
}

/** The lead that one with this number is a duplicate of, as far as its scope goes. A list without a campaign is its own. */
export function metLead(
  db: Database,
  e164: string,
  { list, scope = 'list', scopeOf = '' }: { list: string; scope?: 'list' | 'campaign' | 'account'; scopeOf?: string },
): string | undefined {
  if (scope === 'account') return sameLeadIn(db, e164, { scope, of: '' });
  if (scope === 'list') return sameLead(db, scopeOf || list, e164);
  const campaign = scopeOf || campaignOf(db, list);
  if (campaign === '') return sameLead(db, list, e164);
  return sameLeadIn(db, e164, { scope, of: campaign });
}

/** The same for who only asks. One that an import made is told apart: it may be taken back. */
export function knownLead(db: Database, { phone, ...where }: KnownLead): string | { leadId: string } | undefined {
  const leadId = metLead(db, phone, where);
  if (leadId === undefined) return undefined;
  return db.get('SELECT 1 FROM lead WHERE id = ? AND import IS NOT NULL', leadId) ? { leadId } : leadId;
}

function oldest(db: Database, e164: string, within: { where: string; value: string } | undefined): string | undefined {
  if (e164 === '') return undefined;
  const where = within ? ` AND ${within.where}` : '';
  const sql = `SELECT id FROM lead INDEXED BY lead_phone WHERE phone = ? AND phone <> '' AND received IS NULL${where} ORDER BY id LIMIT 1`;
  const row = db.get(sql, e164, ...(within ? [within.value] : []));
  return typeof row?.id === 'string' ? row.id : undefined;
}

/** The lead that a run created or met, by its journal: leads are not sought by the run that touched them last. */
export function leadOfRun(db: Database, run: string): string | undefined {
  for (const record of recordsOfRun(db, run)) {
    if (record.t !== 'call' || record.op !== 'lead.create') continue;
    const { leadId } = record.value as { leadId?: string };
    if (leadId !== undefined) return leadId;
  }
  return undefined;
}
