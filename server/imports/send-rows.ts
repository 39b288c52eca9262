// Gives the leads of a file to the store, a chunk at a time, from the row after the last one that is kept.
//
// S1  Every row that is not imported is in the file of those once: the store keeps with each chunk how many bytes of it
//     count, and which rows it took for duplicates, so that whoever goes on puts down what is missing and nothing twice.
import { rm } from 'node:fs/promises';
import type { ImportChunk, ImportedLead, ImportLeft } from '../store/import-ops.ts';
import { type JudgedRow, type Judging, judgeRows } from './judge-rows.ts';
import { type FileRow, rowsOf } from './read-rows.ts';
import { RowsFile } from './rows-file.ts';

/** Rows of one chunk: what the writer does with them takes it some milliseconds, which a lead on its way can wait. */
const CHUNK = 100;
const DUPLICATE = [{ column: '', says: 'A lead is there for it already. Left as a duplicate.' }];

/** What is sent, and to whom. */
export interface Sending {
  id: string;
  /** Where the rows that are not imported are put down, and how far that had come. */
  left: ImportLeft & { path: string };
  /** Resolves when the chunk is kept, with the rows that were left as duplicates. */
  keep: (chunk: ImportChunk) => Promise<{ duplicates: number[] }>;
}

/** Resolves once every row is kept. */
export async function sendRows(judging: Judging, { id, left, keep }: Sending): Promise<void> {
  const file = new RowsFile(left.path, judging.file, left.bytes);
  try {
    // What an earlier try put down and did not keep goes.
    if (left.bytes > 0) await file.begin();
    else await rm(left.path, { force: true });
    await putDown(judging, left.rows, file);
    const chunk = new Chunk(id, judging.after);
    const send = async (): Promise<void> => {
      const rows = chunk.rows;
      const { duplicates } = await keep(chunk.take(await file.save()));
      for (const at of duplicates) {
        const row = rows.get(at);
        if (row) await file.write(row, DUPLICATE);
      }
    };
    for await (const rows of judgeRows(judging)) {
      for (const judged of rows) {
        if (!judged.lead) await file.write(judged.row, judged.problems);
        chunk.add(judged);
        if (chunk.length >= CHUNK) await send();
      }
    }
    if (chunk.length > 0) await send();
    await file.save();
  } finally {
    await file.close();
  }
}

/** The duplicates of the last chunk that was kept: their lines come after it. */
async function putDown({ path, file }: Judging, wanted: readonly number[], to: RowsFile): Promise<void> {
  if (wanted.length === 0) return;
  const last = Math.max(...wanted);
  for await (const rows of rowsOf(path, file)) {
    for (const row of rows) if (wanted.includes(row.row)) await to.write(row, DUPLICATE);
    if ((rows.at(-1)?.row ?? 0) >= last) return;
  }
}

class Chunk {
  readonly #id: string;
  #from: number;
  #to: number;
  #leads: ImportedLead[] = [];
  #more = { unreadable: 0, onDnc: 0, failed: 0 };
  /** Those that are to be leads, by their number. */
  rows = new Map<number, FileRow>();

  constructor(id: string, after: number) {
    this.#id = id;
    this.#from = after;
    this.#to = after;
  }

  get length(): number {
    return this.#to - this.#from;
  }

  add({ row, lead, is }: JudgedRow): void {
    this.#to = row.row;
    if (lead) {
      this.#leads.push(lead);
      this.rows.set(row.row, row);
    }
    for (const fact of ['unreadable', 'onDnc', 'failed'] as const) if (is[fact]) this.#more[fact] += 1;
  }

  /** All of it, to be sent; the next one begins behind it. */
  take(leftBytes: number): ImportChunk {
    const leads = JSON.stringify(this.#leads);
    const chunk = { id: this.#id, from: this.#from, to: this.#to, leads, more: this.#more, leftBytes };
    this.#from = this.#to;
    this.#leads = [];
    this.#more = { unreadable: 0, onDnc: 0, failed: 0 };
    this.rows = new Map();
    return chunk;
  }
}
