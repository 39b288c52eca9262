// Changes sessions, and takes audit lines that belong to no other change (a sign-in).
import type { AdminCommands } from '../../admin-ops.ts';
import { type CommandRunner, command } from '../database.ts';
import { audit } from './audit.ts';

type Args<N extends keyof AdminCommands> = AdminCommands[N]['args'];

/** Commands about sessions, by name. */
export const sessionCommands: Record<string, CommandRunner> = {
  'session.create': command<Args<'session.create'>>((db, { hash, user, expiresAt, replaces }, { now }) => {
    // Signing in is the moment to forget what nobody can use any more.
    db.run('DELETE FROM session WHERE expires_at <= ?', now);
    if (replaces !== null) db.run('DELETE FROM session WHERE hash = ?', replaces);
    const sql = 'INSERT INTO session (hash, user, created_at, seen_at, expires_at) VALUES (?, ?, ?, ?, ?)';
    db.run(sql, hash, user, now, now, expiresAt);
    return null;
  }),
  'session.touch': command<Args<'session.touch'>>((db, { hash }, { now }) => {
    db.run('UPDATE session SET seen_at = ? WHERE hash = ?', now, hash);
    return null;
  }),
  'session.remove': command<Args<'session.remove'>>((db, { hash }) => {
    db.run('DELETE FROM session WHERE hash = ?', hash);
    return null;
  }),
  'audit.add': command<Args<'audit.add'>>((db, line, moment) => {
    audit(db, moment, line);
    return null;
  }),
};
