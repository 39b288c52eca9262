// Explodes the journal of a run into what a person looks at: steps, their calls out, the answer, what holds it. Pure.
import type { Json, JsonObject } from '../../flows/language/document.ts';
import type { AcceptedRecord, JournalRecord, StepRecord } from '../run/records.ts';
import type { CallbackRow } from '../store/admin-run-rows.ts';
import { type CallPart, callViews, isCallPart, nodeOf } from './call-view.ts';
import type { AnswerViewType, StepViewType } from './schemas-runs.ts';
import { iso } from './times.ts';

/** What the journal tells of a run. */
export interface RunView {
  lead: JsonObject;
  trigger: JsonObject;
  steps: StepViewType[];
  answer: AnswerViewType | null;
  held: { node: string; code: string; says: string; call: string | null } | null;
  queued: { queue: string; says: string; at: string } | null;
}
/** What the journal does not hold. `now` is milliseconds since 1970. */
export interface Around {
  /** True where the run waits for a person now: a run that was held once and goes on is not held. */
  held: boolean;
  finished: boolean;
  /** True where it waits in a queue now. */
  queued: boolean;
  now: number;
  /** Callbacks that came for it, oldest first. */
  callbacks: readonly CallbackRow[];
  /** The address that a node waits on; null where it waits for no callback, or where the asker may not know it. */
  callbackUrl: (node: string) => string | null;
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
  const queued = around.queued ? records.findLast((record) => record.t === 'queued') : undefined;
  const open = around.finished ? undefined : openNode(records, calls);
  return {
    lead: accepted?.lead ?? {},
    trigger: accepted?.trigger ?? {},
    steps: open === undefined ? steps : [...steps, openStep(open, calls.get(open) ?? [], around)],
    answer: answer ? { by: answer.by, ...answer.answer, at: iso(answer.at) } : null,
    held: held ? { node: held.node, code: held.code, says: held.says, call: held.call ?? null } : null,
    queued: queued ? { queue: queued.queue, says: queued.says, at: iso(queued.at) } : null,
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

function callsByNode(records: readonly JournalRecord[]): Map<string, CallPart[]> {
  return Map.groupBy(records.filter(isCallPart), (part) => nodeOf(part.call));
}

/** The node that the walk is at, as far as its calls show: the last one that called and did not end. */
function openNode(records: readonly JournalRecord[], calls: Map<string, CallPart[]>): string | undefined {
  const ended = new Set(stepsOf(records).map((step) => step.node));
  return [...calls.keys()].findLast((node) => !ended.has(node));
}

function stepView(step: StepRecord, parts: readonly CallPart[], around: Around): StepViewType {
  return {
    node: step.node,
    port: step.port,
    at: iso(step.at),
    startedAt: iso(step.at - step.ms),
    ms: step.ms,
    in: around.inputs[step.node] ?? null,
    out: step.out,
    reason: step.reason ?? null,
    outcome: step.outcome ?? null,
    failure: step.failure ?? null,
    kept: step.kept === true,
    callbacks: callbacksOf(step.node, around),
    callbackUrl: null,
    ...callViews(parts),
  };
}

function openStep(node: string, parts: readonly CallPart[], around: Around): StepViewType {
  const { inputs, now } = around;
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
    kept: false,
    callbacks: callbacksOf(node, around),
    callbackUrl: parts.some(({ t }) => t === 'sleep') ? around.callbackUrl(node) : null,
    ...callViews(parts),
  };
}

function callbacksOf(node: string, { callbacks }: Around): StepViewType['callbacks'] {
  const own = callbacks.filter((callback) => callback.node === node);
  return own.map(({ at, type, body, query, late }) => ({ at: iso(at), type, body, query, late }));
}
