// The sources of a simulation: each sends its lead until it is acknowledged, always with the same key.

import type { Answer } from '../../../nodes/tools.ts';
import type { Engine, Handle } from '../../../server/engine/engine.ts';
import type { CompiledRelease } from '../../../server/run/plan.ts';
import { phoneOf } from '../../bench/leads.ts';
import type { Chance } from './chance.ts';
import type { SimulatedProcess } from './process.ts';
import type { VirtualTime } from './virtual-time.ts';

/** What the sources are made of. */
export interface SourceParts {
  time: VirtualTime;
  chance: Chance;
  /** The process that listens now, if one does. */
  process: () => SimulatedProcess | undefined;
  breach: (says: string) => void;
}

/** One lead on its way. */
export interface Sender {
  key: string;
  n: number;
  release: CompiledRelease;
  /** What the source was told, each time that it was. */
  told: Answer[];
  /** How often it was sent: of two reasons to send again, the first counts. */
  turn: number;
}

/** How long a source waits for its answer at most, and before it sends again, milliseconds. */
const SYNC_LIMIT_MS = 2000;
const AGAIN_MS = [50, 900] as const;
/** Leads with a number of their own are fewer. */
const SHARED = 500;
const WEEK_MS = 7 * 24 * 3_600_000;

/** Sends one lead until an answer comes. */
export class Sources {
  readonly #parts: SourceParts;
  readonly senders: Sender[] = [];

  constructor(parts: SourceParts) {
    this.#parts = parts;
  }

  /** Leads whose answer has not come. */
  get open(): Sender[] {
    return this.senders.filter(({ told }) => told.length === 0);
  }

  /** Begins to send a lead of this flow. */
  begin(release: CompiledRelease): void {
    const n = this.senders.length;
    const sender: Sender = { key: `torture-${n}`, n, release, told: [], turn: 0 };
    this.senders.push(sender);
    this.send(sender);
  }

  /** Sends it, and again where it must. */
  send(sender: Sender): void {
    const { chance, time } = this.#parts;
    const process = this.#parts.process();
    sender.turn += 1;
    const { turn } = sender;
    const again = () => void time.after(chance.whole(...AGAIN_MS), 'world', () => this.#goOn(sender, turn));
    if (!process?.engine?.ready()) {
      again();
      return;
    }
    const { engine } = process;
    // A source that hears nothing sends again: the process may be gone.
    void time.after(SYNC_LIMIT_MS + 1000, 'world', () => this.#goOn(sender, turn));
    this.#exchange(sender, { process, engine }).then(
      (answer) => {
        if (!process.alive) return;
        if (answer) this.#acknowledged(sender, answer);
        else again();
      },
      () => process.alive && again(),
    );
  }

  #goOn(sender: Sender, turn: number): void {
    if (sender.told.length === 0 && sender.turn === turn) this.send(sender);
  }

  #acknowledged(sender: Sender, answer: Answer): void {
    const [first] = sender.told;
    sender.told.push(answer);
    if (first && JSON.stringify(first) !== JSON.stringify(answer))
      this.#parts.breach(`${sender.key} was told ${JSON.stringify(first)}, then ${JSON.stringify(answer)}.`);
  }

  /** As intake does it: a known key is answered as before, a new lead within the limit. */
  async #exchange(
    { key, n, release }: Sender,
    { process, engine }: { process: SimulatedProcess; engine: Engine },
  ): Promise<Answer | undefined> {
    const { time } = this.#parts;
    const claim = { key: `source:${key}`, fingerprint: key, since: time.now - WEEK_MS };
    const known = engine.known(release.flow, claim);
    if (known) return known.answer ?? (await known.telling) ?? this.#tellParked(known.runId, process);
    const phone = phoneOf(n);
    // Few numbers that many leads share, and none that a lead has for itself.
    const lead = { phone_number: phone, shared: phoneOf(SHARED + (n % 3)), n, wait: 1 + (n % 7) };
    const handle = engine.accept({
      release,
      lead,
      trigger: { source: 'source', path: release.flow, method: 'POST', receivedAt: '', region: 'US' },
      test: false,
      phone,
      inbox: { type: 'application/json', body: JSON.stringify(lead) },
      claim,
    });
    await handle.accepted;
    if (process.alive && process.store.onDisk(handle.runId).length === 0)
      this.#parts.breach(`${key} was accepted, and is not on disk.`);
    const answer = await this.#answerInTime(handle);
    const stored = process.store.onDisk(handle.runId).find(({ t }) => t === 'answer');
    if (process.alive && stored?.t !== 'answer')
      this.#parts.breach(`${key} was answered, and the answer is not on disk.`);
    else if (process.alive && stored?.t === 'answer' && JSON.stringify(stored.answer) !== JSON.stringify(answer))
      this.#parts.breach(
        `${key} was told ${JSON.stringify(answer)}, and the disk says ${JSON.stringify(stored.answer)}.`,
      );
    return answer;
  }

  /** Whoever the first request was for may be gone: a run that waits is told of here. */
  async #tellParked(run: string, process: SimulatedProcess): Promise<Answer | undefined> {
    const answer = pendingOf(run);
    const told = await process.store.write('run.tell', { run, answer: { ...answer } });
    return told === null ? undefined : (told as unknown as Answer);
  }

  async #answerInTime(handle: Handle): Promise<Answer> {
    const limit = new Promise<undefined>((resolve) => {
      this.#parts.time.after(SYNC_LIMIT_MS, 'process', () => resolve(undefined));
    });
    const answer = await Promise.race([handle.answered, handle.parked, limit]);
    if (answer) return answer;
    return handle.answerByClock(pendingOf(handle.runId));
  }
}

function pendingOf(run: string): Answer {
  return { status: 202, success: true, body: { pending: true, run } };
}
