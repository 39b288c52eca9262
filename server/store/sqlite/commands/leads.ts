// Changes leads that are there: one, as a person or the lead API says, or many in chunks.
import { Failure } from '../../../../flows/language/failures.ts';
import type { LeadCommands } from '../../lead-ops.ts';
import { type CommandRunner, command, type Database, type Moment, type Row } from '../database.ts';
import { putDnc } from '../dnc-rows.ts';
import { ActCount, needLeadList, needStatus, needWhatItNames, weigh } from '../lead-acts.ts';
import { changeLeadRow } from '../lead-change.ts';
import { numberOf, originOf } from '../lead-marks.ts';
import { leadOfRun } from '../lead-rows.ts';
import { leadRow } from '../queries/lead-lines.ts';
import { searchLeadIds } from '../queries/lead-search.ts';
import { audit } from './audit.ts';

type Args<N extends keyof LeadCommands> = LeadCommands[N]['args'];

/** Commands about leads, by name. */
export const leadCommands: Record<string, CommandRunner> = {
  'lead.change': command<Args<'lead.change'>>(changeLead),
  'lead.act': command<Args<'lead.act'>>(act),
};

/** A client that was answered before its flow had ended knows the run alone. */
function changeLead(db: Database, args: Args<'lead.change'>, moment: Moment): LeadCommands['lead.change']['result'] {
  const { id: named, by, knownOnly = false, seenAt, ...change } = args;
  const row = leadById(db, named) ?? leadById(db, leadOfRun(db, named) ?? '');
  // The lead API knows no lead that was not created.
  if (!row || (row.received !== null && !knownOnly)) return null;
  if (row.received !== null) needNoPlace(change);
  if (seenAt !== undefined && seenAt !== row.updated_at) {
    throw new Failure('CHANGED_MEANWHILE', { detail: 'The lead was changed since you opened it.' });
  }
  // What it is already may have been given by a flow under a name that nobody keeps.
  if (change.list !== undefined && change.list !== row.list) needLeadList(db, change.list);
  if (knownOnly && change.status !== undefined && change.status !== row.status) needStatus(db, change.status);
  changeLeadRow(db, row, { change, hand: { who: by, run: null }, now: moment.now });
  const { fields = {}, ...others } = change;
  const detail = [...Object.keys(fields), ...Object.keys(others)].join(', ').slice(0, 500);
  audit(db, moment, { who: by, did: 'lead.change', what: String(row.id), detail });
  const after = db.get('SELECT lead.*, source AS source_name FROM lead WHERE id = ?', String(row.id));
  return after ? leadRow(after) : null;
}

function act(db: Database, args: Args<'lead.act'>, { now }: Moment): LeadCommands['lead.act']['result'] {
  const { ids, act, by } = args;
  needWhatItNames(db, act);
  const count = new ActCount();
  const hand = { who: by, run: null };
  const fit = stillMeant(db, args);
  for (const id of ids) {
    const row = db.get('SELECT * FROM lead WHERE id = ?', id);
    const verdict =
      row && !fit.has(id) ? 'They changed meanwhile, and are not meant any more.' : weigh(db, row, { act, now });
    count.add(verdict);
    if (!row || typeof verdict === 'string') continue;
    if (act.kind !== 'dnc') {
      changeLeadRow(db, row, { change: verdict, hand, now });
      continue;
    }
    const number = numberOf({ e164: String(row.phone), raw: String(row.phone_raw) });
    putDnc(db, { list: act.list, number, reason: act.reason, origin: originOf(hand) }, now);
  }
  return count.report;
}

/** A flow may have changed a lead between the search and its turn. */
function stillMeant(db: Database, { ids, filter }: Args<'lead.act'>): ReadonlySet<string> {
  if (!filter) return new Set(ids);
  const sought = { ...filter, ids, q: null, phones: [] };
  return new Set(searchLeadIds(db, { filter: sought, after: null, limit: ids.length }).found);
}

/** What was received and not created may be marked and worked on, and no more. */
function needNoPlace(change: Omit<Args<'lead.change'>, 'by' | 'id'>): void {
  const field = ['status', 'list', 'fields', 'phone'].find((name) => Object.hasOwn(change, name));
  if (field === undefined) return;
  const says = 'It was received and not created: it stands in no list, has no status, and is kept as it came.';
  throw new Failure('REQUEST_INVALID', { detail: says, fields: [{ field, says }] });
}

function leadById(db: Database, id: string): Row | undefined {
  return db.get('SELECT * FROM lead WHERE id = ?', id);
}
