// What the workspace keeps in memory: flows with their drafts, what serves, and the documents that flows name.
import { createHash } from 'node:crypto';
import type { Catalogue, Port, Problem } from '../../flows/language/catalogue.ts';
import type { AdaptorDocument, FlowBundle } from '../../flows/language/document.ts';
import { Failure } from '../../flows/language/failures.ts';
import type { ConnectionDocument, TemplateDocument } from '../../flows/language/receivers.ts';
import type { CompiledRelease } from '../run/plan.ts';
import type { Store } from '../store/ports.ts';
import type { AccountEntry } from './account-check.ts';
import type { Disk, Files } from './disk.ts';
import type { ReleaseContent } from './workspace.ts';

/** One flow. The draft is undefined where it is the saved version. */
export interface FlowEntry {
  slug: string;
  draft: FlowBundle | undefined;
  rev: number;
  saved: { version: number; identity: string; bundle: FlowBundle } | undefined;
  live: Live | undefined;
  /** The folder as it was last read or written. */
  disk: { stamp: string; files: Files } | undefined;
  fileError: Problem | undefined;
  updatedAt: number;
  /** Who raised `rev` last, and when; undefined where nobody did yet. */
  changed: { by: string; at: number } | undefined;
  /** The last check, and what it was made of. */
  checked: { bundle: FlowBundle; revision: number; checked: Checked } | undefined;
}

/** What serves. `compiled` is undefined where the release cannot be compiled any more. */
export interface Live {
  version: number;
  release: string;
  by: string;
  at: number;
  names: ReleaseNames;
  compiled: CompiledRelease | undefined;
}

/** What a release names. `usesCheck`: a step of it is decided for by the account's duplicate check, be that on or off. */
export interface ReleaseNames {
  connections: readonly string[];
  adaptors: readonly string[];
  flows: readonly string[];
  usesCheck: boolean;
}

/** Of a release that cannot be read. */
export const NO_NAMES: ReleaseNames = Object.freeze({ connections: [], adaptors: [], flows: [], usesCheck: false });

/** What a check came to. `release` is the hash that publishing would make, undefined where it could not. */
export interface Checked {
  problems: Problem[];
  ports: Record<string, Port[]>;
  release: string | undefined;
}

/** A connection, template or adaptor file. */
export interface Named<D> {
  document: D;
  text: string;
  hash: string;
  stamp: string;
}

/** A connection as calls use it, its template in it, and the first digits of the hash of both. */
export interface LiveConnection {
  document: ConnectionDocument;
  version: string;
}

/** Names that live in the database, as they were a moment ago. */
export interface DatabaseNames {
  lists: string[];
  dncLists: string[];
  leadLists: string[];
  statuses: string[];
}

export interface Shelf {
  flows: Map<string, FlowEntry>;
  connections: Map<string, Named<ConnectionDocument>>;
  templates: Map<string, Named<TemplateDocument>>;
  adaptors: Map<string, Named<AdaptorDocument>>;
  /** What was put together of a connection and its template, by the connection's slug; counts while both are the same. */
  effective: Map<
    string,
    { connection: Named<ConnectionDocument>; template: Named<TemplateDocument> | undefined; live: LiveConnection }
  >;
  /** Faults of connection, template and adaptor files, by `connections/<slug>.yaml`. */
  fileErrors: Map<string, { stamp: string; problem: Problem }>;
  /** The last text of each connection, template and adaptor file that could be read, from the database. */
  lastGood: Map<string, string>;
  names: DatabaseNames;
  /** The duplicate check of the account, which serves the lead API; undefined until it is loaded. */
  account: AccountEntry | undefined;
  /** Webhook path -> what serves it. */
  served: Map<string, CompiledRelease>;
  /** Releases by hash, newest last. */
  releases: Map<string, CompiledRelease>;
  /** Raised when anything changes that a flow may name. */
  revision: number;
}

/** Where the workspace notes what a person should know. */
export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

/** Everything that the workspace's functions work with. */
export interface Parts {
  shelf: Shelf;
  disk: () => Promise<Disk>;
  store: Pick<Store, 'write' | 'query'>;
  catalogue: Catalogue;
  environment: string;
  compile: (content: ReleaseContent, hash: string) => CompiledRelease;
  cronFault?: (pattern: string) => string | undefined;
  log: Log;
}

/** Who is named where the files themselves, or a first start, made a change. */
export const BY_WORKSPACE = 'workspace';

export function emptyShelf(): Shelf {
  return {
    flows: new Map(),
    connections: new Map(),
    templates: new Map(),
    effective: new Map(),
    adaptors: new Map(),
    fileErrors: new Map(),
    lastGood: new Map(),
    account: undefined,
    names: { lists: [], dncLists: [], leadLists: [], statuses: [] },
    served: new Map(),
    releases: new Map(),
    revision: 0,
  };
}

export function newEntry(slug: string): FlowEntry {
  return {
    slug,
    draft: undefined,
    rev: 0,
    saved: undefined,
    live: undefined,
    disk: undefined,
    fileError: undefined,
    updatedAt: 0,
    changed: undefined,
    checked: undefined,
  };
}

/** The flow. Fails with NOT_FOUND. */
export function flowOf(shelf: Shelf, slug: string): FlowEntry {
  const entry = shelf.flows.get(slug);
  if (!entry) throw new Failure('NOT_FOUND', { detail: `Flow: ${slug.slice(0, 100)}.` });
  return entry;
}

/** What the editor shows: the draft, else the saved version, else an empty flow of that name. */
export function currentBundle(entry: FlowEntry): FlowBundle {
  return entry.draft ?? entry.saved?.bundle ?? emptyBundle(entry.slug);
}

export function emptyBundle(name: string): FlowBundle {
  return { document: { leadflow: 1, name, nodes: {}, edges: [] }, files: {}, layout: { nodes: {} } };
}

/** True where Save has something to write. */
export function isChanged(entry: FlowEntry): boolean {
  return entry.draft !== undefined || entry.saved === undefined;
}

/** Fails with CHANGED_MEANWHILE where the flow is not as the caller saw it. */
export function expectRev(entry: FlowEntry, rev: number): void {
  if (entry.rev !== rev) throw new Failure('CHANGED_MEANWHILE', { detail: `Flow: ${entry.slug}.` });
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
