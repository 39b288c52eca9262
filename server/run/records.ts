// What the journal says of a run: the records, in the order they happened. A run is rebuilt from them alone.
import type { Outcome } from '../../flows/language/catalogue.ts';
import type { Json, JsonObject } from '../../flows/language/document.ts';
import type { FailureCode } from '../../flows/language/failures.ts';
import type { Answer, RemoteAnswer, TriggerFacts } from '../../nodes/contract.ts';

/** All times are milliseconds since 1970, UTC. */
export type JournalRecord =
  | AcceptedRecord
  | StepRecord
  | CallRecord
  | IntentRecord
  | AnsweredRecord
  | FailedCallRecord
  | WaitRecord
  | AnswerRecord
  | HeldRecord
  | CancelRecord
  | FinishedRecord;

/** The lead was taken: always the first record of a run. */
export interface AcceptedRecord {
  t: 'accepted';
  at: number;
  lead: JsonObject;
  trigger: TriggerFacts;
  vars: JsonObject;
  test: boolean;
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
}

/** The run waits until `due` (a back-off before attempt `attempt + 1`). */
export interface WaitRecord {
  t: 'wait';
  at: number;
  call: string;
  attempt: number;
  due: number;
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
