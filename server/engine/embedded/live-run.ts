// One run in memory: what the walk asks is answered from its records, or done and written to the journal.
import type { Json, JsonObject } from '../../../flows/language/document.ts';
import type { Answer, Callback, ChildEnd, OutboundCall, RemoteAnswer, Verdict } from '../../../nodes/tools.ts';
import type { CallPolicy, HandOver, PinnedPlan, RunContext } from '../../run/context.ts';
import type { AcceptedRecord, FinishedRecord, JournalRecord, StepRecord } from '../../run/records.ts';
import type { Incident, RunState } from '../../store/ports.ts';
import { makeCall } from './call.ts';
import type { Caller } from './caller.ts';
import { runChildren } from './children.ts';
import { stopChildren } from './family.ts';
import { incidentOf } from './incidents.ts';
import { KnownRecords } from './known-records.ts';
import { parkInQueue } from './park.ts';
import { RunLines } from './run-lines.ts';
import type { RunIdentity, RunSurroundings } from './surroundings.ts';
import { awaitCallback, sleepUntil } from './waits.ts';

/**
 * A run that this process walks. Records go to the journal as one line when something must leave (an intent, an answer),
 * when a command is given, or at the end.
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
  readonly #lines: RunLines;
  /** When the last step ended, or the run was accepted: the next one's time runs from there, its calls and waits included. */
  #stepBegan: number;
  #told: Answer | undefined;
  /** It has kept a lead or put something on a list in this walk. */
  #changed = false;
  /** Who waits for the answer; told once it is on disk. */
  caller: Caller | undefined;

  /** `records` are what the journal holds; for a run that is new, what it begins with, which is then unsaved. */
  constructor(identity: RunIdentity, records: readonly JournalRecord[], surroundings: RunSurroundings) {
    const [accepted] = records;
    if (accepted?.t !== 'accepted') throw new Error(`Run ${identity.id} has no accepted record.`);
    this.runId = identity.id;
    this.flow = identity.flow;
    this.epoch = identity.epoch;
    this.accepted = accepted;
    this.surroundings = surroundings;
    this.#lines = new RunLines(this, surroundings, (committed, seq) => this.#onDisk(committed, seq));
    for (const record of records) this.#known.add(record);
    this.recordedSteps = this.#known.steps.size;
    this.begunNodes = this.#known.begunNodes();
    // A step that was taken over from an earlier run is older than this one.
    this.#stepBegan = Math.max(accepted.at, records.findLast((record) => record.t === 'step')?.at ?? 0);
    if (identity.epoch === 1) for (const record of records) this.#lines.note(record);
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
    this.#lines.note(same === undefined ? step : { ...step, out: null, same });
    const incident = incidentOf(record, (call) => this.#known.exchanges(call));
    if (incident) this.report(incident);
  }

  /** A value that the journal holds already is not written again: most steps pass on the lead or an answer. */
  #placeOf(value: Json): string | undefined {
    if (value === this.accepted.lead) return 'lead';
    const { lastAnswered } = this.#known;
    return lastAnswered !== undefined && value === lastAnswered.answer ? lastAnswered.call : undefined;
  }

  enter(node: string): Promise<never> | undefined {
    const stop = this.surroundings.control.beforeStep(this.flow, node);
    if (stop?.incident) this.report(stop.incident);
    return stop && parkInQueue(this, stop.queue, stop.says);
  }

  killed(node: string): void {
    if (!this.accepted.test) this.surroundings.control.killed(this, node);
  }

  read(call: string, op: string, args: JsonObject): Json | Promise<Json> {
    const known = this.#known.value(call, op);
    if (known !== undefined) return known;
    // A look sees what is on disk: what this run has kept or listed itself must be there first; and, where it meets a lead that
    // may be its own, made when it came before, the rows that say which runs it is made from and called by.
    const mayBeOwn = op === 'lead.known' && args.run !== undefined && this.surroundings.toolbox.read(op, args) !== null;
    if (mayBeOwn || (this.#changed && op !== 'list.look')) return this.barrier().then(() => this.#look(call, op, args));
    return this.#look(call, op, args);
  }

  #look(call: string, op: string, args: JsonObject): Json {
    const value = this.surroundings.toolbox.read(op, args);
    this.surroundings.foresight.looked({ op, args }, value);
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
    const value = await this.#lines.command(call, { op, args });
    this.surroundings.crashPoint('command-done');
    this.#known.setValue(call, op, value);
    // The status of a lead may be marked to put its number on the DNC list.
    this.#changed ||= op === 'dnc.add' || op === 'lead.create';
    return value;
  }

  effect(call: string, request: OutboundCall, policy: CallPolicy): Promise<RemoteAnswer | Verdict> {
    return makeCall(this, { call, request, policy });
  }

  sleep(call: string, due: (now: number) => number): Promise<{ from: number; until: number }> {
    return sleepUntil(this, call, due);
  }

  callback(call: string, wait: Parameters<RunContext['callback']>[1]): Promise<Callback | null> {
    return awaitCallback(this, call, wait);
  }

  async children(call: string, plan: PinnedPlan): Promise<ChildEnd[]> {
    await this.#settled();
    return await runChildren(this, call, plan);
  }

  respond(by: 'flow' | 'outcome' | 'clock', answer: Answer): void {
    if (this.#known.answer) return;
    // A walk that goes on to something slow must not keep the caller waiting.
    setImmediate(() => this.#lines.saveIfAny());
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

  finish(record: Omit<FinishedRecord, 't' | 'at'>, to?: HandOver): Promise<void> | undefined {
    // What must be on its way before the end is: the end of a run is never looked at again.
    const first = record.outcome === 'cancelled' ? stopChildren(this) : to && this.#handOver(to);
    if (first) return first.then(() => this.#end(record));
    this.#end(record);
    return undefined;
  }

  async #handOver(to: HandOver): Promise<void> {
    await this.#settled();
    await this.surroundings.family.handOver(this, to);
  }

  /** Before another run begins: it looks at what is on disk, and what it does cannot be taken back. */
  #settled(): Promise<void> | undefined {
    return this.#changed ? this.barrier() : this.#lines.sure();
  }

  #end(record: Omit<FinishedRecord, 't' | 'at'>): void {
    const at = this.surroundings.now();
    this.surroundings.crashPoint('before-finish');
    this.note({ t: 'finished', at, ...record });
    const { outcome, reason } = record;
    const more = { ...(reason ? { reason } : {}), ...this.#known.reserved() };
    this.save({ state: 'finished', outcome, finishedAt: at, ...more });
    this.surroundings.family.finished(this);
  }

  /** Ids of the runs that it started and that it does not know the end of. */
  openChildren(): string[] {
    return this.#known.openChildren();
  }

  cancelled(): boolean {
    return this.#known.cancelledBy !== undefined;
  }

  get cancelledBy(): string | undefined {
    return this.#known.cancelledBy;
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
    this.#lines.note(record);
  }

  /** Counts something that a person must be told of; rides the commit of the records around it. */
  report(incident: Omit<Incident, 'flow'>): void {
    if (this.accepted.test) return;
    const { runId: run, epoch, flow } = this;
    this.surroundings.journal.add({ kind: 'incident', run, epoch, incident: { ...incident, flow } });
  }

  /** Gives what is unsaved to the journal; it rides the next commit. */
  save(state: RunState | undefined): void {
    this.#lines.save(state);
  }

  /** Saves and waits until it is on disk: before anything leaves the process. Rejects with Parked. */
  barrier(state?: RunState): Promise<void> {
    return this.#lines.barrier(state);
  }

  get dropped(): boolean {
    return this.#lines.dropped;
  }

  /** The process gave this run up (a failed commit, a shutdown): whatever it still does is thrown away. */
  drop(): void {
    this.#lines.drop();
  }

  #onDisk(records: readonly JournalRecord[], seq: number | undefined): void {
    this.surroundings.onCommitted(this, records, seq);
    const answered = records.find((record) => record.t === 'answer');
    if (answered?.t !== 'answer') return;
    this.#told = answered.answer;
    this.caller?.tell(answered.answer);
  }
}
