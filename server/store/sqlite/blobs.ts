// Large values live once, under the hash of their bytes.
import { createHash } from 'node:crypto';
import type { Database } from './database.ts';

/** Values up to this many bytes stay in their row. */
const INLINE_LIMIT = 64 * 1024;

/** Stores a value over the limit and answers its hash; answers null for a small one, which stays where it is. */
export function putBlob(db: Database, bytes: Uint8Array, now: number): string | null {
  if (bytes.byteLength <= INLINE_LIMIT) return null;
  const hash = createHash('sha256').update(bytes).digest('hex');
  db.run('INSERT INTO blob (hash, bytes, created_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING', hash, bytes, now);
  return hash;
}

/** The bytes under a hash. */
export function getBlob(db: Database, hash: string): Uint8Array | undefined {
  const bytes = db.get('SELECT bytes FROM blob WHERE hash = ?', hash)?.bytes;
  return bytes instanceof Uint8Array ? bytes : undefined;
}
