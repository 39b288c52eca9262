// Keeps sealed secrets by name; the values themselves never come here.
import { Failure } from '../../../../flows/language/failures.ts';
import { type CommandRunner, command } from '../database.ts';
import { audit } from './audit.ts';

/** The admin's changes of secrets. */
export const secretCommands: Record<string, CommandRunner> = {
  'secret.set': command<{ name: string; sealed: string; by: string }>((db, { name, sealed, by }, moment) => {
    db.run(
      `INSERT INTO secret (name, sealed, set_by, set_at) VALUES (?, ?, ?, ?)
       ON CONFLICT (name) DO UPDATE SET sealed = excluded.sealed, set_by = excluded.set_by, set_at = excluded.set_at`,
      name,
      sealed,
      by,
      moment.now,
    );
    audit(db, moment, { who: by, did: 'secret.set', what: name, detail: '' });
    return { name, setAt: moment.now, setBy: by };
  }),
  'secret.remove': command<{ name: string; by: string }>((db, { name, by }, moment) => {
    if (db.run('DELETE FROM secret WHERE name = ?', name) === 0) {
      throw new Failure('NOT_FOUND', { detail: `Secret: ${name}.` });
    }
    audit(db, moment, { who: by, did: 'secret.remove', what: name, detail: '' });
    return null;
  }),
};
