// Generated from the admin API's schemas by `npm run api-types`; do not edit. What the server answers, as the editor reads it.
import type { NodeSpec, Port, Problem } from '../flows/language/catalogue.ts';
import type { AdaptorDocument, FlowBundle, Json } from '../flows/language/document.ts';
import type { ConnectionDocument } from '../flows/language/receivers.ts';

export type { NodeSpec, Port, Problem } from '../flows/language/catalogue.ts';
export type { AdaptorDocument, FlowBundle, Json } from '../flows/language/document.ts';
export type { ConnectionDocument } from '../flows/language/receivers.ts';

export interface AdaptorDetail {
  slug: string;
  hash: string;
  usedBy: string[];
  document: AdaptorDocument;
}

export interface AdaptorSummary {
  slug: string;
  name: string;
  usedBy: string[];
  hash: string;
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

export interface ConnectionChanged {
  slug: string;
  hash: string;
  usedBy: string[];
  document: ConnectionDocument;
}

export interface ConnectionDetail {
  slug: string;
  hash: string;
  usedBy: string[];
  document: ConnectionDocument;
  secrets: SecretState[];
}

export interface ConnectionSummary {
  slug: string;
  name: string;
  usedBy: string[];
  hash: string;
  host: string;
  scheme: 'http' | 'https';
  auth: string;
  endpoints: number;
}

export interface DncCheck {
  e164: string;
  valid: boolean;
  hits: {
    list: string;
    number: string;
    reason: string;
    at: string;
  }[];
}

export interface DncEntry {
  list: string;
  number: string;
  reason: string;
  origin: string;
  at: string;
}

export interface EdgeCounts {
  flow: string;
  /** `<node>.<port>` -> leads that left there since the message before. */
  counts: Record<string, number>;
}

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
}

export interface FlowPublication {
  version: number | null;
  release: string | null;
  by: string;
  at: string;
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
  kind: 'held' | 'unknown' | 'unrecognised' | 'receiver' | 'paused';
  flow: string;
  node: string;
  code: string;
  /** The connection or origin, or ''. */
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
  fields: Record<string, Json>;
  raw: Record<string, Json>;
  runs: RunSummary[];
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
  /** In a file of leads alone. */
  fields?: Record<string, Json>;
}

export interface ListEntry {
  entry: string;
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
  /** Published flows, which others may call. */
  flows: Named[];
  adaptors: Named[];
  lists: Named[];
  dncLists: Named[];
  leadLists: Named[];
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

export interface RemoteAnswer {
  status: number;
  type: string;
  headers: Record<string, string>;
  body: string;
  ms: number;
  simulated: boolean;
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

export interface Secret {
  name: string;
  setAt: string;
  setBy: string;
}

export interface SecretState {
  name: string;
  set: boolean;
  setAt: string | null;
  setBy: string | null;
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
  /** How many. */
  entries: number;
  updatedAt: string;
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
