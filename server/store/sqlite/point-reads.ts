// Look-ups by key on the calling thread: a few microseconds each, for steps and intake.
import type { PointReads, StoredSource } from '../ports.ts';
import type { Database, Row } from './database.ts';
import { recordsOfRun } from './journal-rows.ts';

/** Point reads over a read-only connection. They see what is committed. */
export function pointReads(db: Database): PointReads {
  return {
    dncHit(numbers, lists) {
      for (const number of numbers) {
        for (const list of lists) {
          const row = db.get('SELECT reason, at FROM dnc WHERE number = ? AND list = ?', number, list);
          if (row) return { list, number, reason: String(row.reason), at: Number(row.at) };
        }
      }
      return undefined;
    },
    listEntry(list, folded) {
      const row = db.get('SELECT entry FROM value_list_entry WHERE list = ? AND folded = ?', list, folded);
      if (row) return { known: true, entry: String(row.entry) };
      return { known: db.get('SELECT 1 FROM value_list WHERE slug = ?', list) !== undefined, entry: undefined };
    },
    claim(flow, key) {
      const row = db.get('SELECT run, fingerprint FROM idempotency WHERE flow = ? AND key = ?', flow, key);
      return row ? { run: String(row.run), fingerprint: String(row.fingerprint) } : undefined;
    },
    records: (run) => recordsOfRun(db, run),
    sourceByKey(hash) {
      const row = db.get('SELECT * FROM source WHERE key_hash = ?', hash);
      return row ? storedSource(row) : undefined;
    },
    signingSources: (flow) => db.all("SELECT * FROM source WHERE flow = ? AND auth = 'hmac'", flow).map(storedSource),
  };
}

function storedSource(row: Row): StoredSource {
  return {
    id: String(row.id),
    name: String(row.name),
    flow: String(row.flow),
    auth: row.auth === 'hmac' ? 'hmac' : 'key',
    region: String(row.region),
    paused: row.paused === 1,
    test: row.test === 1,
    secret: row.secret === null ? null : String(row.secret),
  };
}
