// The commands and queries about imports of leads, with what they take and answer. Times are milliseconds since 1970.
import type { AdaptorDocument, JsonObject } from '../../flows/language/document.ts';
import type { CreateLead, Phone } from '../../nodes/tools.ts';
import type { Page, PageArgs } from './admin-rows.ts';

interface Op<A, R> {
  args: A;
  result: R;
}
type By<A> = A & { by: string };

/**
 * How an import stands. `received`: all bytes are here and the file is described. `checked`: the report is there. `paused`:
 * it goes on at the row after `done`; `says` tells why, '' where a person stopped it.
 */
export type ImportState =
  | 'receiving'
  | 'received'
  | 'checking'
  | 'checked'
  | 'importing'
  | 'paused'
  | 'done'
  | 'taking-back'
  | 'cancelled';

/** How a file is read, and its first rows: objects of column and text. */
export interface ImportFile {
  encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';
  /** `json`: one object a line. */
  separator: ',' | ';' | '\t' | '|' | 'json';
  /** The first line names the columns. */
  titled: boolean;
  columns: string[];
  sample: JsonObject[];
}

/** What is done with the leads of a file. */
export interface ImportSettings {
  adaptor: string;
  /** The mapped field that holds the number; '' for none. */
  phoneField: string;
  list: string;
  status: string;
  source: string;
  /** ISO country of numbers without a country code. */
  region: string;
  onDuplicate: CreateLead['onDuplicate'];
  scope: 'list' | 'campaign' | 'account';
  /** The list or campaign that duplicates are looked for in; '' for the lead's own. */
  scopeOf: string;
  onDnc: 'skip' | 'flag';
  onUnreadable: 'import' | 'skip';
}

/** A row that was not imported, or is imported with a mark. `column` is '' where it is about the row as a whole. */
export interface ImportProblem {
  line: number;
  column: string;
  says: string;
}

/** What a file would do. A row may count in several of the last six. */
export interface ImportReport {
  rows: number;
  created: number;
  updated: number;
  /** Rows whose number a lead has that is there already, and that another row of the file has. */
  duplicates: number;
  doubles: number;
  unreadable: number;
  badEmails: number;
  onDnc: number;
  failed: number;
  /** The first of them; `problemCount` is how many there are. */
  problems: ImportProblem[];
  problemCount: number;
}

/** What an import did so far; `kept`: leads that taking back left as they are, since somebody changed them, or came as their duplicate. */
export interface ImportCounts {
  created: number;
  updated: number;
  duplicates: number;
  unreadable: number;
  onDnc: number;
  failed: number;
  /** While and after it is taken back. */
  removed: number;
  putBack: number;
  kept: number;
}

/** How far the file of rows that are not imported is: its bytes, and the duplicates of the last chunk, which come behind them. */
export interface ImportLeft {
  bytes: number;
  rows: number[];
}

/** An import. */
export interface LeadImportRow {
  id: string;
  state: ImportState;
  name: string;
  size: number;
  etag: string;
  sha256: string;
  by: string;
  at: number;
  startedAt: number | null;
  endedAt: number | null;
  /** Rows of the file whose effect is kept. */
  done: number;
  counts: ImportCounts;
  file: ImportFile | null;
  settings: ImportSettings | null;
  mapping: AdaptorDocument | null;
  report: ImportReport | null;
  says: string;
  left: ImportLeft;
}

/** One row of a file as it becomes a lead. `row` counts the rows from 1. */
export interface ImportedLead {
  row: number;
  phone: Phone;
  fields: JsonObject;
  raw: JsonObject;
  flags: string[];
}

/** Rows of a file after `from`, up to and with `to`; what became of those that are no lead is in `more`. */
export interface ImportChunk {
  id: string;
  from: number;
  to: number;
  /** JSON of ImportedLead[]: it passes two threads unread. */
  leads: string;
  more: Pick<ImportCounts, 'unreadable' | 'onDnc' | 'failed'>;
  /** Bytes of the file of rows that are not imported, without the duplicates of this chunk. */
  leftBytes: number;
}

/** What `leadImport.set` may change. */
export type ImportChange = Partial<
  Pick<
    LeadImportRow,
    'state' | 'sha256' | 'startedAt' | 'endedAt' | 'file' | 'settings' | 'mapping' | 'report' | 'says'
  >
>;

/** How far taking back is: first what the import made goes, then what it changed is put back, each in the order of ids. */
export interface TakenFrom {
  what: 'made' | 'changed';
  after: string;
}

/** Changes. */
export interface ImportCommands {
  'leadImport.begin': Op<By<{ id: string; name: string; size: number; etag: string }>, LeadImportRow>;
  /** Only from one of these states; fails with CHANGED_MEANWHILE. `did` is written down. */
  'leadImport.set': Op<By<{ id: string; from: ImportState[]; change: ImportChange; did?: string }>, LeadImportRow>;
  /** Keeps the rows and how far it is; answers the rows left as duplicates. Fails with CHANGED_MEANWHILE where other rows are due, LIST_MISSING. */
  'leadImport.chunk': Op<ImportChunk, { done: number; duplicates: number[] }>;
  /** Takes back at most `limit` leads, from `from` on. Answers where to go on: absent once there are none left. */
  'leadImport.takeBack': Op<{ id: string; from: TakenFrom; limit: number }, { from?: TakenFrom }>;
  /** Writes down that its file, or the rows that it left out, are deleted. Fails with CHANGED_MEANWHILE while it is under way. */
  'leadImport.forget': Op<By<{ id: string; what: 'file' | 'rows' | 'nothing' }>, LeadImportRow>;
  /** Forgets an import of which no lead is kept; with what leads were before it, so much at a time: until `done`. */
  'leadImport.remove': Op<By<{ id: string }>, { done: boolean }>;
}

/** Questions. */
export interface ImportQueries {
  'leadImport.list': Op<PageArgs, Page<LeadImportRow>>;
  'leadImport.detail': Op<{ id: string }, LeadImportRow | null>;
  /** Imports that are no more, and of which a crash left what leads were before them. */
  'leadImport.ownerless': Op<object, string[]>;
  /** Other imports of a file with these bytes, the newest first. */
  'leadImport.same': Op<{ id: string; sha256: string }, LeadImportRow[]>;
  /** Those that something is to be done about, the oldest first. */
  'leadImport.open': Op<{ states: ImportState[] }, LeadImportRow[]>;
  /** Leads that an import updated and taking back left as they are, at most 100. */
  'leadImport.kept': Op<{ id: string }, string[]>;
  /** Whether leads that it made are there: then it cannot be forgotten. */
  'leadImport.hasLeads': Op<{ id: string }, boolean>;
}
