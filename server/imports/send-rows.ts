// Gives the leads of a file to the store, a chunk at a time, from the row after the last one that is kept.
import type { ImportChunk, ImportedLead } from '../store/import-ops.ts';
import { type Judging, judgeRows } from './judge-rows.ts';

/** Rows of one chunk: what the writer does with them takes it some milliseconds, which a lead on its way can wait. */
const CHUNK = 100;

/** Resolves once every row is kept. `keep` resolves when its chunk is. */
export async function sendRows(
  judging: Judging,
  id: string,
  keep: (chunk: ImportChunk) => Promise<void>,
): Promise<void> {
  let from = judging.after;
  let to = from;
  let leads: ImportedLead[] = [];
  let more = { unreadable: 0, onDnc: 0, failed: 0 };
  const send = async (): Promise<void> => {
    await keep({ id, from, to, leads: JSON.stringify(leads), more });
    from = to;
    leads = [];
    more = { unreadable: 0, onDnc: 0, failed: 0 };
  };
  for await (const rows of judgeRows(judging)) {
    for (const { row, lead, is } of rows) {
      to = row.row;
      if (lead) leads.push(lead);
      for (const fact of ['unreadable', 'onDnc', 'failed'] as const) if (is[fact]) more[fact] += 1;
      if (to - from >= CHUNK) await send();
    }
  }
  if (to > from) await send();
}
