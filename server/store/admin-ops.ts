// The admin commands and queries by name, with what they take and answer: the contract between the API and any database.
import type { JsonObject } from '../../flows/language/document.ts';
import type {
  AuditRow,
  DncRow,
  LeadDetailRow,
  LeadRow,
  ListRow,
  NamedRow,
  Page,
  PageArgs,
  PublicationRow,
  Role,
  RunDetailRow,
  RunInputRow,
  RunRow,
  SessionRow,
  SourceRow,
  StatusRow,
  TokenRow,
  UserRow,
} from './admin-rows.ts';
import type { Store } from './ports.ts';

interface Op<A, R> {
  args: A;
  result: R;
}
/** `q` is a search text, null for none. */
type Search = PageArgs & { q: string | null };
/** Who did it: an e-mail address, `token:<name>`, or `operator` for the command line. Goes into the audit. */
type By<A> = A & { by: string };

/** Changes. Each refuses with a Failure; NOT_FOUND and ALREADY_EXISTS where a name says so. */
export interface AdminCommands {
  'source.create': Op<
    By<{
      name: string;
      flow: string;
      auth: 'key' | 'hmac';
      keyHash: string | null;
      keyHint: string;
      secret: string | null;
      region: string;
      test: boolean;
    }>,
    SourceRow
  >;
  'source.change': Op<By<{ id: string; name?: string; paused?: boolean; test?: boolean; region?: string }>, SourceRow>;
  'source.rekey': Op<By<{ id: string; keyHash: string | null; keyHint: string; secret: string | null }>, SourceRow>;
  'source.remove': Op<By<{ id: string }>, null>;
  'leadList.create': Op<By<NamedRow>, NamedRow>;
  'status.create': Op<By<StatusRow>, StatusRow>;
  'dncList.create': Op<By<NamedRow>, NamedRow>;
  'dnc.enter': Op<By<{ list: string; number: string; reason: string }>, DncRow>;
  'dnc.remove': Op<By<{ list: string; number: string }>, null>;
  'list.create': Op<By<{ slug: string; name: string; description: string; values: string[] }>, ListRow>;
  'list.change': Op<By<{ slug: string; name: string; description: string }>, ListRow>;
  'list.remove': Op<By<{ slug: string }>, null>;
  'list.addEntries': Op<By<{ slug: string; values: string[] }>, { added: number }>;
  'list.removeEntries': Op<By<{ slug: string; values: string[] }>, { removed: number }>;
  'user.create': Op<By<{ email: string; role: Role; password: string | null }>, UserRow>;
  'user.setPassword': Op<By<{ id: string; password: string }>, UserRow>;
  'user.remove': Op<By<{ id: string }>, null>;
  /** Takes the place of every earlier link of the user. */
  'setupLink.create': Op<By<{ user: string; hash: string; expiresAt: number }>, null>;
  /** Sets the password, ends the user's sessions, and uses the link up. */
  'setupLink.use': Op<{ hash: string; password: string }, UserRow>;
  'session.create': Op<{ hash: string; user: string; expiresAt: number; replaces: string | null }, null>;
  'session.touch': Op<{ hash: string }, null>;
  'session.remove': Op<{ hash: string }, null>;
  'token.create': Op<By<{ hash: string; name: string; role: Role }>, TokenRow>;
  'token.remove': Op<By<{ id: string }>, null>;
  'audit.add': Op<{ who: string; did: string; what: string; detail: string }, null>;
}

/** Questions. A missing thing is answered with null. */
export interface AdminQueries {
  'run.list': Op<
    Search & { flow: string | null; state: string | null; outcome: string | null; test: boolean | null },
    Page<RunRow>
  >;
  'run.detail': Op<{ id: string }, RunDetailRow | null>;
  'run.input': Op<{ id: string }, RunInputRow | null>;
  /** What a source may know of its run. */
  'run.status': Op<{ run: string }, (Pick<RunRow, 'state' | 'outcome'> & { run: string }) | null>;
  /** The newest run of each flow that has one. */
  'run.lastOfFlows': Op<{ flows: string[] }, RunRow[]>;
  'lead.list': Op<Search & { list: string | null; status: string | null; source: string | null }, Page<LeadRow>>;
  'lead.detail': Op<{ id: string }, LeadDetailRow | null>;
  'leadList.list': Op<Search, Page<NamedRow>>;
  'status.list': Op<Search, Page<StatusRow>>;
  'dncList.list': Op<Search, Page<NamedRow>>;
  'dnc.list': Op<Search & { list: string | null }, Page<DncRow>>;
  'dnc.hits': Op<{ numbers: string[] }, DncRow[]>;
  'list.list': Op<Search, Page<ListRow>>;
  'list.detail': Op<{ slug: string }, ListRow | null>;
  'list.entries': Op<Search & { slug: string }, Page<{ entry: string }>>;
  'source.list': Op<Search, Page<SourceRow>>;
  'source.detail': Op<{ id: string }, SourceRow | null>;
  'user.list': Op<Search, Page<UserRow>>;
  'user.byEmail': Op<{ email: string }, UserRow | null>;
  /** The stored password, for sign-in alone. */
  'user.credentials': Op<{ email: string }, { id: string; email: string; role: Role; password: string | null } | null>;
  'setupLink.find': Op<{ hash: string }, { user: string; expiresAt: number } | null>;
  'session.find': Op<{ hash: string }, SessionRow | null>;
  'token.list': Op<Search, Page<TokenRow>>;
  'token.find': Op<{ hash: string }, TokenRow | null>;
  'audit.list': Op<Search, Page<AuditRow>>;
  'publication.list': Op<PageArgs & { flow: string }, Page<PublicationRow>>;
}

/** The part of the store that admin work needs. */
export type AdminStore = Pick<Store, 'write' | 'query'>;

/** Asks a query by name, typed. */
export async function ask<N extends keyof AdminQueries>(
  store: AdminStore,
  name: N,
  args: AdminQueries[N]['args'],
): Promise<AdminQueries[N]['result']> {
  return (await store.query(name, args as unknown as JsonObject)) as unknown as AdminQueries[N]['result'];
}

/** Runs a command by name, typed. Rejects with the Failure that refused it. */
export async function change<N extends keyof AdminCommands>(
  store: AdminStore,
  name: N,
  args: AdminCommands[N]['args'],
): Promise<AdminCommands[N]['result']> {
  return (await store.write(name, args as unknown as JsonObject)) as unknown as AdminCommands[N]['result'];
}
