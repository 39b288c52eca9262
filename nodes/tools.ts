// What a node may be given: the tools by name, and what they take and answer.
import type { Json, JsonObject } from '../flows/language/document.ts';
import type { ListAsk, ListLook } from '../flows/language/list-look.ts';
import type { ParseBody } from '../flows/language/parsed-answer.ts';
import type { EndpointDocument } from '../flows/language/receivers.ts';
import type { ReservationKey } from '../flows/language/reservation.ts';

/** What the caller is told. */
export interface Answer {
  status: number;
  success: boolean;
  /** Sent as JSON. */
  body: Json;
}

/** A phone number in its three shapes. `valid` says whether it is a number that can exist. */
export interface Phone extends JsonObject {
  raw: string;
  /** E.164, e.g. `+13105550123`; empty where the number cannot be read. */
  e164: string;
  national: string;
  valid: boolean;
  /** ISO country, e.g. `US`; absent where it is not known, and in records of older runs. */
  country?: string;
}

/** What a receiver answered: head and body arrived, whatever the status. */
export interface RemoteAnswer extends JsonObject {
  status: number;
  /** Media type without parameters, lower case; empty where the receiver named none. */
  type: string;
  headers: { [name: string]: string };
  body: string;
  ms: number;
  /** True where the run is a test: this is the endpoint's sample, nothing was sent. */
  simulated: boolean;
}

/** What somebody said of a call whose outcome nobody knew: a person, or a probe. It stands in the place of an answer. */
export interface Verdict extends JsonObject {
  verdict: 'accepted' | 'rejected';
  /** A person's e-mail address, or `probe`. */
  by: string;
  note: string;
}

/** A callback as it came. `late` ones are kept, and never count. */
export interface Callback extends JsonObject {
  receivedAt: string;
  type: string;
  /** The body, parsed where it is JSON, form or XML; else its text. */
  body: Json;
  query: JsonObject;
  /** How many had come when this one was chosen. */
  count: number;
  /** True where the run is a test: nobody called. */
  simulated: boolean;
}

/** Child runs to start. */
export interface ChildPlan {
  children: readonly { flow: string; lead: JsonObject }[];
  /** How many run at a time. */
  concurrency: number;
  /** `first-accepted`: no more are started once one was accepted. */
  until: 'all' | 'first-accepted';
  /** With `first-accepted`: those under way are cancelled, and not waited for. */
  cancelRest: boolean;
}

/** What a child run came to. `open`: it was asked to stop and had not ended. */
export interface ChildEnd extends JsonObject {
  index: number;
  run: string;
  flow: string;
  outcome: 'accepted' | 'rejected' | 'error' | 'cancelled' | 'open';
  reason: string;
  /** What the child's flow told its caller, or null: {status, success, body}. */
  answer: { status: number; success: boolean; body: Json } | null;
}

/** A call to make: the tool adds host, authentication, headers and the idempotency key. */
export interface OutboundCall {
  connection: string;
  endpoint: EndpointDocument;
  body: Json;
  query?: JsonObject;
  headers?: { name: string; value: string }[];
  /** Kept results that the endpoint's places name, read as data. */
  results?: JsonObject;
}

/**
 * Creates a lead, exactly once a run and step. Leads with the same E.164 number are duplicates: of one list, or as far as
 * `scope` says; `scopeOf` names another list or campaign than the lead's. `received`: why it is kept as received and not created.
 */
export interface CreateLead {
  list: string;
  status: string;
  phone: Phone;
  fields: JsonObject;
  onDuplicate: 'allow' | 'skip' | 'update' | 'merge';
  source: string;
  raw: JsonObject;
  scope?: 'list' | 'campaign' | 'account';
  scopeOf?: string;
  received?: string;
  /** ISO country that its address, state and the like are read in. */
  region?: string;
  owner?: string;
  flags?: string[];
  reference?: string;
  /** System -> its id there. */
  externalIds?: { [system: string]: string };
  price?: { amount: number; currency: string };
}
/** How far a duplicate is looked for. */
export type LeadScope = Pick<CreateLead, 'scope' | 'scopeOf'>;
export interface CreateLeadResult extends JsonObject {
  did: 'created' | 'updated' | 'duplicate' | 'received';
  leadId: string;
  /** It was created when the lead came first, and changed by what this run makes of it; left as it is where `received`. */
  again?: true;
  /** Of one that was received alone: the oldest lead with its number, empty where there is none. */
  duplicateOf?: string;
}

/** Which leads count as the same: those with this number (E.164), of one list or as far as `scope` says. */
export interface KnownLead {
  list: string;
  phone: string;
  scope: 'list' | 'campaign' | 'account';
  /** Another list or campaign than the lead's; '' for its own. */
  scopeOf: string;
  /** The run that asks, where others may have been made of its lead before: what those created does not count. */
  run?: string;
}

/** Keys that are to be reserved for a run, all of them or none. `windowMs`: how long, once it was accepted; null for good. */
export interface Reserve {
  /** `account`, or what kind it is and which, e.g. `flow:solar`. */
  scope: string;
  keys: ReservationKey[];
  windowMs: number | null;
}
/** The run that holds a key already: an equal lead. */
export interface Met extends JsonObject {
  run: string;
  /** The lead that it created, empty where none is known. */
  leadId: string;
  since: string;
  state: 'in-flight' | 'accepted';
  key: string;
}
/** `until` is empty where it is reserved for good. */
export interface ReserveResult extends JsonObject {
  until: string;
  met: Met | null;
}

/** A number found on a DNC list. Records of older runs have no origin. */
export interface DncHit extends JsonObject {
  list: string;
  number: string;
  reason: string;
  addedAt: string;
}

/** An entry to put on a DNC list. `expireDays`: how long after the lead came it ends; without it, never. */
export interface DncAddition {
  list: string;
  number: string;
  reason: string;
  purpose?: string;
  expireDays?: number;
}

/** A DNC list that cannot tell whether the number is on it: it is gone, too old, damaged, or cannot be compared. */
export interface DncDoubt extends JsonObject {
  list: string;
  why: 'gone' | 'old' | 'damaged' | 'locked';
  /** A sentence for a person. */
  says: string;
}

/** Everything a node can be given. `needs` names the ones it gets; each call is journaled by the step. */
export interface Tools {
  /** Pure: reads a body as the type named. At once where it is small, a promise where it is large or HTML. */
  parse: ParseBody;
  /** Pure: reads a phone number, in `region` where it has no country code. */
  phone: (raw: Json, region: string) => Phone;
  /** Remote. Fails with REMOTE_*, EGRESS_BLOCKED, CONNECTION_MISSING, SECRET_MISSING, HEADER_INVALID. */
  send: (call: OutboundCall) => Promise<RemoteAnswer | Verdict>;
  /** Durable. Sleeps until the moment that `due` makes of now, both milliseconds since 1970; a test lead does not sleep. */
  sleep: (due: (now: number) => number) => Promise<{ from: number; until: number }>;
  /**
   * Durable. Waits for a callback to this node; null where none came until `due`. With `last`, `settle` milliseconds after
   * the first one are enough. A test lead is called back at once.
   */
  callback: (wait: {
    wins: 'first' | 'last';
    due: (now: number) => number;
    settle?: number;
  }) => Promise<Callback | null>;
  /** Starts child runs of flows that the node names, and waits for them. */
  children: (plan: ChildPlan) => Promise<ChildEnd[]>;
  /** Read, recorded; at once where nothing is waited for. The first hit of the numbers on the lists; else the first doubt; else null. */
  dncCheck: (query: DncQuery) => DncFound | Promise<DncFound>;
  /** Local, exactly once. `added` is false where the number was there already. */
  dncAdd: (entry: DncAddition) => Promise<{ added: boolean }>;
  /** Local, exactly once. */
  createLead: (lead: CreateLead) => Promise<CreateLeadResult>;
  /** Read, recorded; at once where nothing is waited for. The id of the oldest lead with this number, or null. One that is being created just now is not seen; one that an import made stays from then on. */
  knownLead: (query: KnownLead) => string | null | Promise<string | null>;
  /** Asks the account's duplicate check, as the release pins it, about a lead. */
  accountCheck: { on: false } | { on: true; ask: (lead: JsonObject) => Promise<ChildEnd> };
  /** Local, exactly once. Reserves the keys unless another run holds one of them; `met` is that run. */
  reserve: (order: Reserve) => Promise<ReserveResult>;
  /** Read, recorded. Values compare without case and outer blanks. Never fails: `gone` and `error` say why nothing is found. */
  listLook: (query: ListAsk) => Promise<ListLook>;
}
/** What a DNC check comes to. */
export type DncFound = DncHit | DncDoubt | null;
/** `numbers`: E.164, or raw digits. `campaign`: by its short name, whose lists are looked in besides. */
export interface DncQuery {
  lists: readonly string[];
  numbers: readonly string[];
  campaign?: string;
  /** Every list that counts for the whole account besides. */
  wholeAccount?: boolean;
}
export type ToolName = keyof Tools;
