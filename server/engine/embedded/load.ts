// How busy the process is: what decides, before a body is read, whether one more lead is taken.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Load } from '../engine.ts';
import type { Journal } from '../journal.ts';

/** How often the figures are taken anew, and how often the disk is asked, milliseconds. */
const WINDOW_MS = 1000;
const DISK_MS = 5000;
/** The event loop's own clock ticks at this step; its delay is what comes on top, milliseconds. */
const RESOLUTION_MS = 20;

/** Measures the event loop and the disk from `start` to `stop`. */
export class LoadGauge {
  readonly #freeBytes: () => Promise<number>;
  readonly #loop = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  #timers: NodeJS.Timeout[] = [];
  #eventLoopDelayMs = 0;
  /** As good as endless until the disk was asked. */
  #freeBytesLeft = Number.MAX_SAFE_INTEGER;

  /** `freeBytes` asks the disk; where it cannot say, the last figure stays. */
  constructor(freeBytes: () => Promise<number>) {
    this.#freeBytes = freeBytes;
  }

  start(): void {
    this.#loop.enable();
    void this.#askDisk();
    this.#timers = [
      setInterval(() => this.#readLoop(), WINDOW_MS).unref(),
      setInterval(() => void this.#askDisk(), DISK_MS).unref(),
    ];
  }

  stop(): void {
    this.#loop.disable();
    for (const timer of this.#timers) clearInterval(timer);
  }

  /** All figures, with those that the engine has itself. */
  load(
    { waiting: queued, lagMs }: Pick<Journal, 'waiting' | 'lagMs'>,
    engine: Pick<Load, 'inFlight' | 'maxInFlight' | 'storeDown'>,
  ): Load {
    return { ...engine, queued, lagMs, eventLoopDelayMs: this.#eventLoopDelayMs, freeBytes: this.#freeBytesLeft };
  }

  /** One long turn is a hiccup that is over when it is seen; nine of ten are a process that has too much to do. */
  #readLoop(): void {
    this.#eventLoopDelayMs = Math.max(0, this.#loop.percentile(90) / 1e6 - RESOLUTION_MS);
    this.#loop.reset();
  }

  async #askDisk(): Promise<void> {
    this.#freeBytesLeft = await this.#freeBytes().catch(() => this.#freeBytesLeft);
  }
}
