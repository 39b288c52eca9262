// Times and durations in words, in the reader's zone.

const UNITS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

/** "just now", "4 min ago", "3 days ago"; the date itself after two weeks. `now` in epoch milliseconds. */
export function relativeTime(at: string, now: number): string {
  const then = Date.parse(at);
  if (Number.isNaN(then)) return at;
  const ago = now - then;
  if (Math.abs(ago) < 45_000) return 'just now';
  if (Math.abs(ago) > 14 * 86_400_000) return new Intl.DateTimeFormat('en', { dateStyle: 'medium' }).format(then);
  const words = new Intl.RelativeTimeFormat('en', { numeric: 'always', style: 'short' });
  for (const [unit, ms] of UNITS) {
    if (Math.abs(ago) >= ms || unit === 'minute') return words.format(-Math.max(1, Math.round(ago / ms)), unit);
  }
  return 'just now';
}

/** "in 12 s", "in 3 min 5 s", "in 2 hours"; the date itself from two days on. `now` in epoch milliseconds. */
export function untilWords(at: string, now: number): string {
  const left = Date.parse(at) - now;
  if (Number.isNaN(left)) return at;
  if (left < 1000) return 'any moment now';
  if (left < 60_000) return `in ${Math.floor(left / 1000)} s`;
  if (left < 3_600_000) return `in ${durationWords(Math.floor(left / 1000) * 1000)}`;
  if (left < 2 * 86_400_000) return `in ${counted(Math.round(left / 3_600_000), 'hour')}`;
  return exactTime(at);
}

/** Date and time to the second, with the zone's abbreviation. */
export function exactTime(at: string): string {
  const then = Date.parse(at);
  if (Number.isNaN(then)) return at;
  return new Intl.DateTimeFormat('en', {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  }).format(then);
}

/** A duration: "84 ms", "1.3 s", "2 min 5 s". */
export function durationWords(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)} s`;
  const minutes = Math.floor(ms / 60_000);
  const seconds = Math.round((ms % 60_000) / 1000);
  return seconds === 0 ? `${minutes} min` : `${minutes} min ${seconds} s`;
}

/** "1 node", "3 nodes": the count with its noun. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}
