// Explodes the journal of a run into what a person looks at: steps, their calls out, the answer, what holds it. Pure.
import type { Json, JsonObject } from '../../flows/language/document.ts';
import type {
  AcceptedRecord,
  AnsweredRecord,
  CallRecord,
  FailedCallRecord,
  IntentRecord,
  JournalRecord,
  StepRecord,
  WaitRecord,
} from '../run/records.ts';
import type { AnswerViewType, ExchangeViewType, StepViewType } from './schemas-runs.ts';
import { iso } from './times.ts';

/** What the journal tells of a run. */
export interface RunView {
  lead: JsonObject;
  trigger: JsonObject;
  steps: StepViewType[];
  answer: AnswerViewType | null;
  held: { node: string; code: string; says: string } | null;
}
/** What the journal does not hold. `now` is milliseconds since 1970. */
export interface Around {
  /** True where the run waits for a person now: a run that was held once and goes on is not held. */
  held: boolean;
  finished: boolean;
  now: number;
  /** Node id -> what its step was given. */
  inputs: Readonly<Record<string, Json>>;
}

/** Explodes the records of one run. A step without its closing record comes last, with `port` null. */
export function runView(records: readonly JournalRecord[], around: Around): RunView {
  const accepted = acceptedOf(records);
  const calls = callsByNode(records);
  const steps = stepsOf(records).map((step) => stepView(step, calls.get(step.node) ?? [], around));
  const answer = records.find((record) => record.t === 'answer');
  const held = around.held ? records.findLast((record) => record.t === 'held') : undefined;
  const open = around.finished ? undefined : openNode(records, calls);
  return {
    lead: accepted?.lead ?? {},
    trigger: accepted?.trigger ?? {},
    steps: open === undefined ? steps : [...steps, openStep(open, calls.get(open) ?? [], around)],
    answer: answer ? { by: answer.by, ...answer.answer, at: iso(answer.at) } : null,
    held: held ? { node: held.node, code: held.code, says: held.says } : null,
  };
}

/** The record that began the run. */
export function acceptedOf(records: readonly JournalRecord[]): AcceptedRecord | undefined {
  return records.find((record) => record.t === 'accepted');
}

/** The steps that ended, in order. */
export function stepsOf(records: readonly JournalRecord[]): StepRecord[] {
  return records.filter((record) => record.t === 'step');
}

type CallPart = CallRecord | IntentRecord | AnsweredRecord | FailedCallRecord | WaitRecord;

function callsByNode(records: readonly JournalRecord[]): Map<string, CallPart[]> {
  const parts = records.filter((record): record is CallPart => 'call' in record);
  return Map.groupBy(parts, (part) => nodeOf(part.call));
}

/** `<node>.<n>` -> `<node>`. */
function nodeOf(call: string): string {
  return call.slice(0, call.lastIndexOf('.'));
}

/** The node that the walk is at, as far as its calls show: the last one that called and did not end. */
function openNode(records: readonly JournalRecord[], calls: Map<string, CallPart[]>): string | undefined {
  const ended = new Set(stepsOf(records).map((step) => step.node));
  return [...calls.keys()].findLast((node) => !ended.has(node));
}

function stepView(step: StepRecord, parts: readonly CallPart[], { inputs }: Around): StepViewType {
  return {
    node: step.node,
    port: step.port,
    at: iso(step.at),
    startedAt: iso(step.at - step.ms),
    ms: step.ms,
    in: inputs[step.node] ?? null,
    out: step.out,
    reason: step.reason ?? null,
    outcome: step.outcome ?? null,
    failure: step.failure ?? null,
    ...callViews(parts),
  };
}

function openStep(node: string, parts: readonly CallPart[], { inputs, now }: Around): StepViewType {
  const began = parts[0]?.at ?? now;
  return {
    node,
    port: null,
    at: iso(parts.at(-1)?.at ?? now),
    startedAt: iso(began),
    ms: Math.max(0, now - began),
    in: inputs[node] ?? null,
    out: null,
    reason: null,
    outcome: null,
    failure: null,
    ...callViews(parts),
  };
}

function callViews(parts: readonly CallPart[]): Pick<StepViewType, 'exchanges' | 'calls'> {
  const exchanges = new Map<string, ExchangeViewType>();
  for (const part of parts) {
    if (part.t === 'call') continue;
    const key = `${part.call} ${part.attempt}`;
    exchanges.set(key, withPart(exchanges.get(key) ?? emptyExchange(part), part));
  }
  const calls = parts.filter((part) => part.t === 'call');
  return {
    exchanges: [...exchanges.values()],
    calls: calls.map(({ call, op, args, value }) => ({ call, op, args: args ?? null, value })),
  };
}

function emptyExchange({ call, attempt, at }: Exclude<CallPart, CallRecord>): ExchangeViewType {
  return { call, attempt, at: iso(at), request: null, answer: null, failure: null, retryAt: null };
}

function withPart(exchange: ExchangeViewType, part: Exclude<CallPart, CallRecord>): ExchangeViewType {
  switch (part.t) {
    case 'intent':
      return { ...exchange, request: part.request };
    case 'answered':
      return { ...exchange, answer: part.answer };
    case 'failed':
      return { ...exchange, failure: { code: part.code, says: part.says, sent: part.sent } };
    case 'wait':
      return { ...exchange, retryAt: iso(part.due) };
  }
}
