// What is done to many leads at once: what it comes to for one of them, or why it is left as it is.
import { Failure } from '../../../flows/language/failures.ts';
import type { ActReport, LeadAct, LeadChange } from '../lead-ops.ts';
import type { Database, Row } from './database.ts';
import { dncEntry, hasDncList } from './dnc-rows.ts';
import { numberOf } from './lead-marks.ts';
import { hasLeadList } from './lead-rows.ts';

/** Flags that one lead may have. */
const MOST_FLAGS = 50;

/** What the act comes to for a lead: why it is left out, or what it changes; for its number, no change of the lead. */
export function weigh(
  db: Database,
  row: Row | undefined,
  { act, now }: { act: LeadAct; now: number },
): string | Omit<LeadChange, 'id'> {
  if (!row) return 'They are there no more.';
  if (act.kind === 'dnc') return weighNumber(db, row, { list: act.list, now });
  if (act.kind === 'flags') return weighFlags(row, act);
  if (act.kind === 'owner') return row.owner === act.owner ? 'They have this owner already.' : { owner: act.owner };
  if (row.received !== null) return 'They were received and not created: they stand in no list and have no status.';
  if (act.kind === 'list') return row.list === act.list ? 'They are in this list already.' : { list: act.list };
  return row.status === act.status ? 'They have this status already.' : { status: act.status };
}

function weighFlags(row: Row, { add = [], remove = [] }: { add?: string[]; remove?: string[] }) {
  const has = JSON.parse(String(row.flags)) as string[];
  const flags = [...new Set([...has.filter((flag) => !remove.includes(flag)), ...add])];
  if (flags.length > MOST_FLAGS) return `They would have more than ${MOST_FLAGS} flags.`;
  const isSame = flags.length === has.length && flags.every((flag) => has.includes(flag));
  return isSame ? 'Their flags are so already.' : { flags };
}

function weighNumber(db: Database, row: Row, { list, now }: { list: string; now: number }) {
  const raw = String(row.phone_raw);
  const number = numberOf({ e164: String(row.phone), raw });
  if (number === '')
    return raw.trim() === '' ? 'They have no number.' : 'Their number cannot be read as a phone number.';
  return dncEntry(db, { list, number, now }) ? 'Their number is on this list already.' : {};
}

/** Counts what acts come to. */
export class ActCount {
  #changed = 0;
  readonly #skipped = new Map<string, number>();

  add(verdict: ReturnType<typeof weigh>): void {
    if (typeof verdict === 'string') this.#skipped.set(verdict, (this.#skipped.get(verdict) ?? 0) + 1);
    else this.#changed += 1;
  }

  get report(): ActReport {
    return { changed: this.#changed, skipped: [...this.#skipped].map(([says, count]) => ({ says, count })) };
  }
}

/** Fails with REQUEST_INVALID where the act names a status or list that is not there. */
export function needWhatItNames(db: Database, act: LeadAct): void {
  if (act.kind === 'status') needStatus(db, act.status);
  if (act.kind === 'list') needLeadList(db, act.list);
  if (act.kind === 'dnc' && !hasDncList(db, act.list)) throw unknown('list', `There is no DNC list ${act.list}.`);
}

/** Fails with REQUEST_INVALID where there is no such status. */
export function needStatus(db: Database, abbrev: string): void {
  if (!db.get('SELECT 1 FROM lead_status WHERE abbrev = ?', abbrev))
    throw unknown('status', `There is no status ${abbrev}.`);
}

/** Fails with REQUEST_INVALID where there is no such lead list. */
export function needLeadList(db: Database, slug: string): void {
  if (!hasLeadList(db, slug)) throw unknown('list', `There is no lead list ${slug}.`);
}

function unknown(field: string, says: string): Failure {
  return new Failure('REQUEST_INVALID', { detail: says, fields: [{ field, says }] });
}
