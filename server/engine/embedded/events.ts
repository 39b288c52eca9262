// Turns committed records into live events and hands them out in the order of the journal.
import type { JournalRecord } from '../../run/records.ts';
import type { RunEvent } from '../engine.ts';

type Listener = (events: readonly RunEvent[]) => void;

/** Gathers the events of one commit and tells the listeners once. Costs nothing while nobody listens. */
export class EventFeed {
  readonly #listeners = new Set<Listener>();
  #gathered: RunEvent[] = [];

  watch(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  add(run: { runId: string; flow: string }, records: readonly JournalRecord[], seq: number | undefined): void {
    if (this.#listeners.size === 0 || seq === undefined) return;
    if (this.#gathered.length === 0) setImmediate(() => this.#tell());
    for (const record of records) {
      const event = eventOf(record);
      if (event) this.#gathered.push({ seq, run: run.runId, flow: run.flow, ...event });
    }
  }

  #tell(): void {
    const events = this.#gathered.sort((one, other) => one.seq - other.seq);
    this.#gathered = [];
    for (const listener of this.#listeners) listener(events);
  }
}

function eventOf(record: JournalRecord): Omit<RunEvent, 'seq' | 'run' | 'flow'> | undefined {
  const { at } = record;
  if (record.t === 'accepted') return { type: 'accepted', at };
  if (record.t === 'step') {
    const { node, port, ms } = record;
    return { type: 'step', at, node, port, ms, ...(record.outcome ? { outcome: record.outcome } : {}) };
  }
  if (record.t === 'intent') return { type: 'call', at, node: nodeOf(record.call) };
  if (record.t === 'wait' || record.t === 'sleep') return { type: 'waiting', at, node: nodeOf(record.call) };
  if (record.t === 'held') return { type: 'held', at, node: record.node };
  if (record.t === 'finished') return { type: 'finished', at, outcome: record.outcome };
  return undefined;
}

function nodeOf(call: string): string {
  return call.slice(0, call.lastIndexOf('.'));
}
