// Reads users, sessions, tokens, setup links and the audit.
import type { AdminQueries } from '../../admin-ops.ts';
import type { AuditRow, Page, Role, SessionRow, TokenRow, UserRow } from '../../admin-rows.ts';
import { type Database, type QueryRunner, query, type Row } from '../database.ts';
import { Conditions, pageOf, text } from './paging.ts';

type Args<N extends keyof AdminQueries> = AdminQueries[N]['args'];

/** Queries about accounts, by name. */
export const accountQueries: Record<string, QueryRunner> = {
  'user.list': query<Args<'user.list'>>(listUsers),
  'user.byEmail': query<Args<'user.byEmail'>>((db, { email }) =>
    rowOr(db, 'SELECT * FROM user WHERE email = ?', email, userRow),
  ),
  'user.credentials': query<Args<'user.credentials'>>((db, { email }) =>
    rowOr(db, 'SELECT * FROM user WHERE email = ?', email, (row) => {
      const { id, email, role } = userRow(row);
      return { id, email, role, password: row.password === null ? null : text(row.password) };
    }),
  ),
  'setupLink.find': query<Args<'setupLink.find'>>((db, { hash }) =>
    rowOr(db, 'SELECT * FROM setup_link WHERE hash = ?', hash, (row) => ({
      user: text(row.user),
      expiresAt: Number(row.expires_at),
    })),
  ),
  'session.find': query<Args<'session.find'>>((db, { hash }) =>
    rowOr(
      db,
      'SELECT s.*, u.email, u.role FROM session s JOIN user u ON u.id = s.user WHERE s.hash = ?',
      hash,
      sessionRow,
    ),
  ),
  'token.list': query<Args<'token.list'>>(listTokens),
  'token.find': query<Args<'token.find'>>((db, { hash }) =>
    rowOr(db, 'SELECT * FROM token WHERE hash = ?', hash, tokenRow),
  ),
  'audit.list': query<Args<'audit.list'>>(listAudit),
};

function rowOr<T>(db: Database, sql: string, key: string, make: (row: Row) => T): T | null {
  const row = db.get(sql, key);
  return row ? make(row) : null;
}

function listUsers(db: Database, args: Args<'user.list'>): Page<UserRow> {
  const conditions = new Conditions().search(['email'], args.q).after('email > ?', args.after);
  const rows = db.all(
    `SELECT * FROM user ${conditions.where} ORDER BY email LIMIT ?`,
    ...conditions.values,
    args.limit + 1,
  );
  return pageOf(rows, args.limit, { item: userRow, key: ({ email }) => [email] });
}

function listTokens(db: Database, args: Args<'token.list'>): Page<TokenRow> {
  const conditions = new Conditions().search(['name'], args.q).after('id < ?', args.after);
  const rows = db.all(
    `SELECT * FROM token ${conditions.where} ORDER BY id DESC LIMIT ?`,
    ...conditions.values,
    args.limit + 1,
  );
  return pageOf(rows, args.limit, { item: tokenRow, key: ({ id }) => [id] });
}

function listAudit(db: Database, args: Args<'audit.list'>): Page<AuditRow> {
  const conditions = new Conditions().search(['who', 'did', 'what'], args.q).after('id < ?', args.after);
  const rows = db.all(
    `SELECT * FROM audit ${conditions.where} ORDER BY id DESC LIMIT ?`,
    ...conditions.values,
    args.limit + 1,
  );
  return pageOf(rows, args.limit, { item: auditRow, key: ({ id }) => [id] });
}

function auditRow(row: Row): AuditRow {
  const { who, did, what, detail } = row;
  const words = { who: text(who), did: text(did), what: text(what), detail: text(detail) };
  return { id: Number(row.id), at: Number(row.at), ...words };
}

/** A user as the API reads it. Never the password. */
export function userRow(row: Row): UserRow {
  return {
    id: text(row.id),
    email: text(row.email),
    role: roleOf(row),
    passwordSet: row.password !== null,
    createdAt: Number(row.created_at),
  };
}

/** A token as the API reads it. Never its hash. */
export function tokenRow(row: Row): TokenRow {
  return { id: text(row.id), name: text(row.name), role: roleOf(row), createdAt: Number(row.created_at) };
}

function sessionRow(row: Row): SessionRow {
  return {
    user: { id: text(row.user), email: text(row.email), role: roleOf(row) },
    createdAt: Number(row.created_at),
    seenAt: Number(row.seen_at),
    expiresAt: Number(row.expires_at),
  };
}

/** Anything but `admin` may only look. */
function roleOf(row: Row): Role {
  return row.role === 'admin' ? 'admin' : 'viewer';
}
