// What the journal says of a run: the records, in the order they happened. A run is rebuilt from them alone.
import type { Outcome } from '../../flows/language/catalogue.ts';
import type { Json, JsonObject } from '../../flows/language/document.ts';
import type { FailureCode } from '../../flows/language/failures.ts';
import type { TriggerFacts } from '../../nodes/contract.ts';
import type { Answer, RemoteAnswer } from '../../nodes/tools.ts';

/** All times are milliseconds since 1970, UTC. */
export type JournalRecord =
  | AcceptedRecord
  | StepRecord
  | CallRecord
  | IntentRecord
  | AnsweredRecord
  | FailedCallRecord
  | WaitRecord
  | SettledRecord
  | SleepRecord
  | CalledBackRecord
  | ChildRecord
  | ChildEndedRecord
  | QueuedRecord
  | AnswerRecord
  | HeldRecord
  | CancelRecord
  | FinishedRecord;

/** Stands in the place of a node where a run was handed to the flow that follows a failed one. */
export const ERROR_FLOW = '_error';

/** The lead was taken: always the first record of a run. */
export interface AcceptedRecord {
  t: 'accepted';
  at: number;
  lead: JsonObject;
  trigger: TriggerFacts;
  vars: JsonObject;
  test: boolean;
  /** The run that this one was made from: again from its start or from a node, or the same lead as a new one. */
  from?: { run: string; node: string | null; by: string };
  /** The run and step that called this one. `_error` as a node: this is the flow that follows a failed run. */
  parent?: { run: string; node: string; index: number };
}

/** A step ended. Its input is not kept: it follows from the release and the steps before, and is computed when read. */
export interface StepRecord {
  t: 'step';
  at: number;
  node: string;
  port: string;
  /** The step's value; null in the journal where `same` says where it stands already. */
  out: Json;
  /** `lead`, or the id of the call whose answer this step's value is: written once, put back when the journal is read. */
  same?: string;
  ms: number;
  reason?: string;
  outcome?: Exclude<Outcome, 'cancelled'>;
  failure?: { code: FailureCode; says: string };
  /** Set where this step gave the caller's answer. */
  answered?: true;
  /** What it answered, where that is not its value: a caller that was told by the clock asks for it later. */
  answer?: Answer;
  /** Copied from the run that this one was made from; it was not done again. */
  kept?: true;
}

/** A read or a local command of a step, decided once. `call` is `<node>.<n>`. */
export interface CallRecord {
  t: 'call';
  at: number;
  call: string;
  op: string;
  args?: Json;
  value: Json;
}

/** A request is about to leave: on disk before its first byte. `request` has its secrets masked. */
export interface IntentRecord {
  t: 'intent';
  at: number;
  call: string;
  attempt: number;
  request: MaskedRequest;
}
export interface MaskedRequest {
  method: string;
  url: string;
  headers: { [name: string]: string };
  body: string;
  /** The connection's definition in force, by version: the first 12 digits of its hash. */
  connection: string;
  connectionVersion: string;
}

/** Head and body arrived. */
export interface AnsweredRecord {
  t: 'answered';
  at: number;
  call: string;
  attempt: number;
  answer: RemoteAnswer;
  /** Set where the receiver took the access token no more: the same call is made once again, with a new one. */
  renew?: true;
}

/** The call failed. `sent: 'no'` nothing left; `'unknown'` nobody knows whether it was taken. */
export interface FailedCallRecord {
  t: 'failed';
  at: number;
  call: string;
  attempt: number;
  code: FailureCode;
  says: string;
  sent: 'no' | 'unknown';
  /** Set where the process ended before it could say what came of the attempt. */
  stopped?: true;
}

/** The run waits until `due` (a back-off before attempt `attempt + 1`). */
export interface WaitRecord {
  t: 'wait';
  at: number;
  call: string;
  attempt: number;
  due: number;
}

/** Somebody who knows said what became of a call whose outcome nobody knew. `by` is a person, or `probe`. */
export interface SettledRecord {
  t: 'settled';
  at: number;
  call: string;
  attempt: number;
  /** `accepted`, `rejected`: the receiver's decision. `again`: it is sent once more, with the same key. */
  as: 'accepted' | 'rejected' | 'again';
  by: string;
  note: string;
  /** What the receiver answered, where that is known after all: the step then goes on as if it had come. */
  answer?: RemoteAnswer;
}

/** The run sleeps until `due`. */
export interface SleepRecord {
  t: 'sleep';
  at: number;
  call: string;
  due: number;
}

/** The wait for a callback is over: decided once. `value` is the callback that counts, or null where none came in time. */
export interface CalledBackRecord {
  t: 'called-back';
  at: number;
  call: string;
  value: Json;
}

/** A child run is about to begin: `run` is `<parent>.<node>.<index>`. */
export interface ChildRecord {
  t: 'child';
  at: number;
  call: string;
  index: number;
  run: string;
  flow: string;
}

/** What a child run came to, as its parent met it. `open`: it was asked to stop and had not ended yet. */
export interface ChildEndedRecord {
  t: 'child-ended';
  at: number;
  call: string;
  index: number;
  run: string;
  outcome: Outcome | 'open';
  reason: string;
  /** What the child's flow answered; null where it said nothing. */
  answer: Answer | null;
}

/** The run waits in a queue until it is drained; see `Queue` in server/engine/engine.ts. */
export interface QueuedRecord {
  t: 'queued';
  at: number;
  queue: string;
  says: string;
}

/** What the caller was told, or will be. `by: 'clock'` is the pending body at the sync limit. */
export interface AnswerRecord {
  t: 'answer';
  at: number;
  by: 'flow' | 'outcome' | 'clock';
  answer: Answer;
}

/** The run waits for a person. */
export interface HeldRecord {
  t: 'held';
  at: number;
  node: string;
  code: FailureCode;
  says: string;
  /** The call that a person can settle; absent where there is none to settle. */
  call?: string;
}

/** A person asked for the run to be cancelled. */
export interface CancelRecord {
  t: 'cancel';
  at: number;
  by: string;
}

/** The end. */
export interface FinishedRecord {
  t: 'finished';
  at: number;
  outcome: Outcome;
  reason?: string;
}
