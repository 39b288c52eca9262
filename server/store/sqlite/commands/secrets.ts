// Keeps sealed secrets by name and where they may be sent; the values themselves never come here.
import { Failure } from '../../../../flows/language/failures.ts';
import { type CommandRunner, command, type Database } from '../database.ts';
import { audit } from './audit.ts';

/** A sealed text that is to take the place of another, which must be there still. */
interface Resealed {
  /** Name of a secret, id of a source, purpose of a key. */
  key: string;
  was: string;
  sealed: string;
}

const TABLES = {
  secrets: 'UPDATE secret SET sealed = ? WHERE name = ? AND sealed = ?',
  sources: 'UPDATE source SET secret = ? WHERE id = ? AND secret = ?',
} as const;

/** The changes of secrets. */
export const secretCommands: Record<string, CommandRunner> = {
  'secret.set': command<{ name: string; sealed: string; origins: string[]; by: string }>((db, args, moment) => {
    const { name, sealed, origins, by } = args;
    db.run(
      `INSERT INTO secret (name, sealed, origins, set_by, set_at) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (name) DO UPDATE SET sealed = excluded.sealed, origins = excluded.origins, set_by = excluded.set_by,
         set_at = excluded.set_at`,
      name,
      sealed,
      JSON.stringify(origins),
      by,
      moment.now,
    );
    audit(db, moment, { who: by, did: 'secret.set', what: name, detail: origins.join(', ') });
    return { name, setAt: moment.now, setBy: by, origins };
  }),
  /** A receiver gave a new value in the place of the one that it was shown; an admin's newer one is left alone. */
  'secret.renew': command<{ name: string; was: string; sealed: string; by: string }>((db, args, moment) => {
    const { name, was, sealed, by } = args;
    if (db.run(TABLES.secrets, sealed, name, was) === 0) return { renewed: false };
    audit(db, moment, { who: by, did: 'secret.renew', what: name, detail: '' });
    return { renewed: true };
  }),
  'secret.bind': command<{ bounds: { name: string; origins: string[] }[]; by: string }>(
    (db, { bounds, by }, moment) => {
      for (const { name, origins } of bounds) {
        const changed = db.run('UPDATE secret SET origins = ? WHERE name = ?', JSON.stringify(origins), name);
        if (changed > 0) audit(db, moment, { who: by, did: 'secret.bind', what: name, detail: origins.join(', ') });
      }
      return null;
    },
  ),
  /** All of a rotation or none of it: fails with CHANGED_MEANWHILE where a text would be left under another key. */
  'secret.reseal': command<{ secrets: Resealed[]; sources: Resealed[]; keys: Resealed[]; id: string; by: string }>(
    (db, { secrets, sources, keys, id, by }, moment) => {
      for (const { key, was, sealed } of secrets) db.run(TABLES.secrets, sealed, key, was);
      for (const { key, was, sealed } of sources) db.run(TABLES.sources, sealed, key, was);
      for (const { key, sealed } of keys)
        db.run('INSERT OR REPLACE INTO sealed_key (purpose, sealed) VALUES (?, ?)', key, sealed);
      if (leftUnder(db, id) > 0) throw new Failure('CHANGED_MEANWHILE');
      audit(db, moment, { who: by, did: 'secret.rotate', what: id, detail: '' });
      return null;
    },
  ),
  'secret.remove': command<{ name: string; by: string }>((db, { name, by }, moment) => {
    if (db.run('DELETE FROM secret WHERE name = ?', name) === 0) {
      throw new Failure('NOT_FOUND', { detail: `Secret: ${name}.` });
    }
    audit(db, moment, { who: by, did: 'secret.remove', what: name, detail: '' });
    return null;
  }),
};

/** Texts that are sealed with another key than this one. */
function leftUnder(db: Database, id: string): number {
  const front = `v1.${id}.%`;
  const row = db.get(
    `SELECT (SELECT count(*) FROM secret WHERE sealed NOT LIKE ?) +
            (SELECT count(*) FROM source WHERE secret IS NOT NULL AND secret NOT LIKE ?) +
            (SELECT count(*) FROM sealed_key WHERE sealed NOT LIKE ?) AS n`,
    front,
    front,
    front,
  );
  return Number(row?.n ?? 0);
}
