// Keeps the views of lists that people save.
import { Failure } from '../../../../flows/language/failures.ts';
import type { AdminCommands } from '../../admin-ops.ts';
import { type CommandRunner, command } from '../database.ts';
import { viewRow } from '../queries/views.ts';

type Args<N extends keyof AdminCommands> = AdminCommands[N]['args'];

/** Commands about saved views, by name. They change nothing that runs, so the audit has none of them. */
export const viewCommands: Record<string, CommandRunner> = {
  'view.save': command<Args<'view.save'>>((db, { owner, place, name, query, shared }, moment) => {
    const row = db.get(
      `INSERT INTO saved_view (id, owner, place, name, query, shared, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (place, owner, name) DO UPDATE SET query = excluded.query, shared = excluded.shared RETURNING *`,
      ...[moment.newId(), owner, place, name, query, shared ? 1 : 0, moment.now],
    );
    return row ? viewRow(row) : null;
  }),
  'view.remove': command<Args<'view.remove'>>((db, { id, anyone, by }) => {
    const sql = 'DELETE FROM saved_view WHERE id = ? AND (owner = ? OR (shared = 1 AND ?))';
    if (db.run(sql, id, by, anyone ? 1 : 0) === 0) throw new Failure('NOT_FOUND', { detail: 'This view.' });
    return null;
  }),
};
