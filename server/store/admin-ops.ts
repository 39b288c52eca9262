// The admin commands and queries by name, with what they take and answer: the contract between the API and any database.
import type { JsonObject } from '../../flows/language/document.ts';
import type { FailureCode } from '../../flows/language/failures.ts';
import type { Answer } from '../../nodes/tools.ts';
import type {
  AlertChannelRow,
  AuditRow,
  DueChannel,
  IncidentKey,
  IncidentRow,
  Page,
  PageArgs,
  PauseRow,
  PublicationRow,
  Role,
  SessionRow,
  SlotRow,
  SourceRow,
  TokenRow,
  UserRow,
  ViewRow,
} from './admin-rows.ts';
import type {
  CallbackRow,
  HeldFilter,
  HeldGroupRow,
  HeldRow,
  RunDetailRow,
  RunFilter,
  RunHourRow,
  RunInputRow,
  RunRow,
} from './admin-run-rows.ts';
import type { DncCommands, DncQueries } from './dnc-ops.ts';
import type { ExchangeCursor, ExchangeDetailRow, ExchangeFilter, ExchangeRow, KeptTest } from './exchange-rows.ts';
import type { ImportCommands, ImportQueries } from './import-ops.ts';
import type { LeadCommands, LeadQueries } from './lead-ops.ts';
import type { ListCommands, ListQueries } from './list-ops.ts';
import type { Store } from './ports.ts';

interface Op<A, R> {
  args: A;
  result: R;
}
/** `q` is a search text, null for none. */
type Search = PageArgs & { q: string | null };
/** The other way round than the list usually is. */
type Turned = { turned?: boolean };
/** Who did it: an e-mail address, `token:<name>`, or `operator` for the command line. Goes into the audit. */
type By<A> = A & { by: string };

/** Changes. Each refuses with a Failure; NOT_FOUND and ALREADY_EXISTS where a name says so. */
export interface AdminCommands extends ListCommands, DncCommands, ImportCommands, LeadCommands {
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
  'source.change': Op<
    By<{
      id: string;
      name?: string;
      test?: boolean;
      region?: string;
      pending?: SourceRow['pending'];
      ratePerMinute?: number | null;
    }>,
    SourceRow
  >;
  'pause.set': Op<Omit<PauseRow, 'at'>, PauseRow>;
  'pause.clear': Op<By<{ kind: PauseRow['kind']; key: string }>, null>;
  /** Forgets at most `limit` idempotency keys whose window, milliseconds, is over; `others`: of every flow not named. */
  'key.prune': Op<{ windows: Record<string, number>; others: number; limit: number }, { pruned: number }>;
  /** Forgets at most `limit` reservations of accepted leads whose window is over. */
  'reservation.prune': Op<{ limit: number }, { pruned: number }>;
  /** Records that the caller of a run that waits or is held was told `answer`. Answers what it was told first, null where it runs. */
  'run.tell': Op<{ run: string; answer: Answer }, Answer | null>;
  'source.rekey': Op<By<{ id: string; keyHash: string | null; keyHint: string; secret: string | null }>, SourceRow>;
  'source.remove': Op<By<{ id: string }>, null>;
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
  /** From now on it is told what nobody was told of yet, and what comes. */
  'alert.addChannel': Op<By<{ kind: AlertChannelRow['kind']; target: string }>, AlertChannelRow>;
  'alert.changeChannel': Op<By<{ id: string; enabled: boolean }>, AlertChannelRow>;
  'alert.removeChannel': Op<By<{ id: string }>, null>;
  /** The channel was told that these incidents came to these counts; it works. */
  'alert.told': Op<{ channel: string; items: (IncidentKey & { count: number })[] }, null>;
  'alert.failed': Op<{ channel: string; says: string; retryAt: number }, null>;
  /** Refuses a slot that is not later than every one before, in silence. With `failed`, it is an incident. */
  'slot.leaveOut': Op<SlotRow & { says: string; failed: FailureCode | null }, null>;
  /** Takes the place of the owner's view of that name. */
  'view.save': Op<Omit<ViewRow, 'id'>, ViewRow>;
  /** `anyone`: also a shared view of somebody else. */
  'view.remove': Op<By<{ id: string; anyone: boolean }>, null>;
  /** Keeps a test of an endpoint, and the newest 500 of its connection. Answers its id. */
  'test.keep': Op<KeptTest, { id: string }>;
  'audit.add': Op<{ who: string; did: string; what: string; detail: string }, null>;
}

/** Questions. A missing thing is answered with null. */
export interface AdminQueries extends ListQueries, DncQueries, ImportQueries, LeadQueries {
  'run.list': Op<PageArgs & RunFilter & Turned, Page<RunRow>>;
  /** Ids in the order of acceptance, at most `limit`, after the id `after`. */
  'run.ids': Op<{ filter: RunFilter; after: string; limit: number }, string[]>;
  /** The children of a run, and the runs made from it: ids with where they stand. */
  'run.relatives': Op<{ id: string }, { children: RunRow[]; made: RunRow[]; errorRun: string | null }>;
  /** Those that wait longest first. */
  'held.list': Op<PageArgs & HeldFilter, Page<HeldRow>>;
  /** The largest first. */
  'held.groups': Op<object, HeldGroupRow[]>;
  /** Ids of those that a person can settle, in the order of acceptance, at most `limit`, after the id `after`. */
  'held.ids': Op<{ filter: HeldFilter; after: string; limit: number }, string[]>;
  'callback.list': Op<{ run: string }, CallbackRow[]>;
  /** Newest first; some more than `limit` where one commit holds several. It looks at so many at most: `next` goes on. */
  'exchange.list': Op<
    ExchangeFilter & { limit: number; after: ExchangeCursor | null },
    { items: ExchangeRow[]; next: ExchangeCursor | null }
  >;
  'exchange.detail': Op<{ connection: string; id: string }, ExchangeDetailRow | null>;
  'run.detail': Op<{ id: string }, RunDetailRow | null>;
  'run.input': Op<{ id: string }, RunInputRow | null>;
  /** What a source may know of its run. */
  'run.status': Op<
    { run: string },
    (Pick<RunRow, 'state' | 'outcome' | 'reason'> & { run: string; answer: Answer | null }) | null
  >;
  /** The newest run of each flow that has one. */
  'run.lastOfFlows': Op<{ flows: string[] }, RunRow[]>;
  /** Runs of these flows that ended, by hour and outcome, from `since` on. */
  'run.hoursOfFlows': Op<{ flows: string[]; since: number }, RunHourRow[]>;
  'slot.list': Op<object, SlotRow[]>;
  'pause.list': Op<object, PauseRow[]>;
  /** Queues that runs wait in, with how many. */
  'pause.waiting': Op<object, { queue: string; waiting: number }[]>;
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
  'alert.channels': Op<object, AlertChannelRow[]>;
  /**
   * Channels that are to be told something now: an incident that was quiet for `quietMs` or is untold for `longestMs`, and
   * of which the channel was not told within `repeatMs`. `untold` counts what nobody was told of.
   */
  'alert.due': Op<
    { now: number; quietMs: number; longestMs: number; repeatMs: number },
    { channels: DueChannel[]; anyChannel: boolean; untold: number }
  >;
  /** The newest first, at most `limit`. */
  'incident.list': Op<{ limit: number }, IncidentRow[]>;
  /** Those of the owner, and those that others share, by name. */
  'view.list': Op<{ owner: string; place: string }, ViewRow[]>;
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
