// Spans of time that a list is narrowed to: some that end now, and any from one moment to another. Pure.

const HOUR_MS = 3_600_000;
const LENGTHS: Readonly<Record<string, number>> = {
  hour: HOUR_MS,
  day: 24 * HOUR_MS,
  week: 7 * 24 * HOUR_MS,
  month: 30 * 24 * HOUR_MS,
};

/** Spans that end now, as the address names them: a link or a view means the last day of whoever opens it. */
export const SPANS: readonly { id: string; label: string }[] = [
  { id: 'hour', label: 'The last hour' },
  { id: 'day', label: 'The last 24 hours' },
  { id: 'week', label: 'The last 7 days' },
  { id: 'month', label: 'The last 30 days' },
];

/** The moment that a span begins, as ISO text to the minute; any other text is a moment already. `now` in epoch milliseconds. */
export function spanStart(span: string, now: number): string {
  const length = LENGTHS[span];
  return length === undefined ? span : new Date(Math.floor((now - length) / 60_000) * 60_000).toISOString();
}

/** The filters as the API takes them: a span becomes the moment that it begins. */
export function withoutSpan<F extends Readonly<Record<string, string>>>(
  filters: F,
  now: number,
): Record<string, string> {
  const { span = '', ...rest } = filters as Readonly<Record<string, string>>;
  return span === '' || LENGTHS[span] === undefined ? rest : { ...rest, after: spanStart(span, now), before: '' };
}

/** A moment as a field for date and time has it, in the reader's zone; '' for none. */
export function localText(at: string): string {
  const time = Date.parse(at);
  if (Number.isNaN(time)) return '';
  return new Date(time - new Date(time).getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** What such a field holds as ISO text; '' where it is empty or unfinished. */
export function momentOf(local: string): string {
  const time = Date.parse(local);
  return Number.isNaN(time) ? '' : new Date(time).toISOString();
}
