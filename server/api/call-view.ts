// What a step did beside its own work, from its records: calls out, reads and changes, child runs, a sleep. Pure.
import type {
  AnsweredRecord,
  CallRecord,
  ChildEndedRecord,
  ChildRecord,
  FailedCallRecord,
  IntentRecord,
  JournalRecord,
  SettledRecord,
  SleepRecord,
  WaitRecord,
} from '../run/records.ts';
import type { ExchangeViewType, StepViewType } from './schemas-runs.ts';
import { iso } from './times.ts';

type ExchangePart = IntentRecord | AnsweredRecord | FailedCallRecord | WaitRecord | SettledRecord;
type ChildPart = ChildRecord | ChildEndedRecord;
/** A record that belongs to a call of a step. */
export type CallPart = CallRecord | ExchangePart | ChildPart | SleepRecord;

const EXCHANGES: ReadonlySet<string> = new Set(['intent', 'answered', 'failed', 'wait', 'settled']);
const OTHERS: ReadonlySet<string> = new Set(['call', 'child', 'child-ended', 'sleep']);

/** Whether a record belongs to a call of a step. */
export function isCallPart(record: JournalRecord): record is CallPart {
  return EXCHANGES.has(record.t) || OTHERS.has(record.t);
}

/** `<node>.<n>` -> `<node>`. */
export function nodeOf(call: string): string {
  return call.slice(0, call.lastIndexOf('.'));
}

/** The parts of one step, each kind in its own list. */
export function callViews(
  parts: readonly CallPart[],
): Pick<StepViewType, 'exchanges' | 'calls' | 'children' | 'sleep'> {
  const exchanges = new Map<string, ExchangeViewType>();
  for (const part of parts.filter(isExchangePart)) {
    const key = `${part.call} ${part.attempt}`;
    exchanges.set(key, withPart(exchanges.get(key) ?? emptyExchange(part), part));
  }
  const sleep = parts.findLast((part) => part.t === 'sleep');
  return {
    exchanges: [...exchanges.values()],
    calls: parts
      .filter((part) => part.t === 'call')
      .map(({ call, op, args, value }) => ({ call, op, args: args ?? null, value })),
    children: childViews(parts.filter((part) => part.t === 'child' || part.t === 'child-ended')),
    sleep: sleep ? { until: iso(sleep.due) } : null,
  };
}

function isExchangePart(part: CallPart): part is ExchangePart {
  return EXCHANGES.has(part.t);
}

function childViews(parts: readonly ChildPart[]): StepViewType['children'] {
  const ends = new Map(parts.filter((part) => part.t === 'child-ended').map((end) => [end.run, end]));
  return parts
    .filter((part) => part.t === 'child')
    .map(({ index, run, flow }) => {
      const end = ends.get(run);
      return { index, run, flow, outcome: end?.outcome ?? null, reason: end?.reason || null };
    });
}

function emptyExchange({ call, attempt, at }: ExchangePart): ExchangeViewType {
  return { call, attempt, at: iso(at), request: null, answer: null, failure: null, retryAt: null, settled: null };
}

function withPart(exchange: ExchangeViewType, part: ExchangePart): ExchangeViewType {
  switch (part.t) {
    case 'intent':
      return { ...exchange, request: part.request };
    case 'answered':
      return { ...exchange, answer: part.answer };
    case 'failed':
      return { ...exchange, failure: { code: part.code, says: part.says, sent: part.sent } };
    case 'wait':
      return { ...exchange, retryAt: iso(part.due) };
    case 'settled': {
      const settled = { as: part.as, by: part.by, note: part.note, at: iso(part.at) };
      return { ...exchange, settled, ...(part.answer ? { answer: part.answer } : {}) };
    }
  }
}
