// The floor's writer thread: one transaction a batch, synchronous=FULL, as durable as Leadflow's own.
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import type { FloorRow, FloorStored } from './floor-store.ts';

const { folder } = workerData as { folder: string };
const db = new DatabaseSync(join(folder, 'floor.db'));
db.exec(`PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;
CREATE TABLE inbox (id TEXT PRIMARY KEY, body BLOB, at INTEGER) STRICT, WITHOUT ROWID;
CREATE TABLE lead (id TEXT PRIMARY KEY, phone TEXT, status TEXT, fields TEXT, at INTEGER) STRICT, WITHOUT ROWID;
CREATE INDEX lead_phone ON lead (phone);`);
const putInbox = db.prepare('INSERT INTO inbox VALUES (?, ?, ?)');
const putLead = db.prepare('INSERT INTO lead VALUES (?, ?, ?, ?, ?)');
const findLead = db.prepare('SELECT id FROM lead WHERE phone = ? LIMIT 1');

parentPort?.on('message', (rows: FloorRow[]) => {
  db.exec('BEGIN IMMEDIATE');
  const stored = rows.map((row) => store(row));
  db.exec('COMMIT');
  parentPort?.postMessage(stored);
});

function store({ raw, lead }: FloorRow): FloorStored {
  const id = randomUUID();
  const now = Date.now();
  putInbox.run(id, raw, now);
  if (!lead || findLead.get(lead.phone)) return { id, created: false };
  putLead.run(id, lead.phone, lead.status, lead.fields, now);
  return { id, created: true };
}
