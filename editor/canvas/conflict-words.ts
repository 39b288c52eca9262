// Who changed a flow, and when, as one sentence.

/** Who raised a flow's revision, and when. */
export type Changed = { by: string; at: string } | null;

/** “ann@example.com changed this flow at 14:02.”; the day too where it was not today. `me` is who reads it. */
export function changeSentence(changed: Changed, me: string, now: number = Date.now()): string {
  if (changed === null || changed.by === '') return 'Someone else changed this flow.';
  const then = Date.parse(changed.at);
  const isToday = new Date(then).toDateString() === new Date(now).toDateString();
  const day = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short' }).format(then);
  const when = `at ${clock(then)}${isToday ? '' : ` on ${day}`}`;
  if (changed.by === me) return `You changed this flow ${when}, in another tab or browser.`;
  if (changed.by === 'workspace') return `The files of this flow changed on disk ${when}.`;
  return `${changed.by} changed this flow ${when}.`;
}

/** The time of day, e.g. 14:02. `at` is epoch milliseconds. */
export function clock(at: number): string {
  return new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);
}
