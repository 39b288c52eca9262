// Reads which slot of each schedule was the last.
import type { AdminQueries } from '../../admin-ops.ts';
import type { SlotRow } from '../../admin-rows.ts';
import { type QueryRunner, query } from '../database.ts';
import { text } from './paging.ts';

/** Queries about slots, by name. */
export const slotQueries: Record<string, QueryRunner> = {
  'slot.list': query<AdminQueries['slot.list']['args']>((db): SlotRow[] =>
    db.all('SELECT flow, node, at FROM slot').map((row) => ({
      flow: text(row.flow),
      node: text(row.node),
      at: Number(row.at),
    })),
  ),
};
