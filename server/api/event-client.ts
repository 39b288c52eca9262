// One reader of live events: what it asked for, and what waits while its connection is slow.
import type { ServerResponse } from 'node:http';
import { Failure } from '../../flows/language/failures.ts';
import type { RunEvent } from '../engine/engine.ts';
import type { LiveEvent } from './shown-runs.ts';
import { iso } from './times.ts';

/** What a reader follows. `flows` brings counts of the leads that left each port, and one run at a time step by step. */
export interface Topics {
  runs: boolean;
  run: ReadonlySet<string>;
  flows: ReadonlySet<string>;
}

/** A reader with more events than this waiting is told to reload instead. */
const MOST_WAITING = 1000;

/** Reads `runs`, `run:<id>` and `flow:<slug>`, joined by commas. Fails with REQUEST_INVALID. */
export function readTopics(text: string): Topics {
  const run = new Set<string>();
  const flows = new Set<string>();
  let runs = false;
  for (const topic of text.split(',')) {
    // The id of a child run holds a dot: <run>.<node>.<n>, again and again for the children of children.
    const [, kind, name] = /^(run|flow):([\w.-]{1,1000})$/.exec(topic.trim()) ?? [];
    if (topic.trim() === 'runs') runs = true;
    else if (kind === 'run' && name) run.add(name);
    else if (kind === 'flow' && name) flows.add(name);
    else throw new Failure('REQUEST_INVALID', { fields: [{ field: 'topics', says: `There is no topic "${topic}".` }] });
  }
  return { runs, run, flows };
}

/** Writes to one reader, never faster than it reads. */
export class EventClient {
  readonly #response: ServerResponse;
  readonly #topics: Topics;
  /** Flow -> `<node>.<port>` -> leads that left there since the last message. */
  readonly #edges = new Map<string, Map<string, number>>();
  #waiting: RunEvent[] = [];
  #slow = false;
  #behind = false;
  #newest = 0;

  constructor(response: ServerResponse, topics: Topics) {
    this.#response = response;
    this.#topics = topics;
    response.on('drain', () => this.#resume());
  }

  /** Takes events in order of `seq`. Those of steps and calls go to readers of that run, or of a flow that shows it. */
  take(events: readonly LiveEvent[]): void {
    this.#newest = events.at(-1)?.event.seq ?? this.#newest;
    for (const { event } of events) this.#count(event);
    const wanted = events.filter((each) => this.#wants(each)).map(({ event }) => event);
    if (wanted.length === 0 || this.#behind) return;
    if (!this.#slow) {
      this.#write(textOf(wanted));
      return;
    }
    this.#waiting.push(...wanted);
    if (this.#waiting.length <= MOST_WAITING) return;
    this.#waiting = [];
    this.#behind = true;
  }

  /** Tells the reader to read everything anew; it resumes after `seq`. */
  reload(seq: number): void {
    this.#write(`id: ${seq}\nevent: reload\ndata: {}\n\n`);
  }

  /** Sends the counts gathered since the last time; a slow reader gets them summed up later. What was counted is not sent again. */
  flushEdges(): void {
    if (this.#slow) return;
    for (const [flow, counts] of this.#edges) {
      const data = JSON.stringify({ flow, counts: Object.fromEntries(counts) });
      this.#write(`id: ${this.#newest}\nevent: edges\ndata: ${data}\n\n`);
    }
    this.#edges.clear();
  }

  /** A comment, so that proxies and browsers know that the connection lives. */
  heartbeat(): void {
    if (!this.#slow) this.#write(': still here\n\n');
  }

  end(): void {
    this.#response.end();
  }

  #wants({ event: { type, run, flow }, shown }: LiveEvent): boolean {
    if (this.#topics.run.has(run) || (shown && this.#topics.flows.has(flow))) return true;
    return this.#topics.runs && type !== 'step' && type !== 'call';
  }

  #count({ type, flow, node, port }: RunEvent): void {
    if (type !== 'step' || !node || !port || !this.#topics.flows.has(flow)) return;
    const counts = this.#edges.get(flow) ?? new Map<string, number>();
    const edge = `${node}.${port}`;
    counts.set(edge, (counts.get(edge) ?? 0) + 1);
    this.#edges.set(flow, counts);
  }

  #resume(): void {
    this.#slow = false;
    const waiting = this.#waiting;
    this.#waiting = [];
    if (this.#behind) {
      this.#behind = false;
      this.reload(this.#newest);
    } else if (waiting.length > 0) {
      this.#write(textOf(waiting));
    }
  }

  #write(text: string): void {
    if (!this.#response.write(text)) this.#slow = true;
  }
}

/** The id stands on the last event of a commit: one that was cut off in between is sent again as a whole. */
function textOf(events: readonly RunEvent[]): string {
  return events
    .map((event, index) => {
      const id = events[index + 1]?.seq === event.seq ? '' : `id: ${event.seq}\n`;
      return `${id}event: run\ndata: ${JSON.stringify({ ...event, at: iso(event.at) })}\n\n`;
    })
    .join('');
}
