// Schedules: begins a run at each time that a cron pattern names, once, however often the server restarts or its clock is set.
import { Cron } from 'croner';
import type { JsonObject } from '../../flows/language/document.ts';
import { Failure, type FailureCode } from '../../flows/language/failures.ts';
import type { TriggerFacts } from '../../nodes/contract.ts';
import type { Engine } from '../engine/engine.ts';
import type { CompiledRelease } from '../run/plan.ts';
import type { CompiledSchedule } from '../run/slots.ts';
import type { SlotRow } from '../store/admin-rows.ts';
import type { Scheduled } from '../workspace/workspace.ts';

/** What the scheduler is made of. */
export interface SchedulerDeps {
  /** The published releases that a schedule triggers. */
  scheduled: () => readonly Scheduled[];
  engine: Pick<Engine, 'accept' | 'ready'>;
  /** Whether leads of the flow are refused just now. */
  refuses: (flow: string) => boolean;
  /** The newest slot of each schedule that was ever taken or left out. */
  taken: () => Promise<readonly SlotRow[]>;
  /** Leaves a slot out, for good, with the reason on record; with the code of a failure, somebody is told of it. */
  leaveOut: (slot: SlotRow & { says: string; failed: FailureCode | null }) => Promise<unknown>;
  now: () => number;
  onError: (error: unknown, says: string) => void;
}

/** Begins the runs of schedules. `tick` looks once; `start` lets it look each second. */
export interface Scheduler {
  start(): Promise<void>;
  tick(): Promise<void>;
  stop(): void;
}

const TICK_MS = 1000;
/** A slot that is found later than this was missed, milliseconds. */
const ON_TIME_MS = 60_000;
/** Where numbers without a country code are read: a schedule has no source, so no region either. */
const REGION = 'US';

/** A slot that was just refused because it, or a later one, is taken: nothing is left to do. */
const TAKEN = 'STILL_RUNNING';
/** Refusals that pass: the slot is tried again at the next tick. */
const PASSING: ReadonlySet<string> = new Set(['OVERLOADED', 'STORE_UNAVAILABLE', 'SHUTTING_DOWN']);

/** What is wrong with a cron pattern, in words; undefined where nothing is. */
export function cronFault(pattern: string): string | undefined {
  if (pattern.trim().split(/\s+/).length !== 5) return 'It has five parts: minute, hour, day, month, day of the week.';
  try {
    return nextSlot({ cron: pattern, zone: 'UTC' }, 0) === undefined ? 'No day is such a day.' : undefined;
  } catch (error) {
    const says = (error instanceof Error ? error.message : String(error)).replace(/^\w+: /, '').replace(/\.$/, '');
    return `${says.charAt(0).toUpperCase()}${says.slice(1)}.`;
  }
}

/** The first slot after a moment; undefined where there is none. Both are milliseconds since 1970. */
export function nextSlot({ cron, zone }: Pick<CompiledSchedule, 'cron' | 'zone'>, after: number): number | undefined {
  return new Cron(cron, { timezone: zone, mode: '5-part', paused: true }).nextRun(new Date(after))?.getTime();
}

/** The last slot after `after` that is not after `now`; undefined where there is none. */
export function newestSlot(
  { cron, zone }: Pick<CompiledSchedule, 'cron' | 'zone'>,
  after: number,
  now: number,
): number | undefined {
  const times = new Cron(cron, { timezone: zone, mode: '5-part', paused: true });
  const slotAfter = (moment: number) => times.nextRun(new Date(moment))?.getTime() ?? Number.POSITIVE_INFINITY;
  let newest = slotAfter(after);
  if (newest > now) return undefined;
  // There is one after `known`, and none after `none`; the years of minutes between them are not walked through.
  let [known, none] = [after, now];
  while (none - known > 1) {
    const middle = Math.floor((known + none) / 2);
    const slot = slotAfter(middle);
    if (slot <= now) [known, newest] = [slot, slot];
    else none = middle;
  }
  return newest;
}

/** One schedule as this process knows it. */
interface Entry {
  release: CompiledRelease;
  since: number;
  /** No slot up to here is taken any more. */
  after: number;
  /** Undefined where there is none. */
  next: number | undefined;
}

/** Makes the scheduler of this process. */
export function createScheduler(deps: SchedulerDeps): Scheduler {
  return new EmbeddedScheduler(deps);
}

class EmbeddedScheduler implements Scheduler {
  readonly #deps: SchedulerDeps;
  readonly #entries = new Map<string, Entry>();
  readonly #taken = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;
  #ticking = false;

  constructor(deps: SchedulerDeps) {
    this.#deps = deps;
  }

  async start(): Promise<void> {
    for (const { flow, node, at } of await this.#deps.taken()) this.#taken.set(`${flow}/${node}`, at);
    this.#timer = setInterval(() => void this.tick(), TICK_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  async tick(): Promise<void> {
    const { engine, scheduled, onError } = this.#deps;
    if (this.#ticking || !engine.ready()) return;
    this.#ticking = true;
    for (const each of scheduled()) {
      const { flow } = each.release;
      await this.#look(each).catch((error: unknown) =>
        onError(error, `The schedule of flow ${flow} could not be kept.`),
      );
    }
    this.#ticking = false;
  }

  async #look({ release, since }: Scheduled): Promise<void> {
    const { schedule, flow, trigger } = release;
    if (!schedule) return;
    const key = `${flow}/${trigger.node}`;
    const entry = this.#entryOf(key, { release, since, schedule });
    const now = this.#deps.now();
    if (entry.next === undefined || now < entry.next) return;
    const slot = newestSlot(schedule, entry.after, now) ?? entry.next;
    if (!(await this.#take({ flow, node: trigger.node, at: slot }, { release, schedule, now }))) return;
    this.#taken.set(key, slot);
    entry.after = slot;
    entry.next = nextSlot(schedule, slot);
  }

  /** A schedule that is new, or was published again: nothing before that moment was missed. */
  #entryOf(
    key: string,
    { release, since, schedule }: { release: CompiledRelease; since: number; schedule: CompiledSchedule },
  ): Entry {
    const known = this.#entries.get(key);
    if (known && known.release === release && known.since === since) return known;
    const after = Math.max(since, this.#taken.get(key) ?? 0);
    const entry: Entry = { release, since, after, next: undefined };
    // Kept before it is worked out: one that cannot be is reported once.
    this.#entries.set(key, entry);
    entry.next = nextSlot(schedule, after);
    return entry;
  }

  /** Begins the run of a slot, or leaves it out. False where it is to be tried again. */
  async #take(
    slot: SlotRow,
    { release, schedule, now }: { release: CompiledRelease; schedule: CompiledSchedule; now: number },
  ): Promise<boolean> {
    const { refuses, leaveOut, engine, onError } = this.#deps;
    const skip = async (says: string, failed: FailureCode | null = null) =>
      Boolean(await leaveOut({ ...slot, says, failed }).then(() => true));
    if (refuses(slot.flow)) return skip('The flow is paused and refuses leads.');
    if (schedule.missed === 'skip' && now - slot.at > ON_TIME_MS) return skip('Its time was missed.');
    try {
      const trigger = factsOf(slot.at, now);
      const lead: JsonObject = schedule.leadOf(trigger);
      const arrival = { release, lead, trigger, test: false, phone: '', inbox: undefined, claim: undefined };
      await engine.accept({ ...arrival, slot: { node: slot.node, at: slot.at } }).accepted;
      return true;
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      if (error.code === TAKEN) return true;
      if (PASSING.has(error.code)) return false;
      onError(error, `The schedule of flow ${slot.flow} made no lead.`);
      return skip(error.message, error.code);
    }
  }
}

function factsOf(slot: number, now: number): TriggerFacts {
  const [receivedAt, at] = [new Date(now).toISOString(), new Date(slot).toISOString()];
  return { source: 'schedule', path: '', method: '', receivedAt, region: REGION, slot: at };
}
