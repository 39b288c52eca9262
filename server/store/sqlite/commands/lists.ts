// Changes the words that leads are kept under: lead lists, campaigns and statuses.
import { Failure } from '../../../../flows/language/failures.ts';
import type { LeadListRow, StatusRow } from '../../admin-rows.ts';
import type { CampaignRow, LeadCommands } from '../../lead-ops.ts';
import { type CommandRunner, command, type Database, type Moment } from '../database.ts';
import { campaignBy, leadListBy, statusBy } from '../queries/lead-words.ts';
import { audit } from './audit.ts';

type Args<N extends keyof LeadCommands> = LeadCommands[N]['args'];

/** Commands about lead lists, campaigns and statuses, by name. */
export const listCommands: Record<string, CommandRunner> = {
  'leadList.create': command<Args<'leadList.create'>>(createLeadList),
  'leadList.change': command<Args<'leadList.change'>>(changeLeadList),
  'leadList.remove': command<Args<'leadList.remove'>>((db, { slug, by }, moment) => {
    assertEmpty(existing(leadListBy(db, slug), `Lead list ${slug}.`).leads, 'list');
    db.run('DELETE FROM lead_list WHERE slug = ?', slug);
    audit(db, moment, { who: by, did: 'lead-list.remove', what: slug, detail: '' });
    return null;
  }),
  'campaign.create': command<Args<'campaign.create'>>((db, { slug, name, by }, moment) => {
    if (!addCampaign(db, { slug, name }, moment)) throw new Failure('ALREADY_EXISTS', { detail: `Campaign ${slug}.` });
    audit(db, moment, { who: by, did: 'campaign.create', what: slug, detail: name });
    return existing(campaignBy(db, slug), slug);
  }),
  'campaign.change': command<Args<'campaign.change'>>((db, { slug, name, by }, moment): CampaignRow => {
    existing(campaignBy(db, slug), `Campaign ${slug}.`);
    db.run('UPDATE campaign SET name = ? WHERE slug = ?', name, slug);
    audit(db, moment, { who: by, did: 'campaign.change', what: slug, detail: name });
    return existing(campaignBy(db, slug), slug);
  }),
  'campaign.remove': command<Args<'campaign.remove'>>(removeCampaign),
  'status.create': command<Args<'status.create'>>(createStatus),
  'status.change': command<Args<'status.change'>>(changeStatus),
  'status.remove': command<Args<'status.remove'>>((db, { abbrev, by }, moment) => {
    assertEmpty(existing(statusBy(db, abbrev), `Status ${abbrev}.`).leads, 'status');
    db.run('DELETE FROM lead_status WHERE abbrev = ?', abbrev);
    audit(db, moment, { who: by, did: 'status.remove', what: abbrev, detail: '' });
    return null;
  }),
};

function createLeadList(
  db: Database,
  { slug, name, campaign, by }: Args<'leadList.create'>,
  moment: Moment,
): LeadListRow {
  const sql = 'INSERT INTO lead_list (slug, name, created_at, campaign) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING';
  const added = db.run(sql, slug, name, moment.now, campaign);
  if (added === 0) throw new Failure('ALREADY_EXISTS', { detail: `List ${slug}.` });
  if (campaign !== '') addCampaign(db, { slug: campaign, name: campaign }, moment);
  audit(db, moment, { who: by, did: 'lead-list.create', what: slug, detail: name });
  return existing(leadListBy(db, slug), slug);
}

function changeLeadList(db: Database, args: Args<'leadList.change'>, moment: Moment): LeadListRow {
  const { slug, by } = args;
  const list = existing(leadListBy(db, slug), `Lead list ${slug}.`);
  const { name = list.name, campaign = list.campaign } = args;
  if (campaign !== '') addCampaign(db, { slug: campaign, name: campaign }, moment);
  db.run('UPDATE lead_list SET name = ?, campaign = ? WHERE slug = ?', name, campaign, slug);
  audit(db, moment, { who: by, did: 'lead-list.change', what: slug, detail: `${name}. ${campaign}`.trim() });
  return existing(leadListBy(db, slug), slug);
}

/** A list may name a campaign that nobody has made: then it is made. False where it is there. */
function addCampaign(db: Database, { slug, name }: { slug: string; name: string }, { now }: Moment): boolean {
  return db.run('INSERT OR IGNORE INTO campaign (slug, name, created_at) VALUES (?, ?, ?)', slug, name, now) === 1;
}

function removeCampaign(db: Database, { slug, by }: Args<'campaign.remove'>, moment: Moment): null {
  const { lists } = existing(campaignBy(db, slug), `Campaign ${slug}.`);
  const dnc = db.all("SELECT slug FROM dnc_list WHERE scope = 'campaign' AND campaign = ?", slug);
  const users = [...lists, ...dnc.map((row) => `DNC list ${String(row.slug)}`)];
  if (users.length > 0) throw new Failure('IN_USE', { detail: `Lists of it: ${users.join(', ')}.` });
  db.run('DELETE FROM campaign WHERE slug = ?', slug);
  audit(db, moment, { who: by, did: 'campaign.remove', what: slug, detail: '' });
  return null;
}

function createStatus(db: Database, args: Args<'status.create'>, moment: Moment): StatusRow {
  const { abbrev, label, final, success, dnc, by } = args;
  const sql =
    'INSERT INTO lead_status (abbrev, label, final, success, dnc) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING';
  const added = db.run(sql, abbrev, label, Number(final), Number(success), Number(dnc));
  if (added === 0) throw new Failure('ALREADY_EXISTS', { detail: `Status ${abbrev}.` });
  audit(db, moment, { who: by, did: 'status.create', what: abbrev, detail: `${label}. ${marksInWords(args)}`.trim() });
  return existing(statusBy(db, abbrev), abbrev);
}

/** What a mark does counts for leads that get the status from then on. */
function changeStatus(db: Database, args: Args<'status.change'>, moment: Moment): StatusRow {
  const { abbrev, by } = args;
  const before = existing(statusBy(db, abbrev), `Status ${abbrev}.`);
  const { label = before.label, final = before.final, success = before.success, dnc = before.dnc } = args;
  const sql = 'UPDATE lead_status SET label = ?, final = ?, success = ?, dnc = ? WHERE abbrev = ?';
  db.run(sql, label, Number(final), Number(success), Number(dnc), abbrev);
  const after = existing(statusBy(db, abbrev), abbrev);
  audit(db, moment, { who: by, did: 'status.change', what: abbrev, detail: `${label}. ${marksInWords(after)}`.trim() });
  return after;
}

function marksInWords({ final, success, dnc }: { final: boolean; success: boolean; dnc: boolean }): string {
  return [...(final ? ['Final.'] : []), ...(success ? ['Success.'] : []), ...(dnc ? ['DNC.'] : [])].join(' ');
}

function assertEmpty(leads: number, field: string): void {
  if (leads === 0) return;
  const says = leads === 1 ? '1 lead has it.' : `${leads.toLocaleString('en')} leads have it.`;
  throw new Failure('IN_USE', { detail: says, fields: [{ field, says }] });
}

function existing<T>(row: T | undefined, detail: string): T {
  if (row === undefined) throw new Failure('NOT_FOUND', { detail });
  return row;
}
