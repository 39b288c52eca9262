// Writes down who changed what, in the transaction of the change itself.
import type { AdminCommands } from '../../admin-ops.ts';
import type { Database, Moment } from '../database.ts';

/** Adds a line to the audit. `did` is `<thing>.<verb>`, e.g. `user.create`; `what` names the thing. */
export function audit(db: Database, { now }: Moment, line: AdminCommands['audit.add']['args']): void {
  const { who, did, what, detail } = line;
  db.run('INSERT INTO audit (at, who, did, what, detail) VALUES (?, ?, ?, ?, ?)', now, who, did, what, detail);
}
