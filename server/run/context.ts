// What the walk asks of whoever makes it go on. The embedded engine implements it; so does a rehearsal in memory.
import type { Json, JsonObject, RetryPolicy } from '../../flows/language/document.ts';
import { Failure } from '../../flows/language/failures.ts';
import type { Answer, OutboundCall, RemoteAnswer } from '../../nodes/contract.ts';
import type { AcceptedRecord, FinishedRecord, StepRecord } from './records.ts';

/** How a call out is to be handled when it fails. */
export interface CallPolicy {
  retry: RetryPolicy;
  onUnknown: 'retry' | 'hold';
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
  effect(call: string, request: OutboundCall, policy: CallPolicy): Promise<RemoteAnswer>;
  respond(by: 'flow' | 'outcome', answer: Answer): void;
  finish(record: Omit<FinishedRecord, 't' | 'at'>): void;
  /** True once someone asked for the run to be cancelled; asked before each step. */
  cancelled(): boolean;
  /** Milliseconds since 1970: when the last step ended, or the run was accepted, so that a recomputed step sees the same. */
  now(): number;
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
