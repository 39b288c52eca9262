// Reads the views of lists that people saved.
import type { AdminQueries } from '../../admin-ops.ts';
import type { ViewRow } from '../../admin-rows.ts';
import { type QueryRunner, query, type Row } from '../database.ts';
import { text } from './paging.ts';

/** Queries about saved views, by name. */
export const viewQueries: Record<string, QueryRunner> = {
  'view.list': query<AdminQueries['view.list']['args']>((db, { owner, place }) =>
    db
      .all('SELECT * FROM saved_view WHERE place = ? AND (owner = ? OR shared = 1) ORDER BY name, owner', place, owner)
      .map(viewRow),
  ),
};

/** A row of `saved_view` as the API reads it. */
export function viewRow(row: Row): ViewRow {
  return {
    id: text(row.id),
    owner: text(row.owner),
    place: text(row.place),
    name: text(row.name),
    query: text(row.query),
    shared: row.shared === 1,
  };
}
