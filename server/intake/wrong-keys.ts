// Slows down whoever tries keys: only wrong ones are counted, so that a right key behind the same address always passes.

/** Wrong keys or signatures that an address may send in a minute. */
const FREE = 60;
const MINUTE_MS = 60_000;
/** Addresses remembered; the oldest is forgotten first. */
const MOST = 10_000;

/** Counts wrong keys by network address. `now` is a clock that is never set, milliseconds. */
export interface WrongKeys {
  /** Counts one; answers 0, or the seconds until the address is heard again where it had too many. */
  count(address: string, now: number): number;
}

/** Makes the counter of one server; it lives in memory. */
export function createWrongKeys(): WrongKeys {
  const seen = new Map<string, { since: number; wrong: number }>();
  return {
    count(address, now) {
      const network = networkOf(address);
      const before = seen.get(network);
      const tries = before && now - before.since < MINUTE_MS ? before : { since: now, wrong: 0 };
      if (tries !== before) {
        seen.delete(network);
        seen.set(network, tries);
        if (seen.size > MOST) seen.delete(seen.keys().next().value ?? '');
      }
      tries.wrong += 1;
      return tries.wrong > FREE ? Math.ceil((tries.since + MINUTE_MS - now) / 1000) : 0;
    },
  };
}

/** An IPv4 address, also written as IPv6; of an IPv6 one the first half, of which one sender has every address (RFC 6177). */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined || !address.includes(':')) return mapped ?? address;
  const [head = '', tail] = address.split('::');
  const groups = head.split(':').filter(Boolean);
  const after = (tail ?? '').split(':').filter(Boolean);
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - groups.length - after.length)).fill('0');
  return [...groups, ...zeros, ...after].slice(0, 4).join(':');
}
