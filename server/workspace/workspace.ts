// The workspace's port: the documents that git holds, their drafts and versions, and the releases that serve.
import type { AccountSettings } from '../../flows/language/account-flow.ts';
import type { KnownNames, Port, Problem } from '../../flows/language/catalogue.ts';
import type { AdaptorDocument, FlowBundle, Json, JsonObject } from '../../flows/language/document.ts';
import type { ConnectionDocument, TemplateDocument } from '../../flows/language/receivers.ts';
import type { CompiledRelease } from '../run/plan.ts';
import type { AccountCheck } from './account-check.ts';
import type { ReadyTemplate } from './ready-templates.ts';
import type { ConnectionExport, ConnectionImportReport } from './receiver-transfer.ts';

/** A flow as the editor opens it. */
export interface FlowDetail {
  slug: string;
  bundle: FlowBundle;
  /** Raised by every change of the draft; sent back as If-Match. */
  rev: number;
  /** Who raised `rev` last, and when. */
  changed: { by: string; at: number } | null;
  /** Newest saved version, or null for a flow that was never saved. */
  savedVersion: number | null;
  /** True where the draft's logic or layout differs from the saved version. */
  draftChanged: boolean;
  live: { version: number; release: string; by: string; at: number } | null;
  problems: Problem[];
  ports: Record<string, Port[]>;
  /** Set where the file on disk cannot be read: the last good version is shown, and keeps serving. */
  fileError: Problem | null;
  /** Where sources send leads, from the trigger's config; null without a trigger. */
  trigger: { node: string; type: string; path: string } | null;
}
export type FlowState = 'live' | 'changed' | 'draft' | 'problems' | 'file-error';
export interface FlowSummary {
  slug: string;
  name: string;
  state: FlowState;
  liveVersion: number | null;
  savedVersion: number | null;
  draftChanged: boolean;
  problems: number;
  trigger: FlowDetail['trigger'];
  updatedAt: number;
}
/** A connection, template or adaptor file. `hash` is sent back as If-Match. */
export interface NamedDocument<D> {
  slug: string;
  document: D;
  hash: string;
  /** Slugs of flows that name it; of a template, of the connections made from it. */
  usedBy: string[];
  /** Endpoints that name it: only of adaptors. */
  usedByEndpoints: EndpointUse[];
  /** When its file was last written, milliseconds since 1970; null where the file is not as it was read. */
  changedAt: number | null;
}
/** An endpoint of a connection or template. */
export interface EndpointUse {
  kind: 'connection' | 'template';
  slug: string;
  endpoint: string;
}
/** What an import would do, or did. */
export interface ImportReport {
  slug: string;
  nodes: number;
  problems: Problem[];
  missing: { connections: string[]; adaptors: string[]; lists: string[] };
  /** Slugs that exist already; an import refuses a flow clash and keeps what exists of the others. */
  clashes: string[];
}
/** One flow with what it names, as one JSON file. Holds no secret. */
export interface FlowExport {
  leadflow: 1;
  slug: string;
  files: Record<string, string>;
  adaptors: Record<string, AdaptorDocument>;
  connections: Record<string, ConnectionDocument>;
  /** Templates of the connections. Absent where there are none, and in older exports. */
  templates?: Record<string, TemplateDocument>;
}

/** Fails with NOT_FOUND, ALREADY_EXISTS, CHANGED_MEANWHILE, FLOW_HAS_PROBLEMS, TEXT_UNREADABLE, IN_USE, REQUEST_INVALID. */
export interface Workspace {
  /** Reads the folder, makes versions of what changed, compiles what is published, seeds lists; on a first start publishes every clean flow. */
  load(): Promise<{ published: string[]; problems: { slug: string; problems: Problem[] }[] }>;
  /** Looks for changed files every second or so until stopped. */
  watch(): () => void;

  list(): FlowSummary[];
  get(slug: string): FlowDetail;
  version(slug: string, version: number): Promise<FlowBundle>;
  versions(slug: string): Promise<Json>;
  create(flow: { name: string; slug?: string; bundle?: FlowBundle; from?: string }, by: string): Promise<FlowDetail>;
  putDraft(slug: string, bundle: FlowBundle, at: { rev: number; by: string }): Promise<FlowDetail>;
  save(slug: string, at: { rev: number; by: string; message: string }): Promise<FlowDetail>;
  /** Saves the draft if it changed, compiles, and points the flow at the new release. */
  publish(slug: string, at: { rev: number; by: string }): Promise<FlowDetail>;
  /** Serves an earlier version again: the release that served for it last, or one compiled now. The draft stays. */
  goBack(slug: string, version: number, by: string): Promise<FlowDetail>;
  withdraw(slug: string, by: string): Promise<FlowDetail>;
  remove(slug: string, by: string): Promise<void>;
  export(slug: string): Promise<FlowExport>;
  import(file: FlowExport, at: { by: string; dryRun: boolean }): Promise<ImportReport>;
  /** The account's duplicate check, which makes the flow `account-leads` of the lead API. */
  account(): AccountCheck;
  /** Whom its clients may name as a user; empty: anybody. */
  accountUsers(): readonly string[];
  /** Serves the flow of these settings. Fails also with FLOW_HAS_PROBLEMS where they name what is not there. */
  applyAccount(settings: AccountSettings, at: { version: number; by: string }): Promise<AccountCheck>;
  check(bundle: FlowBundle, slug: string | undefined): { problems: Problem[]; ports: Record<string, Port[]> };
  known(): KnownNames;

  connections(): NamedDocument<ConnectionDocument>[];
  connection(slug: string): NamedDocument<ConnectionDocument> | undefined;
  putConnection(
    slug: string,
    document: ConnectionDocument,
    at: { hash: string | undefined; by: string },
  ): Promise<NamedDocument<ConnectionDocument>>;
  removeConnection(slug: string, by: string): Promise<void>;
  /**
   * A connection as calls use it now, its template in it, with the first 12 digits of the hash of both. Synchronous: the
   * toolbox asks for each call. Fails with CONNECTION_MISSING where its template is gone.
   */
  live(slug: string): { document: ConnectionDocument; version: string } | undefined;
  /** The same for a page: of a connection whose template is gone, what is left of it. Fails with NOT_FOUND. */
  effective(slug: string): ConnectionDocument;
  /** What is wrong with a connection or template, beyond its own file. Fails with NOT_FOUND. */
  problemsOf(kind: 'connection' | 'template', slug: string): Problem[];
  /** Fails with REQUEST_INVALID where something in it looks like a secret. */
  exportConnection(slug: string): ConnectionExport;
  importConnection(
    file: ConnectionExport,
    at: { by: string; dryRun: boolean; replace: readonly string[] },
  ): Promise<ConnectionImportReport>;
  templates(): NamedDocument<TemplateDocument>[];
  template(slug: string): NamedDocument<TemplateDocument> | undefined;
  putTemplate(
    slug: string,
    document: TemplateDocument,
    at: { hash: string | undefined; by: string },
  ): Promise<NamedDocument<TemplateDocument>>;
  removeTemplate(slug: string, by: string): Promise<void>;
  /** Shipped templates that are not here. */
  readyTemplates(): Promise<ReadyTemplate[]>;
  /** Copies one here with its adaptors; an adaptor that is here stays as it is. */
  addReadyTemplate(slug: string, by: string): Promise<NamedDocument<TemplateDocument>>;
  adaptors(): NamedDocument<AdaptorDocument>[];
  adaptor(slug: string): NamedDocument<AdaptorDocument> | undefined;
  putAdaptor(
    slug: string,
    document: AdaptorDocument,
    at: { hash: string | undefined; by: string },
  ): Promise<NamedDocument<AdaptorDocument>>;
  removeAdaptor(slug: string, by: string): Promise<void>;

  /** The release that serves a webhook path, or undefined. Synchronous: intake asks for each lead. */
  liveAt(path: string): CompiledRelease | undefined;
  /** The release of a flow that serves; undefined where it is not published. */
  liveOf(slug: string): CompiledRelease | undefined;
  /** The published releases that a schedule triggers. */
  scheduled(): Scheduled[];
  /** Any release that a run pins; compiled once and kept. Fails with NOT_FOUND. */
  release(hash: string): Promise<CompiledRelease>;
  /** Compiles the draft for a test run, and stores it as a release that serves nobody. */
  testRelease(slug: string): Promise<CompiledRelease>;
}

/** A published release that a schedule triggers, and since when, milliseconds since 1970. */
export interface Scheduled {
  release: CompiledRelease;
  since: number;
}

/** What `release.content` holds: everything that a run pins, before compiling. */
export interface ReleaseContent {
  flow: string;
  name: string;
  version: number;
  /** Long expressions inlined, `files` empty. */
  bundle: FlowBundle;
  adaptors: Record<string, AdaptorDocument>;
  /** `<connection>/<endpoint>` -> its definition. */
  endpoints: Record<string, JsonObject>;
  /** Flows that this one calls: slug -> hash of the release, itself stored. Absent in releases that call none. */
  flows?: Record<string, string>;
}
