// What one run writes to the journal: records gather, and go as one line when something must leave or a commit is near.
import type { Json } from '../../../flows/language/document.ts';
import { Parked } from '../../run/context.ts';
import type { JournalRecord } from '../../run/records.ts';
import type { Command, RunState } from '../../store/ports.ts';
import type { Journal } from '../journal.ts';

/** Told of records once they are on disk. `seq` is the journal's. */
export type OnCommitted = (records: readonly JournalRecord[], seq: number | undefined) => void;

/** The writing side of one run in memory. */
export class RunLines {
  readonly #run: string;
  readonly #epoch: number;
  readonly #journal: Journal;
  readonly #onCommitted: OnCommitted;
  #unsaved: JournalRecord[] = [];
  #dropped = false;

  constructor(run: { runId: string; epoch: number }, journal: Journal, onCommitted: OnCommitted) {
    this.#run = run.runId;
    this.#epoch = run.epoch;
    this.#journal = journal;
    this.#onCommitted = onCommitted;
  }

  /** Adds a record that goes to the journal with the next line. */
  note(record: JournalRecord): void {
    this.#unsaved.push(record);
  }

  /** Gives what is unsaved to the journal; it rides the next commit. Throws Parked where the run was dropped. */
  save(state: RunState | undefined): void {
    this.mustLive();
    const unsaved = this.#take();
    const told = unsaved.find((record) => record.t === 'answer');
    const kept = told?.t === 'answer' ? { ...state, answered: told.answer.success } : state;
    this.#journal.add({ kind: 'append', run: this.#run, epoch: this.#epoch, records: inside(unsaved), state: kept });
    this.#tellWhenCommitted(unsaved);
  }

  /** Saves where anything is unsaved and the run still lives. */
  saveIfAny(): void {
    if (this.#unsaved.length > 0 && !this.#dropped) this.save(undefined);
  }

  /** Gives a command with what is unsaved; resolves with its result, before the commit. Rejects with the command's Failure, or Parked. */
  async command(call: string, command: Command): Promise<Json> {
    this.mustLive();
    const unsaved = this.#take();
    const line = { run: this.#run, epoch: this.#epoch, call, records: inside(unsaved), command };
    const result = this.#journal.command(line);
    this.#tellWhenCommitted(unsaved);
    try {
      return await result;
    } catch (error) {
      // The command's own refusal is the step's to meet; a batch that failed ends the walk.
      this.mustLive();
      throw error;
    }
  }

  /** Saves and waits until it is on disk: before anything leaves the process. Rejects with Parked. */
  async barrier(state?: RunState): Promise<void> {
    this.save(state);
    try {
      await this.#journal.commit(this.#run, this.#epoch);
    } catch {
      // The commit failed: what this walk knows is not on disk, so it must not go on (HOUSE section 3).
      this.drop();
    }
    this.mustLive();
  }

  get dropped(): boolean {
    return this.#dropped;
  }

  /** The process gave this run up (a failed commit, a shutdown): whatever it still does is thrown away. */
  drop(): void {
    this.#dropped = true;
  }

  mustLive(): void {
    if (this.#dropped) throw new Parked('dropped');
  }

  #take(): JournalRecord[] {
    const unsaved = this.#unsaved;
    this.#unsaved = [];
    return unsaved;
  }

  #tellWhenCommitted(records: readonly JournalRecord[]): void {
    this.#journal.onCommit({ run: this.#run, epoch: this.#epoch }, (seq) => this.#onCommitted(records, seq));
    if (records.some(({ t }) => t === 'answer')) this.#journal.soon();
  }
}

/** The inside of a JSON array: records as text, joined by commas. */
function inside(records: readonly JournalRecord[]): string {
  return records.length === 0 ? '' : JSON.stringify(records).slice(1, -1);
}
