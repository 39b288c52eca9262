// The engine's port: who takes an accepted lead and makes its walk go on, whatever happens to the process.
import type { JsonObject } from '../../flows/language/document.ts';
import type { Answer, TriggerFacts } from '../../nodes/contract.ts';
import type { CompiledRelease } from '../run/plan.ts';

/** A lead that intake has read, checked and matched to a release. */
export interface Arrival {
  release: CompiledRelease;
  lead: JsonObject;
  trigger: TriggerFacts;
  test: boolean;
  /** For search: E.164 where the lead has a phone number, else empty. */
  phone: string;
  inbox: { type: string; body: string | Uint8Array } | undefined;
  claim: { key: string; fingerprint: string } | undefined;
}

/** A lead in the engine's hands. */
export interface Handle {
  runId: string;
  /** Resolves when the run is on disk. Rejects with STORE_UNAVAILABLE; then nothing was stored. */
  accepted: Promise<void>;
  /** Resolves with what the flow tells the caller, once that is on disk. Never resolves for a run that is held or waits. */
  answered: Promise<Answer>;
  /** Resolves early, with nothing, when the run is held or waits: there is no point in waiting for it. */
  parked: Promise<void>;
  /** Records that the caller was told `answer` by the clock; resolves, once on disk, with what it is to be told. */
  answerByClock(answer: Answer): Promise<Answer>;
}

/** What became of an idempotency key that is already known. */
export interface Known {
  runId: string;
  sameLead: boolean;
  /** What the caller was first told; undefined while the run has told nothing yet. */
  answer: Answer | undefined;
}

/** A change of a run, sent after the commit that holds it. `seq` is the journal's. */
export interface RunEvent {
  seq: number;
  run: string;
  flow: string;
  type: 'accepted' | 'step' | 'call' | 'held' | 'waiting' | 'finished';
  at: number;
  node?: string;
  port?: string;
  outcome?: string;
  ms?: number;
}

export interface Engine {
  /** Takes unfinished runs up again, then starts accepting. */
  start(): Promise<void>;
  /** True while leads are accepted: started, not stopping, and the store takes them. */
  ready(): boolean;
  /** Fails with OVERLOADED, SHUTTING_DOWN or STORE_UNAVAILABLE before anything is stored. */
  accept(arrival: Arrival): Handle;
  known(flow: string, claim: { key: string; fingerprint: string }): Known | undefined;
  /** Ends a run that waits or is held at once, a running one at its next step. Fails with NOT_FOUND. */
  cancel(run: string, by: string): Promise<void>;
  /** Called with events in order of `seq`. Returns how to stop. */
  watch(listener: (events: readonly RunEvent[]) => void): () => void;
  counts(): { inFlight: number; accepted: number; finished: number };
  /** Lets running walks reach a commit, at most `limitMs`, and stops. */
  stop(limitMs: number): Promise<void>;
}
