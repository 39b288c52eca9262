// One run in memory: what the walk asks is answered from its records, or done and written to the journal.
import type { Json, JsonObject } from '../../../flows/language/document.ts';
import type { Answer, OutboundCall, RemoteAnswer } from '../../../nodes/contract.ts';
import { type CallPolicy, Parked, type RunContext } from '../../run/context.ts';
import type { AcceptedRecord, FinishedRecord, JournalRecord, StepRecord } from '../../run/records.ts';
import type { RunState } from '../../store/ports.ts';
import { makeCall } from './call.ts';
import type { Caller } from './caller.ts';
import { KnownRecords } from './known-records.ts';
import type { RunIdentity, RunSurroundings } from './surroundings.ts';

/**
 * A run that this process walks. Records gather in `#unsaved` and go to the journal as one line when something must leave
 * (an intent, an answer), when a command is given, or at the end.
 */
export class LiveRun implements RunContext {
  readonly runId: string;
  readonly flow: string;
  readonly epoch: number;
  readonly accepted: AcceptedRecord;
  readonly recordedSteps: number;
  readonly begunNodes: ReadonlySet<string>;
  readonly surroundings: RunSurroundings;
  readonly #known = new KnownRecords();
  #unsaved: JournalRecord[] = [];
  /** When the last step ended, or the run was accepted: the next one's time runs from there, its calls and waits included. */
  #stepBegan: number;
  #told: Answer | undefined;
  #dropped = false;
  /** Who waits for the answer; told once it is on disk. */
  caller: Caller | undefined;

  /** `records` are what the journal holds; for a run that is new, its accepted record, which is then unsaved. */
  constructor(identity: RunIdentity, records: readonly JournalRecord[], surroundings: RunSurroundings) {
    const [accepted] = records;
    if (accepted?.t !== 'accepted') throw new Error(`Run ${identity.id} has no accepted record.`);
    this.runId = identity.id;
    this.flow = identity.flow;
    this.epoch = identity.epoch;
    this.accepted = accepted;
    this.surroundings = surroundings;
    for (const record of records) this.#known.add(record);
    this.recordedSteps = this.#known.steps.size;
    this.begunNodes = this.#known.begunNodes();
    this.#stepBegan = records.findLast((record) => record.t === 'step')?.at ?? accepted.at;
    if (identity.epoch === 1 && records.length === 1) this.#unsaved.push(accepted);
  }

  exchanges(call: string): JournalRecord[] {
    return this.#known.exchanges(call);
  }

  recorded(node: string): StepRecord | undefined {
    return this.#known.steps.get(node);
  }

  step(record: Omit<StepRecord, 't' | 'at' | 'ms'>): void {
    const at = this.surroundings.now();
    const step: StepRecord = { t: 'step', at, ...record, ms: at - this.#stepBegan };
    const same = this.#placeOf(record.out);
    this.#stepBegan = at;
    this.#known.add(step);
    this.#unsaved.push(same === undefined ? step : { ...step, out: null, same });
  }

  /** A value that the journal holds already is not written again: most steps pass on the lead or an answer. */
  #placeOf(value: Json): string | undefined {
    if (value === this.accepted.lead) return 'lead';
    const { lastAnswered } = this.#known;
    return lastAnswered !== undefined && value === lastAnswered.answer ? lastAnswered.call : undefined;
  }

  read(call: string, op: string, args: JsonObject): Json {
    const known = this.#known.value(call, op);
    if (known !== undefined) return known;
    const value = this.surroundings.toolbox.read(op, args);
    this.note({ t: 'call', at: this.surroundings.now(), call, op, args, value });
    return value;
  }

  async local(call: string, op: string, args: JsonObject): Promise<Json> {
    const known = this.#known.value(call, op);
    if (known !== undefined) return known;
    if (this.accepted.test) {
      const value = this.surroundings.toolbox.simulateLocal(op, args);
      this.note({ t: 'call', at: this.surroundings.now(), call, op, args, value });
      return value;
    }
    this.#mustLive();
    const unsaved = this.#take();
    const line = { run: this.runId, epoch: this.epoch, call, records: inside(unsaved), command: { op, args } };
    const result = this.surroundings.journal.command(line);
    this.#tellWhenCommitted(unsaved);
    try {
      const value = await result;
      this.#known.setValue(call, op, value);
      return value;
    } catch (error) {
      // The command's own refusal is the step's to meet; a batch that failed ends the walk.
      this.#mustLive();
      throw error;
    }
  }

  effect(call: string, request: OutboundCall, policy: CallPolicy): Promise<RemoteAnswer> {
    return makeCall(this, { call, request, policy });
  }

  respond(by: 'flow' | 'outcome' | 'clock', answer: Answer): void {
    if (this.#known.answer) return;
    // A walk that goes on to something slow must not keep the caller waiting.
    setImmediate(() => this.#saveIfAny());
    this.note({ t: 'answer', at: this.surroundings.now(), by, answer });
  }

  /** What the caller was told: on disk. */
  get told(): Answer | undefined {
    return this.#told;
  }

  /** What the caller was told, or will be once the next commit is done. */
  get answer(): Answer | undefined {
    return this.#known.answer;
  }

  finish(record: Omit<FinishedRecord, 't' | 'at'>): void {
    const at = this.surroundings.now();
    this.note({ t: 'finished', at, ...record });
    this.save({
      state: 'finished',
      outcome: record.outcome,
      finishedAt: at,
      ...(record.reason ? { reason: record.reason } : {}),
    });
  }

  cancelled(): boolean {
    return this.#known.cancelled;
  }

  cancel(by: string): void {
    this.note({ t: 'cancel', at: this.surroundings.now(), by });
    this.save(undefined);
  }

  now(): number {
    return this.#stepBegan;
  }

  /** Adds a record that goes to the journal with the next line. */
  note(record: JournalRecord): void {
    this.#known.add(record);
    this.#unsaved.push(record);
  }

  /** Gives what is unsaved to the journal; it rides the next commit. */
  save(state: RunState | undefined): void {
    this.#mustLive();
    const unsaved = this.#take();
    const told = unsaved.find((record) => record.t === 'answer');
    const kept = told?.t === 'answer' ? { ...state, answered: told.answer.success } : state;
    this.surroundings.journal.add({
      kind: 'append',
      run: this.runId,
      epoch: this.epoch,
      records: inside(unsaved),
      state: kept,
    });
    this.#tellWhenCommitted(unsaved);
  }

  #saveIfAny(): void {
    if (this.#unsaved.length > 0 && !this.#dropped) this.save(undefined);
  }

  /** Saves and waits until it is on disk: before anything leaves the process. */
  async barrier(state?: RunState): Promise<void> {
    this.save(state);
    try {
      await this.surroundings.journal.commit(this.runId);
    } catch {
      // The commit failed: what this walk knows is not on disk, so it must not go on (HOUSE section 3).
      this.drop();
    }
    this.#mustLive();
  }

  get dropped(): boolean {
    return this.#dropped;
  }

  /** The process gave this run up (a failed commit, a shutdown): whatever it still does is thrown away. */
  drop(): void {
    this.#dropped = true;
  }

  #mustLive(): void {
    if (this.#dropped) throw new Parked('dropped');
  }

  #take(): JournalRecord[] {
    const unsaved = this.#unsaved;
    this.#unsaved = [];
    return unsaved;
  }

  #tellWhenCommitted(records: readonly JournalRecord[]): void {
    const { journal, onCommitted } = this.surroundings;
    const answered = records.find((record) => record.t === 'answer');
    journal.onCommit(this.runId, (seq) => {
      onCommitted(this, records, seq);
      if (answered?.t !== 'answer') return;
      this.#told = answered.answer;
      this.caller?.tell(answered.answer);
    });
    if (answered) journal.soon();
  }
}

/** The inside of a JSON array: records as text, joined by commas. */
function inside(records: readonly JournalRecord[]): string {
  return records.length === 0 ? '' : JSON.stringify(records).slice(1, -1);
}
