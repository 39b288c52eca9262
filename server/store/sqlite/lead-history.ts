// The history of a lead: what changed after its creation, and the runs that touched it.
import type { Json, JsonObject } from '../../../flows/language/document.ts';
import { isSame } from '../../../flows/language/json.ts';
import type { LeadDeed, LeadEvent } from '../lead-facts.ts';
import type { Database, Row } from './database.ts';

/** What changed, in words. */
export type Difference = Pick<LeadEvent, 'did' | 'before' | 'after'>;

/** Letters of a text that are kept: fields of a lead may be long. */
const LONGEST = 2000;

/** Of which lead it is told, who did it, in which run or import, and when. */
interface Told {
  lead: string;
  who: string;
  run: string | null;
  import?: string | null;
  at: number;
}

/** Writes differences below those that are there. */
export function noteDifferences(
  db: Database,
  { lead, who, run, at, import: id = null }: Told,
  differences: readonly Difference[],
): void {
  if (differences.length === 0) return;
  const last = db.get('SELECT max(seq) AS seq FROM lead_history WHERE lead = ?', lead);
  let seq = Number(last?.seq ?? 0);
  for (const { did, before, after } of differences) {
    seq += 1;
    const sql =
      'INSERT INTO lead_history (lead, seq, at, who, run, import, did, before, after) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)';
    db.run(sql, lead, seq, at, who, run, id, did, before.slice(0, LONGEST), after.slice(0, LONGEST));
  }
}

/** Changes that are told of one lead: one that a test sends again and again has very many. */
const MOST_TOLD = 500;

/** The creation, which is told from the lead's row, and the last that came after it. */
export function historyOf(db: Database, lead: Row): LeadEvent[] {
  const id = String(lead.id);
  const rows = db.all('SELECT * FROM lead_history WHERE lead = ? ORDER BY seq DESC LIMIT ?', id, MOST_TOLD);
  const changes = rows.reverse().map(
    (row): LeadEvent => ({
      at: Number(row.at),
      who: String(row.who),
      run: row.run === null ? null : String(row.run),
      did: row.did as LeadDeed,
      before: String(row.before),
      after: String(row.after),
    }),
  );
  const first = db.get("SELECT before FROM lead_history WHERE lead = ? AND did = 'status' ORDER BY seq LIMIT 1", id);
  const run = String(lead.first_run ?? lead.run);
  const created: LeadEvent = {
    at: Number(lead.created_at),
    who: lead.import === null ? `source:${String(lead.source_name)}` : `import:${String(lead.import_name)}`,
    run: run === '' ? null : run,
    did: 'created',
    before: '',
    after: String(first?.before ?? lead.status),
  };
  return [created, ...changes];
}

/** The fields that differ, a line each: before and after. */
export function fieldsThatDiffer(before: JsonObject, after: JsonObject): { before: string; after: string } {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const changed = names.filter((name) => !isSame(valueAt(before, name), valueAt(after, name)));
  const lines = (of: JsonObject) =>
    changed
      .filter((name) => Object.hasOwn(of, name))
      .map((name) => `${name}: ${inWords(of[name] ?? null)}`)
      .join('\n');
  return { before: lines(before), after: lines(after) };
}

function valueAt(of: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(of, name) ? of[name] : undefined;
}

function inWords(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
