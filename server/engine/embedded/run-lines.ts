// What one run writes to the journal: records gather, and go as one line when something must leave or a commit is near.
import type { Json } from '../../../flows/language/document.ts';
import { Parked } from '../../run/context.ts';
import type { JournalRecord } from '../../run/records.ts';
import type { Command, RunState } from '../../store/ports.ts';
import type { Journal } from '../journal.ts';
import type { Foresight, Foretold } from './foresight.ts';

/** Told of records once they are on disk. `seq` is the journal's. */
export type OnCommitted = (records: readonly JournalRecord[], seq: number | undefined) => void;

/** Where the lines go, and who may tell ahead what a command comes to. */
export interface LineParts {
  journal: Journal;
  foresight: Foresight;
}

/** The writing side of one run in memory. */
export class RunLines {
  readonly #holder: { run: string; epoch: number };
  readonly #journal: Journal;
  readonly #foresight: Foresight | undefined;
  readonly #onCommitted: OnCommitted;
  #unsaved: JournalRecord[] = [];
  /** Commands that the walk has gone on with the foretold result of, and that are not on disk. */
  #trusted = 0;
  #dropped = false;

  constructor(
    { runId: run, epoch, accepted }: { runId: string; epoch: number; accepted: { parent?: object } },
    { journal, foresight }: LineParts,
    onCommitted: OnCommitted,
  ) {
    this.#holder = { run, epoch };
    this.#journal = journal;
    // A run that was misled is loaded anew, and asks. A child asks too: its parent goes on with what it comes to.
    this.#foresight = epoch === 1 && !accepted.parent ? foresight : undefined;
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
    this.#journal.add({ kind: 'append', ...this.#holder, records: inside(unsaved), state: kept });
    this.#tellWhenCommitted(unsaved);
  }

  /** Saves where anything is unsaved and the run still lives. */
  saveIfAny(): void {
    if (this.#unsaved.length > 0 && !this.#dropped) this.save(undefined);
  }

  /**
   * Gives a command with what is unsaved, and answers its result before the commit. Where that can be told ahead it is
   * answered at once: if the command then comes to another, the walk is thrown away. Throws or rejects with Parked, or with
   * the command's Failure.
   */
  command(call: string, command: Command): Json | Promise<Json> {
    this.mustLive();
    // An answer changes the run's row as well, which the line of a command cannot.
    if (this.#unsaved.some(({ t }) => t === 'answer')) this.save(undefined);
    const foretold = this.#foresight?.of(command);
    return foretold ? this.#trust(call, command.op, foretold) : this.#ask(call, command);
  }

  async #ask(call: string, { op, args }: Command): Promise<Json> {
    const unsaved = this.#take();
    const command = { op, args: JSON.stringify(args) };
    const result = this.#journal.command({ ...this.#holder, call, records: inside(unsaved), command });
    this.#tellWhenCommitted(unsaved);
    try {
      return await result;
    } catch (error) {
      // The command's own refusal is the step's to meet; a batch that failed ends the walk.
      this.mustLive();
      throw error;
    }
  }

  #trust(call: string, op: string, { args, value, over }: Foretold): Json {
    const unsaved = this.#take();
    const command = { op, args: JSON.stringify(args), foretold: JSON.stringify(value) };
    this.#journal.foretold({ ...this.#holder, call, records: inside(unsaved), command });
    this.#tellWhenCommitted(unsaved);
    this.#trusted += 1;
    const known = () => {
      this.#trusted -= 1;
      over();
    };
    this.#journal.onCommit(this.#holder, known, known);
    return value;
  }

  /** Before another run begins for what this one knows, which could not be taken back. Throws or rejects with Parked. */
  sure(): Promise<void> | undefined {
    this.mustLive();
    return this.#trusted > 0 ? this.barrier() : undefined;
  }

  /** Saves and waits until it is on disk: before anything leaves the process. Rejects with Parked. */
  async barrier(state?: RunState): Promise<void> {
    this.save(state);
    try {
      await this.#journal.commit(this.#holder.run, this.#holder.epoch);
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
    this.#journal.onCommit(this.#holder, (seq) => this.#onCommitted(records, seq));
    if (records.some(({ t }) => t === 'answer')) this.#journal.soon();
  }
}

/** The inside of a JSON array: records as text, joined by commas. */
function inside(records: readonly JournalRecord[]): string {
  return records.length === 0 ? '' : JSON.stringify(records).slice(1, -1);
}
