// Pauses and resumes flows, sources, connections and nodes.
import type { AdminCommands } from '../../admin-ops.ts';
import { type CommandRunner, command } from '../database.ts';
import { pauseRow } from '../queries/pauses.ts';
import { audit } from './audit.ts';

type Args<N extends keyof AdminCommands> = AdminCommands[N]['args'];

/** Commands about pauses, by name. */
export const pauseCommands: Record<string, CommandRunner> = {
  'pause.set': command<Args<'pause.set'>>((db, { kind, key, mode, answer, says, by }, moment) => {
    const sql = `INSERT INTO pause (kind, key, mode, answer, says, by_whom, at) VALUES (?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET mode = excluded.mode, answer = excluded.answer, says = excluded.says, by_whom = excluded.by_whom, at = excluded.at`;
    db.run(sql, kind, key, mode, answer && JSON.stringify(answer), says, by, moment.now);
    audit(db, moment, {
      who: by,
      did: 'pause.set',
      what: `${kind} ${key}`,
      detail: [mode, says].filter(Boolean).join(': '),
    });
    const row = db.get('SELECT * FROM pause WHERE kind = ? AND key = ?', kind, key);
    return row && pauseRow(row);
  }),
  'pause.clear': command<Args<'pause.clear'>>((db, { kind, key, by }, moment) => {
    const changed = db.run('DELETE FROM pause WHERE kind = ? AND key = ?', kind, key);
    if (changed > 0) audit(db, moment, { who: by, did: 'pause.clear', what: `${kind} ${key}`, detail: '' });
    return null;
  }),
};
