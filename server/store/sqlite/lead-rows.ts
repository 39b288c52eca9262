// What is there of a lead: asked by the command that decides, and by who foretells what it will decide.
import type { Database } from './database.ts';

/** Whether there is a lead list with this slug. */
export function hasLeadList(db: Database, slug: string): boolean {
  return db.get('SELECT 1 FROM lead_list WHERE slug = ?', slug) !== undefined;
}

/** The oldest lead of the list with the same number, E.164. A number that cannot be read is nobody's duplicate. */
export function sameLead(db: Database, list: string, e164: string): string | undefined {
  if (e164 === '') return undefined;
  const sql = "SELECT id FROM lead WHERE phone = ? AND phone <> '' AND list = ? ORDER BY id LIMIT 1";
  const row = db.get(sql, e164, list);
  return typeof row?.id === 'string' ? row.id : undefined;
}
