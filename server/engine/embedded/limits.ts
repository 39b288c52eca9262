// The embedded engine's control: pauses, turns of flows, and the gates to receivers, put together.
import { Failure } from '../../../flows/language/failures.ts';
import type { Queue } from '../engine.ts';
import { killCounter } from '../kills.ts';
import type { Pauses } from '../pauses.ts';
import { Breaker } from './breaker.ts';
import type { Control, Destination, RunAtDoor, Stop } from './control.ts';
import { OriginGate } from './origin-gate.ts';
import { type Line, QueueLines } from './queue-lines.ts';
import { Turns } from './turns.ts';

/** What the control is made of. */
export interface ControlParts {
  pauses: () => Pauses;
  now: () => number;
  /** Runs in memory at most. */
  maxInFlight: number;
  /** Broken calls within 30 s after which a receiver gets none for a while; as in `Breaker` where absent. */
  brokenCalls?: number;
  /** Why the secrets cannot be opened: nothing is done then, for what is done may have to be sent. Undefined where they can. */
  locked?: () => string | undefined;
  onError: (error: unknown, says: string) => void;
}

/** Where runs wait while the secrets cannot be opened. */
const LOCKED: Queue = 'secrets:locked';

/** Makes the control of one engine. */
export function createControl(parts: ControlParts): Control {
  return new EmbeddedControl(parts);
}

class EmbeddedControl implements Control {
  readonly lines: QueueLines;
  readonly #parts: ControlParts;
  readonly #turns: Turns;
  readonly #gates = new Map<string, OriginGate>();
  /** Runs that were stopped before they began: they hold no turn. */
  readonly #stopped = new Set<RunAtDoor>();
  readonly #kill: ReturnType<typeof killCounter>;
  #engine: Parameters<Control['attach']>[0] = { drain: () => undefined, waits: () => undefined };

  constructor(parts: ControlParts) {
    this.#parts = parts;
    this.lines = new QueueLines(
      (line) => this.#room(line),
      (queue) => this.#engine.drain(queue),
    );
    this.#turns = new Turns({ ...parts, lines: this.lines });
    this.#kill = killCounter(parts);
  }

  attach(engine: Parameters<Control['attach']>[0]): void {
    this.#engine = engine;
  }

  full(flow: string): boolean {
    return this.#turns.full(flow);
  }

  beforeRun(run: RunAtDoor, concurrency: number | undefined): Stop | undefined {
    const stop = this.#paused(run) ?? this.#turns.enter(run, concurrency);
    if (stop) this.#stopped.add(run);
    return stop;
  }

  #paused({ flow, accepted, recordedSteps }: RunAtDoor): Stop | undefined {
    if (recordedSteps > 0) return undefined;
    const pauses = this.#parts.pauses();
    if (pauses.of('flow', flow)) return { queue: `flow:${flow}`, says: 'The flow is paused.' };
    const { source } = accepted.trigger;
    // What a source has sent is on its way: its pause does not stop the runs that this one calls.
    if (accepted.parent) return undefined;
    return pauses.of('source', source) && { queue: `source:${source}`, says: 'The source is paused.' };
  }

  afterRun(run: RunAtDoor): void {
    const stopped = this.#stopped.size > 0 && this.#stopped.delete(run);
    this.lines.left(run);
    if (!stopped) this.#turns.leave(run.flow);
  }

  beforeStep(flow: string, node: string): Stop | undefined {
    const says = this.#parts.locked?.();
    if (says !== undefined)
      return { queue: LOCKED, says, incident: { kind: 'locked', node: '', code: 'SECRETS_LOCKED', about: '', says } };
    const paused = this.#parts.pauses().of('node', `${flow}/${node}`);
    return paused && { queue: `node:${flow}/${node}`, says: paused.says };
  }

  beforeCall(to: Destination, run: RunAtDoor): ReturnType<Control['beforeCall']> {
    const { runId } = run;
    this.#engine.waits(runId);
    const { connection, origin } = to;
    const paused = this.#parts.pauses().of('connection', connection);
    if (paused?.mode === 'refuse') return new Failure('CONNECTION_PAUSED', { detail: `Connection: ${connection}.` });
    if (paused) return { queue: `connection:${connection}`, says: 'The connection is paused.' };
    const from = this.lines.takenFrom(runId);
    // It has come as far as a call: the next of its queue may follow. The gate's own look after theirs.
    if (from && from.queue !== `origin:${origin}`) this.lines.back(runId);
    return this.#gate(origin, false).enter(to, run);
  }

  parks(run: RunAtDoor, queue: Queue): void {
    this.lines.parks(run, queue);
  }

  killed(run: RunAtDoor, node: string): void {
    this.#kill({ flow: run.flow, node, report: (incident) => run.report(incident) });
  }

  /** `careful`: of the receiver nothing is known but that runs wait for it. */
  #gate(origin: string, careful: boolean): OriginGate {
    let gate = this.#gates.get(origin);
    if (!gate) {
      const { now, brokenCalls } = this.#parts;
      const breaker = new Breaker({ careful, ...(brokenCalls === undefined ? {} : { calls: brokenCalls }) });
      gate = new OriginGate({ origin, lines: this.lines, breaker, now, spare: () => this.#spare() });
      this.#gates.set(origin, gate);
    }
    return gate;
  }

  /** A quarter of the runs in memory may wait for receivers of which nobody knows whether they are slow. */
  #spare(): number {
    let waiting = 0;
    for (const gate of this.#gates.values()) waiting += gate.counts.waiting;
    return Math.floor(this.#parts.maxInFlight / 4) - waiting;
  }

  #room({ queue }: Line): number | undefined {
    const cut = queue.indexOf(':');
    const kind = queue.slice(0, cut);
    const key = queue.slice(cut + 1);
    if (kind === 'origin') return this.#gate(key, true).room();
    if (kind === 'secrets') return this.#parts.locked?.() === undefined ? undefined : 0;
    if (kind === 'turn') return this.#turns.room(key);
    return this.#parts.pauses().of(kind as 'flow' | 'source' | 'connection' | 'node', key) ? 0 : undefined;
  }
}
