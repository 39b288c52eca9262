// Changes users, setup links and tokens.
import { Failure } from '../../../../flows/language/failures.ts';
import type { AdminCommands } from '../../admin-ops.ts';
import type { UserRow } from '../../admin-rows.ts';
import { type CommandRunner, command, type Database, type Moment } from '../database.ts';
import { tokenRow, userRow } from '../queries/accounts.ts';
import { audit } from './audit.ts';

type Args<N extends keyof AdminCommands> = AdminCommands[N]['args'];

/** Commands about accounts, by name. */
export const accountCommands: Record<string, CommandRunner> = {
  'user.create': command<Args<'user.create'>>((db, { email, role, password, by }, moment) => {
    const sql =
      'INSERT INTO user (id, email, role, password, created_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING';
    const id = moment.newId();
    if (db.run(sql, id, email, role, password, moment.now) === 0) {
      throw new Failure('ALREADY_EXISTS', { detail: `There is a user ${email}.` });
    }
    audit(db, moment, { who: by, did: 'user.create', what: email, detail: role });
    return userById(db, id);
  }),
  'user.setPassword': command<Args<'user.setPassword'>>((db, { id, password, by }, moment) => {
    const { email } = userById(db, id);
    setPassword(db, id, password);
    audit(db, moment, { who: by, did: 'user.set-password', what: email, detail: '' });
    return userById(db, id);
  }),
  'user.remove': command<Args<'user.remove'>>(removeUser),
  'setupLink.create': command<Args<'setupLink.create'>>((db, { user, hash, expiresAt, by }, moment) => {
    const { email } = userById(db, user);
    db.run('DELETE FROM setup_link WHERE user = ? OR expires_at <= ?', user, moment.now);
    db.run('INSERT INTO setup_link (hash, user, expires_at) VALUES (?, ?, ?)', hash, user, expiresAt);
    audit(db, moment, { who: by, did: 'user.setup-link', what: email, detail: '' });
    return null;
  }),
  'setupLink.use': command<Args<'setupLink.use'>>((db, { hash, password }, moment) => {
    const link = db.get('SELECT user FROM setup_link WHERE hash = ? AND expires_at > ?', hash, moment.now);
    if (!link) throw new Failure('NOT_FOUND', { detail: 'The link was used already, or is older than 24 hours.' });
    const id = String(link.user);
    setPassword(db, id, password);
    const user = userById(db, id);
    audit(db, moment, { who: user.email, did: 'user.set-password', what: user.email, detail: 'By one-time link.' });
    return user;
  }),
  'token.create': command<Args<'token.create'>>((db, { hash, name, role, by }, moment) => {
    const id = moment.newId();
    const sql = 'INSERT INTO token (id, hash, name, role, created_at) VALUES (?, ?, ?, ?, ?)';
    db.run(sql, id, hash, name, role, moment.now);
    audit(db, moment, { who: by, did: 'token.create', what: name, detail: role });
    return tokenRow({ id, name, role, created_at: moment.now });
  }),
  'token.remove': command<Args<'token.remove'>>((db, { id, by }, moment) => {
    const row = db.get('SELECT name FROM token WHERE id = ?', id);
    if (!row) throw new Failure('NOT_FOUND', { detail: `Token ${id}.` });
    db.run('DELETE FROM token WHERE id = ?', id);
    audit(db, moment, { who: by, did: 'token.remove', what: String(row.name), detail: '' });
    return null;
  }),
};

/** A new password ends every session and link that the old one gave. */
function setPassword(db: Database, id: string, password: string): void {
  db.run('UPDATE user SET password = ? WHERE id = ?', password, id);
  db.run('DELETE FROM setup_link WHERE user = ?', id);
  db.run('DELETE FROM session WHERE user = ?', id);
}

function removeUser(db: Database, { id, by }: Args<'user.remove'>, moment: Moment): null {
  const user = userById(db, id);
  const others = db.get("SELECT count(*) AS n FROM user WHERE role = 'admin' AND password IS NOT NULL AND id <> ?", id);
  // Without this, the last admin could lock everybody out of the pages.
  if (user.role === 'admin' && Number(others?.n ?? 0) === 0) {
    throw new Failure('REQUEST_INVALID', { detail: 'This is the last admin who can sign in. Make another one first.' });
  }
  db.run('DELETE FROM session WHERE user = ?', id);
  db.run('DELETE FROM setup_link WHERE user = ?', id);
  db.run('DELETE FROM user WHERE id = ?', id);
  audit(db, moment, { who: by, did: 'user.remove', what: user.email, detail: '' });
  return null;
}

function userById(db: Database, id: string): UserRow {
  const row = db.get('SELECT * FROM user WHERE id = ?', id);
  if (!row) throw new Failure('NOT_FOUND', { detail: `User ${id}.` });
  return userRow(row);
}
