// The engine's port: who takes an accepted lead and makes its walk go on, whatever happens to the process.
import type { JsonObject } from '../../flows/language/document.ts';
import type { TriggerFacts } from '../../nodes/contract.ts';
import type { Answer, RemoteAnswer } from '../../nodes/tools.ts';
import type { CompiledRelease } from '../run/plan.ts';
import type { JournalRecord } from '../run/records.ts';
import type { AcceptedMore, StoredCallback } from '../store/ports.ts';

/** A lead that intake has read, checked and matched to a release. */
export interface Arrival {
  release: CompiledRelease;
  lead: JsonObject;
  trigger: TriggerFacts;
  test: boolean;
  /** For search: E.164 where the lead has a phone number, else empty. */
  phone: string;
  inbox: { type: string; body: string | Uint8Array } | undefined;
  /** A claim of the same key that was made before `since` is void. */
  claim: Claim | undefined;
  slot?: AcceptedMore['slot'];
  /** Made from another run: `kept` are the records of the steps that are not done again. */
  from?: { run: string; node: string | null; by: string; kept: readonly JournalRecord[] };
  /** What the caller is told as soon as the run is on disk, whatever the flow says later. */
  answerAtOnce?: (runId: string) => Answer;
}

/** An idempotency key of a flow, with the SHA-256 of what came under it. */
export interface Claim {
  key: string;
  fingerprint: string;
  since: number;
}

/**
 * Why a run waits without a timer: `flow:<slug>`, `source:<id>`, `connection:<slug>`, `node:<flow>/<node>` for what a person
 * paused; `origin:<origin>` for a receiver that is full or broken, `turn:<slug>` for a flow with as many runs as it may,
 * `secrets:locked` where the key of the secrets is missing or wrong.
 */
export type Queue = `${'flow' | 'source' | 'connection' | 'node' | 'origin' | 'turn' | 'secrets'}:${string}`;

/** What a person, or a probe, says of a call whose outcome nobody knew. */
export interface Settlement {
  as: 'accepted' | 'rejected' | 'again';
  by: string;
  note: string;
  answer?: RemoteAnswer;
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
  /** Resolves with what its caller is told, while this process walks it; with nothing where it parks first. */
  telling: Promise<Answer | undefined> | undefined;
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

/** How busy the process is. Times are milliseconds. */
export interface Load {
  /** Runs in memory, and how many there may be before leads are refused. */
  inFlight: number;
  maxInFlight: number;
  /** Lines of the journal that wait for a commit. */
  queued: number;
  /** True from a failed commit until something could be written again. */
  storeDown: boolean;
  /** How long the newest commit took. */
  lagMs: number;
  /** By how much the event loop was late, in 9 of 10 turns at most, in the last second. */
  eventLoopDelayMs: number;
  /** Of the disk that the data is on. */
  freeBytes: number;
}

export interface Engine {
  /** Takes unfinished runs up again, then starts accepting. */
  start(): Promise<void>;
  /** True while leads are accepted: started, not stopping, and the store takes them. */
  ready(): boolean;
  /** Fails with OVERLOADED, SHUTTING_DOWN or STORE_UNAVAILABLE before anything is stored. */
  accept(arrival: Arrival): Handle;
  /** What became of a key within its window. */
  known(flow: string, claim: Claim): Known | undefined;
  /** Decides about the call that a held run waits with, and lets the run go on. Fails with NOT_FOUND, RUN_NOT_HELD. */
  settle(run: string, settlement: Settlement): Promise<void>;
  /** Keeps a callback, on disk when it resolves, and lets the run go on that waits for it. Fails with NOT_FOUND. */
  callback(run: string, node: string, callback: StoredCallback): Promise<{ late: boolean }>;
  /** Lets the runs of a queue go on, in the order they were accepted. */
  drain(queue: Queue): void;
  /** Ends a run that waits or is held at once, a running one at its next step. Fails with NOT_FOUND. */
  cancel(run: string, by: string): Promise<void>;
  /** Called with events in order of `seq`. Returns how to stop. */
  watch(listener: (events: readonly RunEvent[]) => void): () => void;
  /** How busy the process is now; asked before the body of a lead is read. */
  load(): Load;
  /** Lets running walks reach a commit, at most `limitMs`, and stops. */
  stop(limitMs: number): Promise<void>;
}
