// Generated from the admin API's schemas by `npm run api-types`; do not edit. What the server answers, as the editor reads it.
import type { AnswerReading } from '../flows/language/answer-reading.ts';
import type { NodeSpec, Port, Problem } from '../flows/language/catalogue.ts';
import type { AdaptorDocument, FlowBundle, Json } from '../flows/language/document.ts';
import type { ConnectionDocument, TemplateDocument } from '../flows/language/receivers.ts';

export type { AnswerReading } from '../flows/language/answer-reading.ts';
export type { NodeSpec, Port, Problem } from '../flows/language/catalogue.ts';
export type { AdaptorDocument, FlowBundle, Json } from '../flows/language/document.ts';
export type { ConnectionDocument, TemplateDocument } from '../flows/language/receivers.ts';

export interface AccountCheck {
  /** Sent back as If-Match. */
  version: number;
  settings: AccountSettings;
  by: string;
  at: string;
  /** The connection, its adaptor or the flow was changed since: apply again to take it over. */
  stale: boolean;
  /** Flows with a step that this check decides for: a change is taken over when it is applied. */
  usedBy: ({
    slug: string;
    name: string;
    liveVersion: number | null;
  })[];
  /** Published flows that could be asked in the place of a connection. */
  askable: {
    slug: string;
    name: string;
  }[];
}

export interface AccountClash {
  type: string;
  title: string;
  status: number;
  code: string;
  detail?: string;
  remedy: string;
  errors?: {
    field: string;
    says: string;
  }[];
  problems?: Problem[];
  id?: string;
  theirs: AccountCheck;
  /** What differs between the settings that serve and those that were sent, in words. */
  differences: {
    place: string;
    theirs: string;
    mine: string;
  }[];
}

export interface AccountSettings {
  on: boolean;
  connection: string;
  endpoint: string;
  /** A flow that is asked in the place of a connection. */
  flow?: string;
  rows: ({
    key: string;
    comparison?: 'equals' | 'not-equals' | 'contains' | 'starts-with' | 'ends-with' | 'one-of' | 'exists' | 'is-blank';
    value?: string;
    createLead?: boolean;
    status?: string;
    addToDnc?: boolean;
    success?: boolean;
  })[];
  noMatch: {
    createLead?: boolean;
    status?: string;
    addToDnc?: boolean;
    success?: boolean;
  };
  /** What becomes of a lead where the receiver gives no answer that can be read. */
  noAnswer: 'create' | 'fail';
  /** Parameters that a client must send besides; else code 6023. */
  required?: string[];
  /** Whom owner_id, created_by and last_modified_by may name; else code 6006. Empty: anybody. */
  users?: string[];
}

export interface AdaptorDetail {
  slug: string;
  hash: string;
  usedBy: string[];
  changedAt: string | null;
  usedByEndpoints: EndpointUse[];
  document: AdaptorDocument;
}

export interface AdaptorSummary {
  slug: string;
  name: string;
  usedBy: string[];
  hash: string;
  changedAt: string | null;
  usedByEndpoints: EndpointUse[];
  fields: number;
}

export interface AlertChannel {
  id: string;
  kind: 'webhook' | 'email';
  /** An e-mail address, or a URL: of a long one the middle is left out, since who knows it can post there. */
  target: string;
  enabled: boolean;
  failed: string | null;
  toldAt: string | null;
}

export interface AlertSettings {
  smtp: {
    set: boolean;
    host: string | null;
    from: string | null;
  };
  publicUrl: string | null;
}

export interface AnswerFound {
  outcome: 'accepted' | 'rejected' | 'error' | 'unrecognised' | 'unreadable';
  /** What decided, in words. */
  rule: string;
  reasons: string[];
  warnings: string[];
  price: number | null;
  reference: string;
  captures: Record<string, Json>;
  /** The type that it was read as. */
  as: string;
  data: Json;
  /** What is odd about it, e.g. a declared type that does not fit; else empty. */
  says: string;
  switchTo: 'json' | 'xml' | 'text' | 'html' | null;
}

export interface AnswerPreview {
  as: 'json' | 'xml' | 'text';
  looksLike: 'json' | 'xml' | 'html' | 'text' | 'empty';
  ok: boolean;
  data: Json;
  /** What is wrong with it; empty where it was read. */
  says: string;
}

export interface AnswerView {
  by: 'flow' | 'outcome' | 'clock';
  status: number;
  success: boolean;
  body: Json;
  at: string;
}

export interface AuditEntry {
  id: number;
  at: string;
  who: string;
  did: string;
  what: string;
  detail: string;
}

export interface BulkReport {
  matched: number;
  done: number;
  failed: number;
  errors: {
    run: string;
    says: string;
  }[];
}

export interface CallView {
  call: string;
  op: string;
  args: Json;
  value: Json;
}

export interface CallbackView {
  at: string;
  type: string;
  body: string;
  query: Record<string, Json>;
  late: boolean;
}

export interface Campaign {
  slug: string;
  name: string;
  lists: string[];
  leads: number;
}

export interface CatalogueAnswer {
  nodes: NodeSpec[];
}

export interface CheckAnswer {
  problems: Problem[];
  ports: Record<string, Port[]>;
}

export interface ChildView {
  index: number;
  run: string;
  flow: string;
  outcome: string | null;
  reason: string | null;
}

export interface ConnectAnswer {
  connection: string;
  endpoint: string | null;
  adaptor: string | null;
  notices: string[];
  secrets: SecretState[];
  problems: Problem[];
}

export interface ConnectionChanged {
  slug: string;
  hash: string;
  usedBy: string[];
  changedAt: string | null;
  document: ConnectionDocument;
}

export interface ConnectionDetail {
  slug: string;
  hash: string;
  usedBy: string[];
  changedAt: string | null;
  document: ConnectionDocument;
  effective: ConnectionDocument;
  template: TemplateDocument | null;
  secrets: SecretState[];
  problems: Problem[];
}

export interface ConnectionExport {
  leadflow: 1;
  kind: 'connection';
  slug: string;
  connection: ConnectionDocument;
  template: {
    slug: string;
    document: TemplateDocument;
  } | null;
  adaptors: Record<string, AdaptorDocument>;
}

export interface ConnectionImportReport {
  slug: string;
  parts: ({
    kind: 'connection' | 'template' | 'adaptor';
    slug: string;
    name: string;
    state: 'new' | 'same' | 'differs';
    /** What is here against what comes, as the files are written; empty where it is the same. */
    diff: DiffLine[];
  })[];
  /** Secrets that the connection names; those not set are to be filled in. */
  secrets: SecretState[];
  problems: Problem[];
}

export interface ConnectionSummary {
  slug: string;
  name: string;
  usedBy: string[];
  hash: string;
  changedAt: string | null;
  description: string;
  template: string | null;
  templateName: string | null;
  type: 'crm' | 'sms' | 'other';
  tenant: string;
  host: string;
  scheme: 'http' | 'https';
  auth: string;
  /** Its own and those of its template. */
  endpoints: number;
  /** Errors alone. */
  problems: number;
  /** Secrets that it names and nobody has set. */
  missingSecrets: number;
}

export interface DiffLine {
  change: 'same' | 'removed' | 'added' | 'skipped';
  text: string;
}

export interface DncCheck {
  e164: string;
  valid: boolean;
  hits: ({
    list: string;
    number: string;
    reason: string;
    /** What it is listed for; empty: everything. */
    purpose: string;
    /** `run:<id>`, `person:<name>`, `source:<id>`, `import:<name>`, `import`, or `erased`. */
    origin: string;
    at: string;
    expiresAt: string | null;
  })[];
  /** Lists that cannot tell: flows treat the number as one that must not be called. */
  doubts: ({
    list: string;
    why: 'gone' | 'old' | 'damaged' | 'locked';
    says: string;
  })[];
}

export interface DncEntry {
  list: string;
  number: string;
  reason: string;
  /** What it is listed for; empty: everything. */
  purpose: string;
  /** `run:<id>`, `person:<name>`, `source:<id>`, `import:<name>`, `import`, or `erased`. */
  origin: string;
  at: string;
  expiresAt: string | null;
}

export interface DncImport {
  id: string;
  list: string;
  /** `replace`: the file is the whole list. `changes`: its lines say A (add) or D (delete). */
  mode: 'replace' | 'add' | 'remove' | 'changes';
  name: string;
  /** Bytes of the whole file. */
  size: number;
  /** Bytes that are here: go on from there. */
  received: number;
  state: 'receiving' | 'received' | 'reading' | 'ready' | 'working';
  /** Bytes read so far. */
  read: number;
  report: DncReport | null;
  /** Why the last reading came to nothing. */
  fault: string;
  region: string;
  reason: string;
  purpose: string;
  asOf: string | null;
  by: string;
  at: string;
}

export interface DncList {
  slug: string;
  name: string;
  scope: 'account' | 'campaign';
  campaign: string;
  /** Only a list that is kept by files grows old. */
  kept: 'by-hand' | 'by-file';
  /** Days that its newest file may be old; 0 for no limit. */
  limitDays: number;
  freshAt: string | null;
  createdAt: string;
  /** Numbers kept one by one. */
  entries: number;
  /** Numbers out of files. */
  imported: number;
  /** Entries that were erased and block as hashes. */
  erased: number;
  /** Name of the newest file; empty where none came. */
  file: string;
  /** Why its imported numbers are listed. */
  reason: string;
  doubt: string | null;
  warning: string | null;
  usedBy: string[];
}

export interface DncReport {
  lines: number;
  /** Lines with a number. */
  read: number;
  unreadable: number;
  /** The first lines without a number. */
  examples: {
    line: number;
    text: string;
  }[];
  /** Lines that say A or D, as change files do. */
  marked: {
    add: number;
    delete: number;
  };
  /** The column of the number, from 1; 0 where none was found. */
  column: number;
  /** Columns that nothing is kept of, such as reasons that differ: an import has one for all of its numbers. */
  unused: string[];
  /** The one that all rows give, kept where the import names none; empty for none. */
  reason: string;
  /** Those of them that hold numbers too, which are not imported. */
  moreNumbers: string[];
  added: number;
  /** Numbers that are on the list already. */
  known: number;
  removed: number;
  /** Numbers to be taken off that are not on it. */
  absent: number;
  /** Lines whose number came before in the file. */
  doubles: number;
  /** Numbers that are both added and deleted: they stay on the list. */
  both: number;
  before: number;
  after: number;
}

export interface EdgeCounts {
  flow: string;
  /** `<node>.<port>` -> leads that left there since the message before. */
  counts: Record<string, number>;
}

export interface Egress {
  /** Addresses and blocks that our calls come from, as the operator says. */
  addresses: string[];
  proxy: string | null;
}

export interface EndpointTest {
  id: string | null;
  sent: boolean;
  /** Milliseconds that the whole test took. */
  ms: number;
  /** What the adaptor made of the lead. */
  made: Json | null;
  /** The kept results that went into the call: what these endpoints were answered last. */
  kept: {
    name: string;
    endpoint: string;
    at: string;
  }[];
  request: MaskedRequest | null;
  answer: RemoteAnswer | null;
  fault: ExchangeFault | null;
  found: AnswerFound | null;
}

export interface EndpointUse {
  kind: 'connection' | 'template';
  slug: string;
  endpoint: string;
}

export interface ExchangeDetail {
  id: string;
  at: string;
  phone: string;
  /** Short name of the endpoint; empty where it is not known any more. */
  endpoint: string;
  status: number | null;
  result: ExchangeResult;
  reason: string;
  ms: number | null;
  /** True for a test of the endpoint, and for a call of a test run. */
  test: boolean;
  run: string | null;
  flow: string | null;
  node: string | null;
  attempt: number;
  by: string | null;
  lead: Record<string, Json> | null;
  request: MaskedRequest | null;
  answer: RemoteAnswer | null;
  fault: ExchangeFault | null;
  found: AnswerFound | null;
}

export interface ExchangeFault {
  code: string;
  says: string;
  remedy: string;
  sent: 'no' | 'unknown';
}

export interface ExchangeLine {
  id: string;
  at: string;
  phone: string;
  /** Short name of the endpoint; empty where it is not known any more. */
  endpoint: string;
  status: number | null;
  result: ExchangeResult;
  reason: string;
  ms: number | null;
  /** True for a test of the endpoint, and for a call of a test run. */
  test: boolean;
  run: string | null;
  flow: string | null;
  node: string | null;
  attempt: number;
  by: string | null;
}

export type ExchangeResult = 'accepted' | 'rejected' | 'error' | 'unrecognised' | 'unreadable' | 'answered' | 'not-sent' | 'unknown' | 'under-way';

export interface ExchangeView {
  call: string;
  attempt: number;
  at: string;
  request: MaskedRequest | null;
  answer: RemoteAnswer | null;
  failure: {
    code: string;
    says: string;
    sent: 'no' | 'unknown';
  } | null;
  retryAt: string | null;
  settled: {
    as: 'accepted' | 'rejected' | 'again';
    by: string;
    note: string;
    at: string;
  } | null;
}

export interface FlowDetail {
  slug: string;
  bundle: FlowBundle;
  /** Sent back as If-Match. */
  rev: number;
  changed: {
    by: string;
    at: string;
  } | null;
  savedVersion: number | null;
  draftChanged: boolean;
  live: {
    version: number;
    release: string;
    by: string;
    at: string;
  } | null;
  problems: Problem[];
  ports: Record<string, Port[]>;
  fileError: Problem | null;
  trigger: FlowTrigger | null;
}

export interface FlowExport {
  leadflow: 1;
  slug: string;
  files: Record<string, string>;
  adaptors: Record<string, AdaptorDocument>;
  connections: Record<string, ConnectionDocument>;
  templates?: Record<string, TemplateDocument>;
}

export interface FlowPublication {
  version: number | null;
  release: string | null;
  by: string;
  at: string;
  /** Why, where it was not the flow itself that changed; blank where it was. */
  note: string;
}

export interface FlowPulse {
  since: string;
  items: {
    flow: string;
    accepted: number[];
    rejected: number[];
    error: number[];
  }[];
}

export interface FlowSummary {
  slug: string;
  name: string;
  state: 'live' | 'changed' | 'draft' | 'problems' | 'file-error';
  liveVersion: number | null;
  savedVersion: number | null;
  draftChanged: boolean;
  problems: number;
  trigger: FlowTrigger | null;
  updatedAt: string;
  lastRun: {
    id: string;
    acceptedAt: string;
    state: 'running' | 'waiting' | 'held' | 'finished';
    outcome: 'accepted' | 'rejected' | 'error' | 'cancelled' | null;
  } | null;
}

export interface FlowTrigger {
  node: string;
  type: string;
  path: string;
}

export interface FlowVersion {
  version: number;
  identity: string;
  savedBy: string;
  savedAt: string;
  message: string;
  live: boolean;
}

export interface HeldGroup {
  flow: string;
  flowName: string;
  node: string;
  title: string;
  code: string;
  says: string;
  count: number;
  oldestAt: string;
  /** False where there is no call to decide about: such runs can be cancelled. */
  canSettle: boolean;
}

export interface HeldRun {
  id: string;
  flow: string;
  version: number;
  /** Name of the source. */
  source: string;
  test: boolean;
  state: RunState;
  outcome: 'accepted' | 'rejected' | 'error' | 'cancelled' | null;
  reason: string | null;
  answered: boolean | null;
  phone: string;
  acceptedAt: string;
  finishedAt: string | null;
  parent: string | null;
  from: string | null;
  queue: string | null;
  dueAt: string | null;
  held: {
    node: string;
    code: string;
    call: string | null;
  } | null;
  /** Why it waits. */
  says: string;
  exchange: ExchangeView | null;
  /** The title of the step that follows each decision; null where the run then ends. */
  goesOn: {
    accepted: string | null;
    rejected: string | null;
  };
}

export interface ImportReport {
  slug: string;
  nodes: number;
  problems: Problem[];
  missing: {
    connections: string[];
    adaptors: string[];
    lists: string[];
  };
  clashes: string[];
}

export interface Incident {
  kind: 'held' | 'unknown' | 'unrecognised' | 'receiver' | 'paused' | 'locked' | 'list';
  flow: string;
  node: string;
  code: string;
  /** The connection, origin or DNC list, or ''. */
  about: string;
  says: string;
  /** The newest run that met it. */
  run: string;
  count: number;
  /** Of `count`, how many an alert has told of. */
  told: number;
  firstAt: string;
  lastAt: string;
  toldAt: string | null;
}

export interface LeadBulkReport {
  matched: number;
  changed: number;
  skipped: {
    says: string;
    count: number;
  }[];
  through: string | null;
}

export interface LeadContactPart {
  part: 'phone' | 'email' | 'name' | 'address' | 'state' | 'postalCode' | 'dateOfBirth' | 'ip';
  /** As it was sent. */
  raw: string;
  /** As it is compared, '' where it cannot be read. */
  normal: string;
  valid: boolean | null;
  /** Why it is invalid, '' where it is not. */
  says: string;
  /** Of the number: its digits without the country code. */
  national?: string;
  /** Of the number: ISO country. */
  country?: string;
}

export interface LeadDetail {
  id: string;
  list: string;
  status: string;
  /** E.164, or '' where the number cannot be read. */
  phone: string;
  phoneRaw: string;
  email: string;
  name: string;
  source: string;
  flow: string;
  run: string;
  createdAt: string;
  updatedAt: string;
  received: string | null;
  duplicateOf: string | null;
  /** Who works on it, '' for nobody. */
  owner: string;
  flags: string[];
  reference: string;
  price: {
    amount: number;
    /** three capital letters, such as USD, or '' */
    currency: string;
  } | null;
  import: {
    id: string;
    name: string;
  } | null;
  fields: Record<string, Json>;
  raw: Record<string, Json>;
  contact: LeadContactPart[];
  externalIds: {
    system: string;
    id: string;
  }[];
  /** Its creation first. */
  history: LeadEvent[];
  runs: RunSummary[];
  why: Why | null;
}

export interface LeadEvent {
  at: string;
  /** An account, `flow:<slug>`, `source:<name>` or `import:<name>`. */
  who: string;
  run: string | null;
  did: 'created' | 'status' | 'list' | 'owner' | 'flags' | 'fields' | 'price' | 'reference' | 'externalIds' | 'merged' | 'imported';
  before: string;
  after: string;
}

export interface LeadImport {
  id: string;
  state: 'receiving' | 'received' | 'checking' | 'checked' | 'importing' | 'paused' | 'done' | 'taking-back' | 'cancelled';
  name: string;
  /** Bytes of the file. */
  size: number;
  /** Bytes of it that are here. */
  received: number;
  by: string;
  at: string;
  startedAt: string | null;
  endedAt: string | null;
  /** Rows of the file, as far as is known. */
  rows: number;
  /** Rows whose effect is kept. */
  done: number;
  counts: {
    created: number;
    updated: number;
    duplicates: number;
    unreadable: number;
    onDnc: number;
    failed: number;
    /** Leads that taking back removed. */
    removed: number;
    /** Leads that are again as they were before. */
    putBack: number;
    /** Leads that taking back left: somebody changed them, or came as their duplicate. */
    kept: number;
  };
  /** Why it stopped; empty where a person stopped it. */
  says: string;
  /** What the work waits for, and goes on by itself; empty where it waits for nothing. */
  waits: string;
  /** Leads that it made are there: then it cannot be deleted. */
  hasLeads: boolean;
  /** False once it was imported, or its file deleted: then it cannot be imported again. */
  hasFile: boolean;
  /** Rows that were not imported can be downloaded. */
  hasLeft: boolean;
  file: {
    encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';
    separator: ',' | ';' | '	' | '|' | 'json';
    /** The first line names the columns. */
    titled: boolean;
    columns: string[];
    /** The first rows, by column. */
    sample: Record<string, Json>[];
  } | null;
  settings: LeadImportSettings | null;
  report: LeadImportReport | null;
  /** Other imports of the same bytes. */
  same: {
    id: string;
    name: string;
    by: string;
    at: string;
    state: string;
  }[];
  /** Leads that it updated and that taking back left, at most 100. */
  keptLeads: string[];
}

export interface LeadImportReport {
  rows: number;
  created: number;
  updated: number;
  /** Rows whose number a lead has that is there already. */
  duplicates: number;
  /** Rows whose number an earlier row of the file has. */
  doubles: number;
  unreadable: number;
  /** Rows whose e-mail address cannot be one. */
  badEmails: number;
  onDnc: number;
  /** Rows that cannot be mapped. */
  failed: number;
  /** The first 100. */
  problems: {
    line: number;
    column: string;
    says: string;
  }[];
  problemCount: number;
}

export interface LeadImportSettings {
  /** lower-case words joined by hyphens, starting with a letter */
  adaptor: string;
  /** The mapped field that holds the number; empty: none. */
  phoneField: string;
  list: string;
  status: string;
  /** Where the leads are from, in words. */
  source: string;
  /** Country of numbers without a country code. */
  region: string;
  /** What to do where a lead has the number already. */
  onDuplicate: 'allow' | 'skip' | 'update' | 'merge';
  /** Where a lead with the same number makes a row a duplicate. */
  scope: 'list' | 'campaign' | 'account';
  /** That list or campaign; empty: the one that the leads go to. */
  scopeOf: string;
  /** What to do with numbers on the DNC lists of the account and the campaign. */
  onDnc: 'skip' | 'flag';
  /** What to do with numbers that cannot be read. */
  onUnreadable: 'import' | 'skip';
}

export interface LeadImportSummary {
  id: string;
  state: 'receiving' | 'received' | 'checking' | 'checked' | 'importing' | 'paused' | 'done' | 'taking-back' | 'cancelled';
  name: string;
  /** Bytes of the file. */
  size: number;
  /** Bytes of it that are here. */
  received: number;
  by: string;
  at: string;
  startedAt: string | null;
  endedAt: string | null;
  /** Rows of the file, as far as is known. */
  rows: number;
  /** Rows whose effect is kept. */
  done: number;
  counts: {
    created: number;
    updated: number;
    duplicates: number;
    unreadable: number;
    onDnc: number;
    failed: number;
    /** Leads that taking back removed. */
    removed: number;
    /** Leads that are again as they were before. */
    putBack: number;
    /** Leads that taking back left: somebody changed them, or came as their duplicate. */
    kept: number;
  };
  /** Why it stopped; empty where a person stopped it. */
  says: string;
  /** What the work waits for, and goes on by itself; empty where it waits for nothing. */
  waits: string;
}

export interface LeadList {
  slug: string;
  name: string;
  campaign: string;
  /** Leads that it holds. */
  leads: number;
}

export interface LeadStatus {
  abbrev: string;
  label: string;
  /** No flow changes it any more; a person, and the lead API, may. */
  final: boolean;
  /** Counted as won, in filters and figures. */
  success: boolean;
  /** The number of each lead that gets it, whoever gives it, is put on the account DNC list at once. */
  dnc: boolean;
  /** Leads that have it. */
  leads: number;
}

export interface LeadSummary {
  id: string;
  list: string;
  status: string;
  /** E.164, or '' where the number cannot be read. */
  phone: string;
  phoneRaw: string;
  email: string;
  name: string;
  source: string;
  flow: string;
  run: string;
  createdAt: string;
  updatedAt: string;
  received: string | null;
  duplicateOf: string | null;
  /** Who works on it, '' for nobody. */
  owner: string;
  flags: string[];
  reference: string;
  price: {
    amount: number;
    /** three capital letters, such as USD, or '' */
    currency: string;
  } | null;
  import: {
    id: string;
    name: string;
  } | null;
  /** In a file of leads alone. */
  fields?: Record<string, Json>;
}

export interface LearnPreview {
  ok: boolean;
  /** What was found, or why nothing could be learned. */
  says: string[];
  answer: AnswerReading | null;
  /** Answers read right by rules that were learned from the others. */
  right: number;
  unrecognised: number;
  wrong: number;
  samples: SampleRead[];
}

export interface ListCheck {
  hit: boolean;
  /** The value as the list has it; '' where a rule, or nothing, is met. */
  entry: string;
  /** The rule that it meets, in words. */
  rule: string;
  version: number;
  stale: boolean;
}

export interface ListEntry {
  entry: string;
}

export interface ListRule {
  operator: 'equals' | 'contains' | 'starts-with' | 'ends-with' | 'greater-than' | 'at-least' | 'less-than' | 'at-most' | 'exists';
  /** One of them is enough. None for exists. */
  values: string[];
  /** Turned round: none of the values. */
  negate: boolean;
}

export interface ListRules {
  /** One of them must hold, where there are any. */
  any: ListRule[];
  /** Every one of them must hold. */
  all: ListRule[];
}

export interface ListVersion {
  version: number;
  at: string;
  /** Who made it; '' where that is not known. */
  who: string;
  did: 'create' | 'rename' | 'add' | 'remove' | 'replace' | 'rules' | 'restore' | 'delete' | 'known';
  detail: string;
  added: number;
  removed: number;
  /** How many values it has. */
  entries: number;
  rules: ListRules;
  /** Whether its values can still be shown, and brought back. */
  kept: boolean;
}

export interface ListVersionDetail {
  version: number;
  at: string;
  /** Who made it; '' where that is not known. */
  who: string;
  did: 'create' | 'rename' | 'add' | 'remove' | 'replace' | 'rules' | 'restore' | 'delete' | 'known';
  detail: string;
  added: number;
  removed: number;
  /** How many values it has. */
  entries: number;
  rules: ListRules;
  /** Whether its values can still be shown, and brought back. */
  kept: boolean;
  /** The first 100 values that it added. */
  came: string[];
  /** The first 100 values that it took out. */
  went: string[];
}

export interface MaskedRequest {
  method: string;
  url: string;
  headers: Record<string, string>;
  body: string;
  connection: string;
  connectionVersion: string;
}

export interface Named {
  slug: string;
  name: string;
}

export interface Names {
  connections: {
    slug: string;
    name: string;
    endpoints: {
      slug: string;
      name: string;
      method: string;
    }[];
  }[];
  templates: Named[];
  /** Published flows, which others may call. */
  flows: Named[];
  adaptors: Named[];
  lists: Named[];
  dncLists: Named[];
  leadLists: {
    slug: string;
    name: string;
    campaign: string;
  }[];
  campaigns: Named[];
  statuses: Status[];
}

export interface OptionItem {
  value: string;
  label: string;
  hint?: string;
}

export interface Options {
  items: OptionItem[];
  /** How many more there are than are listed. */
  left: number;
  fetchedAt: string;
  /** The connection that offers them; empty for what is kept here. */
  of: string;
  fault: OptionsFault | null;
}

export interface OptionsFault {
  /** needs-credentials: a secret is not set, or the receiver refuses it. */
  is: 'needs-credentials' | 'failed';
  says: string;
  remedy: string;
}

export interface Pause {
  kind: 'flow' | 'source' | 'connection' | 'node';
  key: string;
  mode: 'queue' | 'refuse';
  answer: PauseAnswer | null;
  /** Why, in the words of who paused it. */
  says: string;
  by: string;
  at: string;
  /** Runs that wait for it to end. */
  waiting: number;
}

export interface PauseAnswer {
  status: number;
  success: boolean;
  message: string;
}

export interface PostingInstructions {
  flow: {
    slug: string;
    name: string;
    version: number;
    description: string;
  };
  source: {
    id: string;
    name: string;
    region: string;
    test: boolean;
    ratePerMinute: number | null;
    paused: boolean;
  } | null;
  /** Of this flow, to choose from. */
  sources: {
    id: string;
    name: string;
  }[];
  address: string;
  methods: string[];
  contentTypes: string[];
  /** A key in a header, a signature, or a token among the fields. */
  auth: 'key' | 'hmac' | 'token';
  fields: ({
    name: string;
    /** In words: text, number, yes or no, anything. */
    type: string;
    required: boolean;
    maxLength: number | null;
    pattern: string | null;
    example: string;
    description: string;
  })[];
  idempotency: {
    byFlow: string | null;
    window: string;
  };
  testField: string | null;
  answers: ({
    when: string;
    status: number;
    success: boolean | null;
    body: Record<string, Json> | null;
    /** Beside the body, or in the place of one that the flow makes. */
    says: string;
  })[];
  refusals: {
    /** Of the lead API: a number, and the name of a failure of ours. */
    code: string;
    status: number;
    says: string;
    remedy: string;
    /** True where the same lead may be sent again later. */
    again: boolean;
  }[];
  /** How a refusal looks. */
  refusal: Record<string, Json>;
  /** The lead that the examples send. */
  lead: Record<string, Json>;
  examples: ({
    language: 'curl' | 'php' | 'python' | 'node';
    title: string;
    code: string;
  })[];
}

export interface ProblemDocument {
  type: string;
  title: string;
  status: number;
  code: string;
  detail?: string;
  remedy: string;
  errors?: {
    field: string;
    says: string;
  }[];
  problems?: Problem[];
  id?: string;
}

export interface ReadingFault {
  /** Dotted place, e.g. `rules.1.value`. */
  field: string;
  says: string;
}

export interface ReadingPreview {
  outcome: 'accepted' | 'rejected' | 'error' | 'unrecognised' | 'unreadable';
  /** What decided, in words. */
  rule: string;
  /** The receiver took the lead and has something to say against it. */
  warning: boolean;
  reasons: string[];
  warnings: string[];
  price: number | null;
  reference: string;
  captures: Record<string, Json>;
  /** The type that it was read as. */
  as: 'json' | 'xml' | 'text' | 'html';
  data: Json;
  /** What is odd about it, e.g. a declared type that does not fit; else empty. */
  says: string;
  switchTo: 'json' | 'xml' | 'text' | 'html' | null;
  faults: ReadingFault[];
}

export interface ReadyTemplate {
  slug: string;
  label: string;
  type: 'crm' | 'sms' | 'other';
  description: string;
  endpoints: number;
  /** The public facts that it was checked against. */
  checkedAgainst: string[];
  /** Adaptors that come with it, of those that are not there already. */
  adaptors: string[];
}

export interface Refused {
  /** The address that was called, without its query. */
  path: string;
  /** The name of the source; empty where none was known, as for a wrong key. */
  source: string;
  /** One of our codes, or the number that a client of the lead API was told. */
  code: string;
  /** What the last one was told. */
  says: string;
  times: number;
  at: string;
}

export interface RemoteAnswer {
  status: number;
  type: string;
  headers: Record<string, string>;
  body: string;
  ms: number;
  simulated: boolean;
}

export interface ReplayPreview {
  faults: ReadingFault[];
  /** What is read otherwise than it was marked, and what is doubtful. */
  says: string[];
  samples: SampleRead[];
}

export interface RetryPreview {
  run: string;
  flow: string;
  /** The version that it would follow: the one that serves now. */
  version: number;
  from: string | null;
  kept: {
    node: string;
    title: string;
    port: string;
  }[];
  /** Steps that may be done again, the first one surely. */
  again: {
    node: string;
    title: string;
  }[];
  sends: ({
    node: string;
    title: string;
    says: string;
    request: MaskedRequest | null;
  })[];
  refused: string | null;
}

export interface RunDetail {
  id: string;
  flow: string;
  version: number;
  /** Name of the source. */
  source: string;
  test: boolean;
  state: RunState;
  outcome: 'accepted' | 'rejected' | 'error' | 'cancelled' | null;
  reason: string | null;
  answered: boolean | null;
  phone: string;
  acceptedAt: string;
  finishedAt: string | null;
  parent: string | null;
  from: string | null;
  queue: string | null;
  dueAt: string | null;
  held: {
    node: string;
    code: string;
    says: string;
    call: string | null;
  } | null;
  release: string;
  lead: Record<string, Json>;
  trigger: Record<string, Json>;
  bundle: FlowBundle;
  ports: Record<string, Port[]>;
  steps: StepView[];
  answer: AnswerView | null;
  queued: {
    queue: string;
    says: string;
    at: string;
  } | null;
  /** Runs that were made from this one. */
  made: RunSummary[];
  onErrorRun: string | null;
  why: Why;
  now: string;
}

export interface RunEvent {
  seq: number;
  run: string;
  flow: string;
  type: 'accepted' | 'step' | 'call' | 'held' | 'waiting' | 'finished';
  at: string;
  node?: string;
  port?: string;
  outcome?: string;
  ms?: number;
}

export interface RunInput {
  type: string;
  body: string;
}

export type RunState = 'running' | 'waiting' | 'held' | 'finished';

export interface RunSummary {
  id: string;
  flow: string;
  version: number;
  /** Name of the source. */
  source: string;
  test: boolean;
  state: RunState;
  outcome: 'accepted' | 'rejected' | 'error' | 'cancelled' | null;
  reason: string | null;
  answered: boolean | null;
  phone: string;
  acceptedAt: string;
  finishedAt: string | null;
  parent: string | null;
  from: string | null;
  queue: string | null;
  dueAt: string | null;
  held: {
    node: string;
    code: string;
    call: string | null;
  } | null;
}

export interface SampleRead {
  means: 'accepted' | 'rejected' | 'error';
  outcome: 'accepted' | 'rejected' | 'error' | 'unrecognised' | 'unreadable';
  rule: string;
  same: boolean;
}

export interface Secret {
  name: string;
  setAt: string;
  setBy: string;
  /** scheme://host[:port] of where it may be sent. */
  origins: string[];
  /** It cannot be opened with the key that the server has. */
  locked: boolean;
}

export interface SecretState {
  name: string;
  set: boolean;
  setAt: string | null;
  setBy: string | null;
}

export interface SecretsState {
  locked: string | null;
}

export interface SessionInfo {
  user: {
    id: string;
    email: string;
    role: 'admin' | 'viewer';
  };
  environment: string;
  version: string;
}

export interface SettleReport {
  settled: number;
  failed: number;
  errors: {
    run: string;
    says: string;
  }[];
}

export interface Source {
  id: string;
  name: string;
  flow: string;
  auth: 'key' | 'hmac';
  /** The last characters of the key. */
  keyHint: string;
  region: string;
  paused: 'queue' | 'refuse' | null;
  /** What it is told while the flow has not answered. */
  pending: 'pending' | 'success' | 'failed';
  ratePerMinute: number | null;
  test: boolean;
  createdAt: string;
  lastRunAt: string | null;
}

export interface SourceWithKey {
  source: Source;
  key: string;
}

export interface Status {
  abbrev: string;
  label: string;
  final: boolean;
  success: boolean;
  dnc: boolean;
}

export interface StepView {
  node: string;
  port: string | null;
  at: string;
  startedAt: string;
  ms: number;
  in: Json;
  out: Json;
  reason: string | null;
  outcome: 'accepted' | 'rejected' | 'error' | null;
  failure: {
    code: string;
    says: string;
  } | null;
  exchanges: ExchangeView[];
  calls: CallView[];
  /** True where it was taken over from the run that this one was made from. */
  kept: boolean;
  children: ChildView[];
  sleep: {
    until: string;
  } | null;
  callbacks: CallbackView[];
  callbackUrl: string | null;
}

export interface TemplateDetail {
  slug: string;
  hash: string;
  /** Slugs of connections made from it. */
  usedBy: string[];
  changedAt: string | null;
  document: TemplateDocument;
  connections: {
    slug: string;
    name: string;
    tenant: string;
    host: string;
    description: string;
  }[];
  problems: Problem[];
}

export interface TemplateSummary {
  slug: string;
  name: string;
  label: string;
  type: 'crm' | 'sms' | 'other';
  description: string;
  /** False where only the connections that it names may use it. */
  public: boolean;
  endpoints: number;
  parameters: number;
  /** The public facts that it was checked against. */
  checkedAgainst: string[];
  /** Slugs of connections made from it. */
  usedBy: string[];
  problems: number;
  changedAt: string | null;
  hash: string;
}

export interface Token {
  id: string;
  name: string;
  role: 'admin' | 'viewer';
  createdAt: string;
}

export interface User {
  id: string;
  email: string;
  role: 'admin' | 'viewer';
  passwordSet: boolean;
  createdAt: string;
}

export interface UserWithLink {
  user: User;
  /** Path of the one-time link that sets the password. */
  link: string;
}

export interface ValidationList {
  slug: string;
  name: string;
  description: string;
  version: number;
  /** How many values it has. */
  entries: number;
  rules: ListRules;
  /** Days after which it is stale; 0: never. */
  limitDays: number;
  updatedAt: string;
  /** When it was last changed, or said to be up to date: its age counts from here. */
  checkedAt: string;
  stale: boolean;
  usedBy: string[];
}

export interface View {
  id: string;
  owner: string;
  place: string;
  name: string;
  /** What stands behind the ? of the address. */
  query: string;
  /** Whether everybody may use it. */
  shared: boolean;
}

export interface Why {
  /** The whole run in one sentence. */
  summary: string;
  wouldChange: string | null;
  decisions: ({
    node: string;
    title: string;
    /** One plain sentence. */
    says: string;
    wouldChange: string | null;
  })[];
}
