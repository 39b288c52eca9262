// How many leads a source may send in a minute: counted exactly, in memory.

/** Any minute, not each minute of the clock: a sender cannot have two limits' worth around its change. */
const MINUTE_MS = 60_000;

/** The leads of one source in the last minute, as a ring of their times. */
interface Sent {
  rate: number;
  /** The time of each of the last `rate` leads; the place of the next one holds the oldest. */
  times: Float64Array;
  next: number;
}

/** Counts leads by source. `now` is a clock that is never set, milliseconds. */
export interface LeadRate {
  /** 0 where the lead may come, and is then counted; else the seconds until one may. */
  wait(source: { id: string; ratePerMinute: number | undefined }, now: number): number;
}

/** Makes the counter; a source without a limit costs nothing, one with a limit 8 bytes a lead of it. */
export function createLeadRate(): LeadRate {
  const sources = new Map<string, Sent>();
  return {
    wait({ id, ratePerMinute: rate }, now) {
      if (rate === undefined) return 0;
      let sent = sources.get(id);
      if (sent?.rate !== rate) {
        sent = begin(rate, sent);
        sources.set(id, sent);
      }
      const oldest = sent.times[sent.next] ?? 0;
      const left = oldest + MINUTE_MS - now;
      if (left > 0) return Math.ceil(left / 1000);
      sent.times[sent.next] = now;
      sent.next = (sent.next + 1) % rate;
      return 0;
    },
  };
}

/** A changed limit counts what was sent already: the newest leads are taken over, oldest first. */
function begin(rate: number, before: Sent | undefined): Sent {
  const times = new Float64Array(rate).fill(Number.NEGATIVE_INFINITY);
  if (!before) return { rate, times, next: 0 };
  const known = [...before.times.subarray(before.next), ...before.times.subarray(0, before.next)].slice(-rate);
  times.set(known, rate - known.length);
  return { rate, times, next: 0 };
}
