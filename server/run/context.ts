// What the walk asks of whoever makes it go on. The embedded engine implements it; so does a rehearsal in memory.
import type { Json, JsonObject } from '../../flows/language/document.ts';
import { Failure } from '../../flows/language/failures.ts';
import type { EndpointDocument } from '../../flows/language/receivers.ts';
import type { Answer, Callback, ChildEnd, ChildPlan, OutboundCall, RemoteAnswer, Verdict } from '../../nodes/tools.ts';
import type { AcceptedRecord, FinishedRecord, StepRecord } from './records.ts';

/** How a call out is to be handled when it fails. */
export interface CallPolicy {
  retry: CallRetry;
  onUnknown: 'retry' | 'hold' | ProbePolicy;
}

/** When a call is made again. Times are milliseconds. */
export interface CallRetry {
  /** Tries in all, the first included. */
  attempts: number;
  first: number;
  longest: number;
  /** Whether a failure before anything left is tried again, and which statuses are. */
  notSent: boolean;
  statuses: (status: number) => boolean;
}

/** Asks the receiver what became of a call: with the call's own body, to another endpoint of its connection. */
export interface ProbePolicy {
  endpoint: EndpointDocument;
  /** True: it took the call. False: it did not. Anything else, undefined included: it does not say. */
  accepted: (answer: RemoteAnswer, moment: { now: number }) => Json | undefined | Promise<Json | undefined>;
}

/**
 * The engine as one run sees it. `call` is `<node>.<n>`, n from 1 in the order the step asked.
 * A call that the journal already holds returns its record and does nothing.
 */
export interface RunContext {
  readonly runId: string;
  readonly accepted: AcceptedRecord;
  /** How many steps the journal held when the walk began. */
  readonly recordedSteps: number;
  /** Nodes of which the journal held a call but no step: the walk must come to them first. */
  readonly begunNodes: ReadonlySet<string>;
  /** The step of this node, where the journal holds it. */
  recorded(node: string): StepRecord | undefined;
  /** Records the end of a step; the context adds when it was and how long it took. */
  step(record: Omit<StepRecord, 't' | 'at' | 'ms'>): void;
  read(call: string, op: string, args: JsonObject): Json | Promise<Json>;
  local(call: string, op: string, args: JsonObject): Promise<Json>;
  effect(call: string, request: OutboundCall, policy: CallPolicy): Promise<RemoteAnswer | Verdict>;
  /** Sleeps until the moment that `due` names (milliseconds since 1970), counted from the run's `now`. Decided once. */
  sleep(call: string, due: (now: number) => number): Promise<{ from: number; until: number }>;
  /** Waits for the callback that counts, at most until `due`. Null where none came. Decided once. */
  callback(
    call: string,
    wait: { node: string; wins: 'first' | 'last'; due: (now: number) => number; settle?: number },
  ): Promise<Callback | null>;
  /** Starts child runs and resolves with what they came to, in the order of the plan; those never started are left out. */
  children(call: string, plan: PinnedPlan): Promise<ChildEnd[]>;
  /** Asked before each new step. A promise rejects with Parked where the run must wait here. */
  enter(node: string): void | Promise<void>;
  /** An expression of the node was stopped: it took too long, or made too much. */
  killed(node: string): void;
  respond(by: 'flow' | 'outcome', answer: Answer): void;
  /** Ends the run. `to`: the flow that a run which ends in error is handed to. */
  finish(record: Omit<FinishedRecord, 't' | 'at'>, to?: HandOver): void | Promise<void>;
  /** True once someone asked for the run to be cancelled; asked before each step. */
  cancelled(): boolean;
  /** Who asked, where that is known. */
  readonly cancelledBy?: string | undefined;
  /** Milliseconds since 1970: when the last step ended, or the run was accepted, so that a recomputed step sees the same. */
  now(): number;
}

/** A plan of child runs whose flows are pinned: slug -> hash of the release. */
export interface PinnedPlan extends ChildPlan {
  node: string;
  releases: Readonly<Record<string, string>>;
}

/** The flow that a failed run is handed to, pinned, and what happened: its lead is {lead, error}. */
export interface HandOver {
  flow: string;
  /** Hash of the release. */
  release: string;
  /** The step that said error, and what its card says. */
  node: string;
  title: string;
  /** Null where the drawing itself said error. */
  code: string | null;
  says: string;
}

/** A journal that the drawing cannot have written: the walk must not go on. */
export class Diverged extends Failure {
  constructor(detail: string) {
    super('JOURNAL_DIVERGED', { detail });
  }
}

/** Thrown by the context, and passed through by the walk untouched, when the run must stop here without an outcome. */
export class Parked extends Error {
  readonly why: 'waiting' | 'held' | 'dropped';
  constructor(why: 'waiting' | 'held' | 'dropped') {
    super(why);
    this.why = why;
  }
}
