// Reads imports of leads.
import type { AdminQueries } from '../../admin-ops.ts';
import { type QueryRunner, query } from '../database.ts';
import { hasLeads, importOf, importRow } from '../import-rows.ts';
import { Conditions, pageOf } from './paging.ts';

type Args<N extends keyof AdminQueries> = AdminQueries[N]['args'];

/** From one import to the next by the index, however many leads there are of each. */
const OWNERLESS = `WITH RECURSIVE known (id) AS (SELECT min(import) FROM lead_import_before
    UNION ALL SELECT (SELECT min(import) FROM lead_import_before WHERE import > known.id) FROM known WHERE id IS NOT NULL)
  SELECT id FROM known WHERE id IS NOT NULL AND id NOT IN (SELECT id FROM lead_import)`;

/** Queries about imports of leads, by name. */
export const leadImportQueries: Record<string, QueryRunner> = {
  'leadImport.list': query<Args<'leadImport.list'>>((db, { after, limit }) => {
    const conditions = new Conditions().after('id < ?', after);
    const sql = `SELECT * FROM lead_import ${conditions.where} ORDER BY id DESC LIMIT ?`;
    const rows = db.all(sql, ...conditions.values, limit + 1);
    return pageOf(rows, limit, { item: importRow, key: ({ id }) => [id] });
  }),
  'leadImport.detail': query<Args<'leadImport.detail'>>((db, { id }) => importOf(db, id) ?? null),
  'leadImport.ownerless': query<Args<'leadImport.ownerless'>>((db) => db.all(OWNERLESS).map((row) => String(row.id))),
  'leadImport.same': query<Args<'leadImport.same'>>((db, { id, sha256 }) =>
    db
      .all("SELECT * FROM lead_import WHERE sha256 = ? AND sha256 <> '' AND id <> ? ORDER BY id DESC", sha256, id)
      .map(importRow),
  ),
  'leadImport.open': query<Args<'leadImport.open'>>((db, { states }) =>
    db
      .all(
        'SELECT * FROM lead_import WHERE state IN (SELECT value FROM json_each(?)) ORDER BY id',
        JSON.stringify(states),
      )
      .map(importRow),
  ),
  'leadImport.hasLeads': query<Args<'leadImport.hasLeads'>>((db, { id }) => hasLeads(db, id)),
  'leadImport.kept': query<Args<'leadImport.kept'>>((db, { id }) =>
    db
      .all(
        'SELECT lead FROM lead_import_before INDEXED BY lead_import_kept WHERE import = ? AND kept > 0 ORDER BY lead LIMIT 100',
        id,
      )
      .map((row) => String(row.lead)),
  ),
};
