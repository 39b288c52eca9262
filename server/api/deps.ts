// Everything that the admin API is given: it makes nothing of its own but what `createAdminApi` says.
import type { Catalogue } from '../../flows/language/catalogue.ts';
import type { Json } from '../../flows/language/document.ts';
import type { ConnectionDocument } from '../../flows/language/receivers.ts';
import type { OutboundCall, Phone, Tools } from '../../nodes/tools.ts';
import type { Alerter } from '../alerts/alerter.ts';
import type { Passwords } from '../auth/passwords.ts';
import type { Throttle } from '../auth/throttle.ts';
import type { Config } from '../config.ts';
import type { Engine, Handle } from '../engine/engine.ts';
import type { Pauses } from '../engine/pauses.ts';
import type { LeadImports } from '../imports/imports.ts';
import type { Refusals } from '../intake/refusals.ts';
import type { CompiledRelease } from '../run/plan.ts';
import type { AcceptedRecord, MaskedRequest, StepRecord } from '../run/records.ts';
import type { OldRun, Retry } from '../run/rerun.ts';
import type { TrialOrder } from '../run/trial.ts';
import type { AdminStore } from '../store/admin-ops.ts';
import type { DncDesk } from '../tools/dnc/desk.ts';
import type { Offers } from '../tools/offers.ts';
import type { Toolbox } from '../tools/toolbox.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { EventHub } from './event-hub.ts';
import type { ReplayOrder } from './run-operations.ts';

/** Where bugs and odd events are written. A pino logger is one. */
export interface Log {
  error(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

/** A run as its journal tells it. */
export interface PastRun {
  id: string;
  accepted: AcceptedRecord;
  steps: readonly StepRecord[];
}

/** What `main` hands over. */
export interface AdminApiParts {
  store: AdminStore;
  workspace: Workspace;
  engine: Pick<Engine, 'accept' | 'cancel' | 'watch' | 'settle'>;
  pauses: Pick<Pauses, 'list' | 'set' | 'clear'>;
  refusals: Pick<Refusals, 'list'>;
  config: Pick<Config, 'environment' | 'smtp' | 'publicUrl' | 'egressAddresses' | 'egressProxy' | 'syncLimitMs'>;
  alerts: Pick<Alerter, 'test'>;
  version: string;
  log: Log;
  /** Every node type, from `nodes/registry`. */
  catalogue: Catalogue;
  /** Reads a phone number, in the region where it has no country code (server/tools). */
  phone: (raw: string, region: string) => Phone;
  /** Reads a body as data, as the steps do (server/tools). */
  parse: Tools['parse'];
  /** What a receiver offers to choose from (server/tools). */
  offers: Offers;
  /** DNC lists beyond their rows: checks, imports, erasure (server/tools). */
  dnc: DncDesk;
  /** Imports of leads out of files (server/imports). */
  leadImports: LeadImports;
  /** The secrets of connections (server/tools). */
  secrets: {
    set(name: string, value: string, by: string, origins: readonly string[]): Promise<unknown>;
    remove(name: string, by: string): Promise<unknown>;
    list(): { name: string; setAt: number; setBy: string; origins: string[]; locked: boolean }[];
    locked(): string | undefined;
  };
  passwords: Passwords;
  /** Seals the HMAC secret of a source, the way intake opens it. */
  seal: (secret: string) => string;
  /** What each step of a run was given: node id -> its config, expressions evaluated (server/run). */
  inputsOf: (release: CompiledRelease, run: PastRun) => Promise<Record<string, Json>>;
  /** Gives the lead of an old run to the engine again, as a new one (server/intake). Fails as intake does. */
  replay: (order: ReplayOrder) => Handle;
  /** What a retry takes over from an old run (server/run). Fails with RETRY_REFUSED. */
  planRetry: (old: OldRun, release: CompiledRelease, from: string | null) => Retry;
  /** The address that a step of a run waits on (server/intake). */
  callbackUrl: (run: string, node: string) => string;
  /** What a step would send (server/run, server/tools); undefined where it sends nothing. Fails as the step would. */
  foresee: (
    release: CompiledRelease,
    node: string,
    past: { accepted: AcceptedRecord; steps: readonly StepRecord[] },
  ) => Promise<MaskedRequest | undefined>;
  /** Tests of endpoints, before any flow uses them (server/run, server/tools). */
  trial: {
    /** The call that a step would make. Fails as the step would. */
    callOf: (order: TrialOrder) => Promise<OutboundCall>;
    /** The tools of calls; with a draft, over that connection as it is being edited. */
    tools: (
      draft: { document: ConnectionDocument; version: string } | undefined,
    ) => Pick<Toolbox, 'preview' | 'exchange' | 'sentOf'>;
  };
  /** How often live streams are kept awake and their readers looked at anew, milliseconds; 15,000 where absent. */
  heartbeatMs?: number;
  /** Aborted when the server stops: live event streams end, so that the listener can close. */
  stopping: AbortSignal;
}

/** What a handler sees. */
export interface ApiDeps extends AdminApiParts {
  throttle: Throttle;
  hub: EventHub;
  /** Milliseconds since 1970. */
  now: () => number;
}
