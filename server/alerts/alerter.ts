// Tells people what needs them: looks for incidents every few seconds and sends each channel one message a round.
import { type AdminStore, ask, change } from '../store/admin-ops.ts';
import type { AlertChannelRow, DueChannel } from '../store/admin-rows.ts';
import type { SendEmail } from './email.ts';
import { type AlertMessage, type AlertWords, messageOf, testMessage } from './message.ts';

/** The alerts of one server. */
export interface Alerter {
  start(): void;
  /** Waits for a message that is under way, at most `limitMs`. What it says may be sent again after the next start. */
  stop(limitMs: number): Promise<void>;
  /** Sends a test to a channel; says how that went. */
  test(channel: AlertChannelRow): Promise<{ ok: boolean; says: string }>;
}

/** When something is told. Milliseconds. */
export interface AlertTimes {
  /** Between two looks. */
  lookMs: number;
  /** A burst is told as one message, once it has been quiet for this long, */
  quietMs: number;
  /** and after this long in any case. */
  longestMs: number;
  /** What goes on is told again after this long, with the number since. */
  repeatMs: number;
  /** A channel that failed is tried again after this long, then twice as long, */
  retryMs: number;
  /** at most this long. */
  longestRetryMs: number;
}

const TIMES: AlertTimes = {
  lookMs: 3000,
  quietMs: 2000,
  longestMs: 10_000,
  repeatMs: 600_000,
  retryMs: 15_000,
  longestRetryMs: 600_000,
};

/** What the alerter works with. */
export interface AlerterParts {
  store: AdminStore;
  /** Posts JSON to an address; rejects where it was not taken (server/tools). */
  post: (url: string, body: AlertMessage['payload']) => Promise<void>;
  /** Undefined where no mail server is set. */
  email: SendEmail | undefined;
  words: () => AlertWords;
  now: () => number;
  log: { warn(fields: object, message: string): void };
  times?: Partial<AlertTimes>;
}

/** Longest reason of a failure that is kept, characters. */
const LONGEST_REASON = 300;

/**
 * Makes the alerter. Invariant A1: an incident counts as told only once a channel has taken the message about it, so that a
 * crash in between tells it twice and never not at all.
 */
export function createAlerter(parts: AlerterParts): Alerter {
  const times = { ...TIMES, ...parts.times };
  const state: State = { timer: undefined, round: Promise.resolve(), stopped: false, warned: false };
  const look = (): void => {
    state.timer = setTimeout(() => {
      state.round = round(parts, times, state)
        // The store is full or gone for now: the next look comes all the same.
        .catch((error: unknown) => state.stopped || parts.log.warn({ err: error }, 'Alerts could not be looked after'))
        .then(() => (state.stopped ? undefined : look()));
    }, times.lookMs).unref();
  };
  return {
    start: look,
    async stop(limitMs) {
      state.stopped = true;
      clearTimeout(state.timer);
      const limit = new Promise((resolve) => setTimeout(resolve, limitMs).unref());
      await Promise.race([state.round, limit]);
    },
    test: (channel) => test(channel, parts, times),
  };
}

interface State {
  timer: NodeJS.Timeout | undefined;
  round: Promise<unknown>;
  stopped: boolean;
  /** True once it was said that nobody is told. */
  warned: boolean;
}

async function round(parts: AlerterParts, times: AlertTimes, state: State): Promise<void> {
  const { quietMs, longestMs, repeatMs } = times;
  const due = await ask(parts.store, 'alert.due', { now: parts.now(), quietMs, longestMs, repeatMs });
  if (due.anyChannel) state.warned = false;
  else if (due.untold > 0 && !state.warned) {
    state.warned = true;
    parts.log.warn({ incidents: due.untold }, 'Leads need a person, and no alert channel is set: see Settings, Alerts');
  }
  await Promise.all(due.channels.map((channel) => tell(channel, parts, times)));
}

async function tell(channel: DueChannel, parts: AlerterParts, times: AlertTimes): Promise<void> {
  const { id, items } = channel;
  const failed = await sent(channel, messageOf(items, parts.words()), parts);
  if (failed !== undefined) return fail(channel, failed, { parts, times });
  const counts = items.map(({ kind, flow, node, code, about, count }) => ({ kind, flow, node, code, about, count }));
  await change(parts.store, 'alert.told', { channel: id, items: counts });
}

async function fail(
  { id, kind, failed: before, tries }: DueChannel,
  says: string,
  { parts, times }: { parts: AlerterParts; times: AlertTimes },
): Promise<void> {
  // Said in the log once for each way of failing: a mail server that is away all night is one line.
  if (before !== says) parts.log.warn({ channel: kind, says }, 'An alert could not be sent; it is tried again');
  const delay = Math.min(times.retryMs * 2 ** Math.min(tries, 20), times.longestRetryMs);
  await change(parts.store, 'alert.failed', { channel: id, says, retryAt: parts.now() + delay });
}

/** Sends, and answers what went wrong; undefined where it was taken. */
async function sent(
  { kind, target }: AlertChannelRow,
  message: AlertMessage,
  { post, email }: AlerterParts,
): Promise<string | undefined> {
  try {
    if (kind === 'webhook') await post(target, message.payload);
    else if (email) await email(target, message);
    else return 'No mail server is set. Set LEADFLOW_SMTP_URL and LEADFLOW_ALERT_FROM, and start Leadflow again.';
    return undefined;
  } catch (error) {
    const says = error instanceof Error ? error.message : String(error);
    return says.replaceAll(target, 'its address').replace(/\s+/g, ' ').slice(0, LONGEST_REASON);
  }
}

async function test(channel: AlertChannelRow, parts: AlerterParts, times: AlertTimes) {
  const failed = await sent(channel, testMessage(parts.words()), parts);
  if (failed === undefined) {
    await change(parts.store, 'alert.told', { channel: channel.id, items: [] });
    return { ok: true, says: 'The test was sent and taken.' };
  }
  const retryAt = parts.now() + times.retryMs;
  await change(parts.store, 'alert.failed', { channel: channel.id, says: failed, retryAt });
  return { ok: false, says: failed };
}
