// The long work on a file of leads, as one function of plain data: a thread does it beside the leads on their way.
import type { AdaptorDocument, Json } from '../../flows/language/document.ts';
import type { ImportChunk, ImportFile, ImportLeft, ImportReport, ImportSettings } from '../store/import-ops.ts';
import { openReads } from '../store/sqlite/open-reads.ts';
import { checkFile } from './check-file.ts';
import { dncOf } from './dnc-of.ts';
import type { Judging } from './judge-rows.ts';
import { type Looked, lookOver } from './look-over.ts';
import { describeFile, type ReadChoice } from './read-rows.ts';
import { sendRows } from './send-rows.ts';

/** What rows are judged by, as plain data. `data` is the data folder, `key` the key of erased DNC entries. */
export interface JudgeOrder {
  data: string;
  path: string;
  file: ImportFile;
  settings: ImportSettings;
  mapping: AdaptorDocument;
  campaign: string;
  now: number;
  key: Uint8Array | undefined;
}

/** A piece of work. */
export type Work =
  /** `known`: what an earlier look found out. */
  | { kind: 'look'; path: string; choice: ReadChoice; known: Looked | undefined }
  | { kind: 'check'; order: JudgeOrder; problems: string }
  /** `left`: where rows that are not imported are put down, and how far that is. */
  | { kind: 'send'; order: JudgeOrder; id: string; after: number; left: ImportLeft & { path: string } };

/** What the kinds of work answer. */
export interface Done {
  look: { looked: Looked; file: ImportFile };
  check: ImportReport;
  send: null;
}

/** What the work asks of the thread that started it. */
export interface Asks {
  pool: { text: string; input: object; moment: { now: number; random: number } };
  chunk: ImportChunk;
}
/** How it asks. `chunk` answers which of its rows were left as duplicates, `progress` hears of rows. */
export interface Hooks {
  pool: (ask: Asks['pool']) => Promise<Json | undefined>;
  chunk: (chunk: Asks['chunk']) => Promise<{ duplicates: number[] }>;
  progress: (rows: number) => void;
}

/** Does it. Throws UnreadableText, Failure, and what the disk says. */
export async function doWork(work: Work, hooks: Hooks): Promise<Done[Work['kind']]> {
  if (work.kind === 'look') {
    const looked = work.known ?? (await lookOver(work.path));
    return { looked, file: await describeFile(work.path, looked.encoding, work.choice) };
  }
  const { data, key, campaign, ...order } = work.order;
  const reads = openReads(data);
  try {
    const judging: Judging = {
      ...order,
      dnc: dncOf({ data, reads: reads.reads, key, now: Date.now }, campaign),
      pool: (text, input, moment) => hooks.pool({ text, input, moment }),
      after: work.kind === 'send' ? work.after : 0,
    };
    if (work.kind === 'check')
      return await checkFile({ judging, reads, problems: work.problems, progress: hooks.progress });
    await sendRows(judging, { id: work.id, left: work.left, keep: hooks.chunk });
    return null;
  } finally {
    reads.close();
  }
}
