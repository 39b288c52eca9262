// What is there of a lead: asked by the command that decides, and by who foretells what it will decide.
import type { KnownLead, LeadScope } from '../../../nodes/tools.ts';
import type { Database } from './database.ts';
import { recordsOfRun } from './journal-rows.ts';
import { leadsMadeBefore } from './run-again.ts';

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

/** Where a lead with the same number is looked for. `besides`: leads that do not count. */
interface Within {
  scope: 'list' | 'campaign' | 'account';
  of: string;
  besides?: readonly string[];
}

/**
 * The oldest lead with the same number, E.164, of a list, of the lists of a campaign, or of all. A number that cannot be read
 * is nobody's duplicate, and what was only received is no lead.
 */
export function sameLeadIn(db: Database, e164: string, { scope, of, besides = [] }: Within): string | undefined {
  if (e164 === '') return undefined;
  const place = scope === 'account' ? [] : [of];
  const row =
    besides.length === 0
      ? db.get(SAME[scope], e164, ...place)
      : db.get(sameIn(scope, BESIDES), e164, ...place, JSON.stringify(besides));
  return typeof row?.id === 'string' ? row.id : undefined;
}

const WITHIN = {
  account: '',
  list: ' AND list = ?',
  campaign: ' AND list IN (SELECT slug FROM lead_list WHERE campaign = ?)',
} as const;
const BESIDES = ' AND id NOT IN (SELECT value FROM json_each(?))';

function sameIn(scope: keyof typeof WITHIN, besides: string): string {
  return `SELECT id FROM lead INDEXED BY lead_phone
    WHERE phone = ? AND phone <> '' AND received IS NULL${WITHIN[scope]}${besides} ORDER BY id LIMIT 1`;
}

/** Asked with every lead: their texts are made once. */
const SAME = { account: sameIn('account', ''), list: sameIn('list', ''), campaign: sameIn('campaign', '') } as const;

/** The campaign of a lead list; a list without one is its own. */
export function campaignOf(db: Database, list: string): string {
  return String(db.get('SELECT campaign FROM lead_list WHERE slug = ?', list)?.campaign ?? '');
}

/**
 * The lead that one with this number is a duplicate of, as far as its scope goes. A list without a campaign is its own.
 * `besides`: leads that do not count.
 */
export function metLead(
  db: Database,
  e164: string,
  { list, scope = 'list', scopeOf = '', besides = [] }: LeadScope & { list: string; besides?: readonly string[] },
): string | undefined {
  if (scope === 'account') return sameLeadIn(db, e164, { scope, of: '', besides });
  const campaign = scope === 'campaign' ? scopeOf || campaignOf(db, list) : '';
  if (campaign !== '') return sameLeadIn(db, e164, { scope, of: campaign, besides });
  return sameLeadIn(db, e164, { scope: 'list', of: scope === 'list' ? scopeOf || list : list, besides });
}

/** The same for who only asks. One that an import made is told apart: it may be taken back. A run does not meet what it made before. */
export function knownLead(db: Database, { phone, run, ...where }: KnownLead): string | { leadId: string } | undefined {
  const met = metLead(db, phone, where);
  const besides = met === undefined || run === undefined ? [] : leadsMadeBefore(db, run);
  const leadId = met !== undefined && besides.includes(met) ? metLead(db, phone, { ...where, besides }) : met;
  if (leadId === undefined) return undefined;
  return db.get('SELECT 1 FROM lead WHERE id = ? AND import IS NOT NULL', leadId) ? { leadId } : leadId;
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
