// The flow document: what a drawing says, as plain data. Text, layout and checks live in the files beside this one.
import type { DateFormatName } from './date-write.ts';
import type { FailureCode } from './failures.ts';

/** Any JSON value. */
export type Json = null | boolean | number | string | Json[] | JsonObject;
/** A JSON object. Keys from outside never include `__proto__`, `constructor` or `prototype`: readers drop them. */
export interface JsonObject {
  [key: string]: Json;
}

/** A flow: a directed acyclic graph of nodes that says what happens to a lead. */
export interface FlowDocument {
  leadflow: 1;
  name: string;
  description?: string;
  /** Values that expressions read as `vars.<name>`; copied into the run when the lead is accepted. */
  vars?: JsonObject;
  /** IANA time zone that times of day are meant in, e.g. `America/New_York`; UTC where absent. */
  zone?: string;
  /** Slug of the flow that a run which ends in error is handed to. */
  onError?: string;
  /** Runs of this flow that are walked at a time; more are accepted and wait their turn. No limit where absent. */
  concurrency?: number;
  /** Node id -> node, in file order. Ids match `NODE_ID`. */
  nodes: Record<string, FlowNode>;
  edges: Edge[];
}

/** One placed step of a flow. */
export interface FlowNode {
  type: string;
  /** What the card says; the node type's title where absent. */
  title?: string;
  /** A reviewer's note, shown on the card. */
  note?: string;
  config: JsonObject;
  retry?: RetryPolicy;
  /** What to do about a call whose outcome nobody knows. The engine's default: `hold` for POST, `retry` for GET. */
  onUnknown?: 'retry' | 'hold' | Probe;
}

/**
 * How often a failed call is tried again. `backoff` is `<first>..<longest>`, e.g. `5s..10m`, doubled each time. `on` says
 * after what: `not-sent`, a status (`429`) or a class of them (`5xx`); where absent: not sent, 429, 503.
 */
export interface RetryPolicy {
  attempts: number;
  backoff: string;
  on?: (string | number)[];
}

/** Asks the receiver what became of a call that nobody knows the outcome of. `accepted` is an expression over `answer`. */
export interface Probe extends JsonObject {
  /** An endpoint of the same connection; it gets the body of the call. */
  endpoint: string;
  accepted: string;
}

/** `from.port -> to`: one wire. A port has at most one edge. */
export interface Edge {
  from: string;
  port: string;
  to: string;
}

/** Where nodes stand on the canvas: kept in `layout.json`, never read by the runtime. Unit: canvas pixels. */
export interface Layout {
  nodes: Record<string, [number, number]>;
  notes?: { text: string; at: [number, number] }[];
}

/** Everything of one flow folder that an editor changes. `files` holds long expressions by file name (`map.jsonata`). */
export interface FlowBundle {
  document: FlowDocument;
  files: Record<string, string>;
  layout: Layout;
}

/** One row of an adaptor: `target` gets the value of `from` (an expression) or the fixed `value`. */
export interface AdaptorField {
  /** Dotted path in the mapped object, e.g. `contact.phone`. */
  target: string;
  /** An expression: where it does not come to true (as `$boolean` has it), the row is left out, whatever else it says. */
  when?: string;
  from?: string;
  value?: Json;
  /** The value is a date, sent in this form. It is read as ISO 8601, m/d/Y, Ymd, or seconds or milliseconds since 1970. */
  date?: DateFormatName;
  /** `04/03/1985` is the fourth of March. */
  dayFirst?: boolean;
  /** Name of the table of the document in which the value is looked up: what it says there is sent. */
  lookup?: string;
  /**
   * What to do with a value that is not in the table, or is no date: as if there were none (default), send it as it is,
   * pass over the default too, or fail the step.
   */
  otherwise?: 'default' | 'keep' | 'empty' | 'fail';
  /** Used when the value is absent, null or blank. */
  default?: Json;
  /** What to do when there is still no value: leave the key out (default), send null, or send an empty text. */
  empty?: 'omit' | 'null' | 'empty';
  /** An empty required field fails the step with `MAPPING_INCOMPLETE`. */
  required?: boolean;
  type?: 'string' | 'number' | 'boolean';
  comment?: string;
}

/** A named field mapping: `adaptors/<slug>.yaml`. */
export interface AdaptorDocument {
  leadflow: 1;
  name: string;
  description?: string;
  /** IANA zone in which dates are read where they name none, and written; the flow's where absent. */
  zone?: string;
  fields: AdaptorField[];
  /** Name -> table: what a value becomes, such as `CA: California`. */
  tables?: Record<string, LookupTable>;
}

/** What each value becomes. A value is found whatever its case; the line in its own case comes first. */
export type LookupTable = Record<string, string | number | boolean>;

/** Ids of nodes, and slugs of flows, connections, adaptors and lists: lower-case words joined by hyphens. */
export const NODE_ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
/** Folder names of the workspace that are not flows. */
export const RESERVED_SLUGS: readonly string[] = [
  'language',
  'expression',
  'connections',
  'adaptors',
  'account-leads',
  'account-check',
];

/** `from.port -> to`, as the file writes it. */
export function edgeText(edge: Edge): string {
  return `${edge.from}.${edge.port} -> ${edge.to}`;
}

/** One case of a flow: `cases/<name>.yaml`: a lead, what the world holds and answers, and what must come of it. */
export interface CaseDocument {
  name: string;
  /** The body that the source sends, parsed. */
  lead: JsonObject;
  /** True: sent as a test lead. */
  test?: boolean;
  /** ISO country that numbers without a country code are read in. */
  region?: string;
  given?: CaseGiven;
  /** Node id -> what the receiver answers to its calls, in turn. */
  answers?: Record<string, CaseAnswer[]>;
  /** Node id -> the callback that counts, or null where none comes in time. */
  callbacks?: Record<string, { body?: Json; query?: JsonObject } | null>;
  /** Node id -> what the flows that it calls come to, in turn. */
  children?: Record<string, CaseChild[]>;
  expect: CaseExpectation;
}

/** A validation list of a case. `unreadable`: no look into it succeeds. */
export interface CaseList {
  values?: string[];
  rules?: JsonObject;
  version?: number;
  ageDays?: number;
  limit?: number;
  unreadable?: boolean;
}

/** What is there before the lead comes. `list` is a slug; the account's or default list where absent. */
export interface CaseGiven {
  dnc?: { list?: string; number: string }[];
  /** DNC lists that are too old to tell. */
  staleDnc?: string[];
  /** Slug of a validation list -> its values, or what else it has: rules, how old it is, its limit in days. */
  lists?: Record<string, string[] | CaseList>;
  leads?: { phone: string; list?: string }[];
  /** What other leads have reserved, as it is compared: a number as E.164, an address or text in small letters. */
  reserved?: string[];
}

/** One answer of a receiver. An object as `body` is sent as JSON. With `fail`, no answer comes and the call fails so. */
export interface CaseAnswer {
  /** 200 where the file names none. */
  status: number;
  type?: string;
  /** Empty text where the file names none. */
  body: Json;
  fail?: FailureCode;
}

/** What a called flow comes to. With `success` or `body` it also answers. */
export interface CaseChild {
  outcome: 'accepted' | 'rejected' | 'error' | 'cancelled';
  reason?: string;
  success?: boolean;
  body?: Json;
}

/** What must have happened. Objects are partial: only what is named is compared. */
export interface CaseExpectation {
  /** Ids of the nodes visited, in order. */
  path?: string[];
  requests?: Record<string, { method?: string; path?: string; body?: Json }[]>;
  /** Node id -> the flows that it called, with some of the fields of their leads. */
  children?: Record<string, { flow?: string; lead?: JsonObject }[]>;
  /** Commands of local effects: `op` and some of its arguments. */
  effects?: ({ op: string } & JsonObject)[];
  outcome?: 'accepted' | 'rejected' | 'error' | 'cancelled';
  reason?: string;
  answer?: { status?: number; success?: boolean; body?: Json };
}
