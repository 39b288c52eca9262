// Whether the server has too much in hand for another lead: asked before its body is read.
import type { Engine } from '../engine/engine.ts';
import { Later } from './later.ts';

/** What `shed` asks. */
export interface ShedDeps {
  load: Engine['load'];
  stopping: () => boolean;
  /** With less free on the disk of the data no lead is taken: what was taken must be able to end. Bytes. */
  minFreeBytes: number;
  /** 0 to 1. */
  random: () => number;
}

/** Above these a lead that is taken now makes those wait that were taken before. */
const LAG_MS = 1000;
const EVENT_LOOP_MS = 200;

/**
 * Runs in memory from which on those two count. With fewer it is a hiccup that refusing leads would not mend; and only a lead
 * that is taken shows that the disk is well again.
 */
const BUSY = 64;

/** Senders come back within this many seconds. */
const SPREAD = 5;

/** When a sender that cannot be served now is to come again, so that they do not all come at once: 1 to 5 seconds. */
export function spreadSeconds(random: () => number): number {
  return 1 + Math.floor(random() * SPREAD);
}

/** What a new lead is refused with; undefined where there is room for it. */
export function shed({ load, stopping, minFreeBytes, random }: ShedDeps): Later | undefined {
  const later = (code: 'SHUTTING_DOWN' | 'STORE_UNAVAILABLE' | 'OVERLOADED', detail?: string) =>
    new Later(code, spreadSeconds(random), detail);
  if (stopping()) return later('SHUTTING_DOWN');
  const { inFlight, maxInFlight, storeDown, lagMs, eventLoopDelayMs, freeBytes } = load();
  if (storeDown) return later('STORE_UNAVAILABLE');
  if (freeBytes < minFreeBytes) return later('STORE_UNAVAILABLE', 'The disk is nearly full.');
  if (inFlight >= maxInFlight) return later('OVERLOADED');
  if (inFlight < BUSY) return undefined;
  if (lagMs > LAG_MS) return later('OVERLOADED', 'The disk is slow just now.');
  if (eventLoopDelayMs > EVENT_LOOP_MS) return later('OVERLOADED', 'The processor is busy just now.');
  return undefined;
}
