// Turns of flows: so many runs of one flow at a time as it says, and never more of the memory than leaves the others room.
import type { RunAtDoor, Stop } from './control.ts';
import type { Line, QueueLines } from './queue-lines.ts';

/** For how long a flow that had a run counts as being there, milliseconds. */
const THERE_MS = 10_000;

interface FlowTurns {
  line: Line;
  inside: number;
  /** As the newest release says; until one has come, one run at a time is taken out of the queue. */
  limit: number;
  seenAt: number;
}

/** What the turns are made of. `maxInFlight`: runs in memory at most. */
export interface TurnParts {
  lines: QueueLines;
  now: () => number;
  maxInFlight: number;
}

/** Counts the runs in memory by flow. */
export class Turns {
  readonly #parts: TurnParts;
  readonly #flows = new Map<string, FlowTurns>();

  constructor(parts: TurnParts) {
    this.#parts = parts;
  }

  /** True where one flow holds seven eighths of the memory: the rest is for those that have none of it. */
  full(flow: string): boolean {
    return (this.#flows.get(flow)?.inside ?? 0) >= this.#parts.maxInFlight * (7 / 8);
  }

  /** Lets a run in, or stops it. A run that has done something already is let in and counted. */
  enter(run: RunAtDoor, concurrency: number | undefined): Stop | undefined {
    const { lines, now } = this.#parts;
    const turns = this.#of(run.flow);
    turns.limit = concurrency ?? Number.POSITIVE_INFINITY;
    turns.seenAt = now();
    const taken = lines.takenFrom(run.runId) === turns.line;
    if (taken) lines.pass(run.runId);
    else if (run.recordedSteps === 0) {
      const most = this.#most(run.flow, turns);
      if (turns.line.stored || turns.inside >= most) return this.#stop(turns);
    }
    turns.inside += 1;
    // The first that is taken out tells how many may follow.
    if (taken) lines.wake(turns.line);
    return undefined;
  }

  leave(flow: string): void {
    const turns = this.#of(flow);
    turns.inside -= 1;
    this.#parts.lines.wake(turns.line);
  }

  /** Runs of the flow that may be taken out of its queue. */
  room(flow: string): number {
    const turns = this.#of(flow);
    return this.#most(flow, turns) - turns.inside - turns.line.taken.size;
  }

  #of(flow: string): FlowTurns {
    let turns = this.#flows.get(flow);
    if (!turns) {
      turns = { line: this.#parts.lines.of(`turn:${flow}`), inside: 0, limit: 1, seenAt: 0 };
      this.#flows.set(flow, turns);
    }
    return turns;
  }

  /** Half of the memory is looked at only by a flow that has come near it. */
  #most(flow: string, { limit, inside, line }: FlowTurns): number {
    const half = Math.ceil(this.#parts.maxInFlight / 2);
    if (limit <= half || (inside < half && !line.stored)) return limit;
    return Math.min(limit, this.#alone(flow) ? this.#parts.maxInFlight : half);
  }

  #alone(flow: string): boolean {
    const since = this.#parts.now() - THERE_MS;
    for (const [other, { inside, seenAt }] of this.#flows)
      if (other !== flow && (inside > 0 || seenAt > since)) return false;
    return true;
  }

  #stop({ line, limit }: FlowTurns): Stop {
    const says = Number.isFinite(limit)
      ? `The flow has as many runs under way as it may (${limit}); this one waits its turn.`
      : 'The flow has half of all runs under way already; this one waits until the others have had their turn.';
    return { queue: line.queue, says };
  }
}
