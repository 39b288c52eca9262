// Look-ups by key on the calling thread: a few microseconds each, for steps and intake.
import type { Json, JsonObject } from '../../../flows/language/document.ts';
import type { PointReads, RunEnd, StoredSource } from '../point-reads.ts';
import type { CallbacksSoFar, StoredCallback } from '../ports.ts';
import type { Database, Row } from './database.ts';
import { dncEntry, dncEntryOf, dncErased, dncListsOf, dncStand, hasDncList } from './dnc-rows.ts';
import { recordsOfRun } from './journal-rows.ts';
import { knownLead, leadListFor, metLead } from './lead-rows.ts';
import { listLooks } from './list-reads.ts';
import { freeAt, isFree, type TakeArgs } from './reservation-rows.ts';

/** Point reads. They see what is committed. */
export function pointReads(db: Database): PointReads {
  return {
    dncStand: (slug) => dncStand(db, slug),
    dncEntryOf: (list, numbers, now) => dncEntryOf(db, { list, numbers, now }),
    dncErased: (list, hash, now) => dncErased(db, { list, hash, now }),
    dncLists: () => db.all('SELECT slug FROM dnc_list ORDER BY slug').map((row) => String(row.slug)),
    dncListsOf: (campaign) => dncListsOf(db, campaign),
    listEntry: listLooks(db),
    leadList: (slug, status = '') => leadListFor(db, slug, status),
    metLead: ({ phone, ...where }) => metLead(db, phone, where),
    knownLead: (query) => knownLead(db, query),
    dncList(slug, number) {
      if (!hasDncList(db, slug)) return undefined;
      return { listed: dncEntry(db, { list: slug, number, now: Date.now() }) !== undefined };
    },
    reservation(args, now) {
      const order = args as unknown as TakeArgs;
      return isFree(db, order, now) ? { ...freeAt(order, now) } : undefined;
    },
    claim(flow, key) {
      const row = db.get('SELECT run, fingerprint, at FROM idempotency WHERE flow = ? AND key = ?', flow, key);
      return row ? { run: String(row.run), fingerprint: String(row.fingerprint), at: Number(row.at) } : undefined;
    },
    ended(run) {
      const row = db.get('SELECT state, outcome, reason, due_at, queue FROM run WHERE id = ?', run);
      const state = row === undefined ? 'absent' : row.state === 'finished' ? 'finished' : 'open';
      const outcome = (row?.outcome ?? '') as RunEnd['outcome'];
      const waits = row?.state === 'waiting' && row.due_at === null && row.queue === null;
      return { state, outcome, reason: String(row?.reason ?? ''), waits };
    },
    callbacks: (run, node) => callbacksSoFar(db, run, node),
    records: (run) => recordsOfRun(db, run),
    sourceByKey(hash) {
      const row = db.get('SELECT * FROM source WHERE key_hash = ?', hash);
      return row ? storedSource(row) : undefined;
    },
    signingSources: (flow) => db.all("SELECT * FROM source WHERE flow = ? AND auth = 'hmac'", flow).map(storedSource),
  };
}

/** The same, where those that look at runs do so once what is ahead of the database is in its places. */
export function settledReads(reads: PointReads, settle: () => void): PointReads {
  const settled =
    <A extends unknown[], V>(read: (...args: A) => V) =>
    (...args: A): V => {
      settle();
      return read(...args);
    };
  return {
    ...reads,
    claim: settled(reads.claim),
    ended: settled(reads.ended),
    callbacks: settled(reads.callbacks),
    records: settled(reads.records),
    knownLead: settled(reads.knownLead),
  };
}

function storedSource(row: Row): StoredSource {
  return {
    id: String(row.id),
    name: String(row.name),
    flow: String(row.flow),
    auth: row.auth === 'hmac' ? 'hmac' : 'key',
    region: String(row.region),
    test: row.test === 1,
    pending: row.pending as StoredSource['pending'],
    ratePerMinute: row.rate_per_minute === null ? undefined : Number(row.rate_per_minute),
    secret: row.secret === null ? null : String(row.secret),
  };
}

function callbacksSoFar(db: Database, run: string, node: string): CallbacksSoFar {
  const counted = 'SELECT count(*) AS n, min(seq) AS first, max(seq) AS last FROM callback';
  const row = db.get(`${counted} WHERE run = ? AND node = ? AND late = 0`, run, node);
  const one = (seq: number) => {
    const found = db.get('SELECT * FROM callback WHERE run = ? AND node = ? AND seq = ?', run, node, seq);
    return found && storedCallback(found);
  };
  const count = Number(row?.n ?? 0);
  if (count === 0) return NO_CALLBACKS;
  const first = one(Number(row?.first));
  return { count, first, last: count === 1 ? first : one(Number(row?.last)) };
}

const NO_CALLBACKS: CallbacksSoFar = Object.freeze({ count: 0, first: undefined, last: undefined });

function storedCallback(row: Row): StoredCallback {
  const body = String(row.body);
  const value = row.value === null ? body : (JSON.parse(String(row.value)) as Json);
  const query = JSON.parse(String(row.query)) as JsonObject;
  return { at: Number(row.at), type: String(row.type), body, value, query };
}
