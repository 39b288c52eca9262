// The moments of a run in the order of its steps, and the run as it stood at each of them. Pure.
import type { ExchangeView, RunDetail, StepView } from '../types.ts';

/** What happened: to the run as a whole, or within a step. */
export type MomentKind =
  | 'accepted'
  | 'entered'
  | 'sent'
  | 'answered'
  | 'failed'
  | 'settled'
  | 'children'
  | 'waits'
  | 'left'
  | 'kept'
  | 'told'
  | 'held'
  | 'finished';

/** One moment. Steps share milliseconds, wait for days and are copied from older runs: the order is theirs, never the clock's. */
export interface Moment {
  kind: MomentKind;
  /** When, where the record says it. */
  at: string | null;
  node: string | null;
  /** The exchange that it is about, by its place in the step. */
  exchange: number | null;
  /** How many steps had begun, and how many parts of the last of them had happened. */
  steps: number;
  parts: number;
  /** How the run stood. */
  state: RunDetail['state'];
}

interface Part {
  kind: MomentKind;
  at: string | null;
  exchange: number | null;
  state: RunDetail['state'];
}

/** Every moment, first to last. There is at least one: the run was accepted. */
export function momentsOf(run: RunDetail): Moment[] {
  const whole = { node: null, exchange: null, parts: 0 } as const;
  const moments: Moment[] = [{ ...whole, kind: 'accepted', at: run.acceptedAt, steps: 0, state: 'running' }];
  for (const [index, step] of run.steps.entries()) {
    for (const [done, part] of partsOf(step).entries()) {
      moments.push({ ...part, node: step.node, steps: index + 1, parts: done + 1 });
    }
  }
  const told = toldAfter(run, moments);
  const before = moments[told - 1];
  if (run.answer && before) {
    moments.splice(told, 0, { ...before, kind: 'told', at: run.answer.at, node: null, exchange: null });
  }
  return [...moments, ...endOf(run, moments.at(-1))];
}

/** The place of the moment at which the caller was told: behind the last that was not later. */
function toldAfter({ answer }: RunDetail, moments: readonly Moment[]): number {
  if (!answer) return 0;
  const last = moments.findLastIndex(({ at }) => at !== null && Date.parse(at) <= Date.parse(answer.at));
  return Math.max(last, 0) + 1;
}

function endOf(run: RunDetail, last: Moment | undefined): Moment[] {
  if (!last || run.state === 'running') return [];
  const end = { ...last, exchange: null, state: run.state };
  if (run.state === 'finished') return [{ ...end, kind: 'finished', at: run.finishedAt, node: null }];
  if (run.state === 'held') return [{ ...end, kind: 'held', at: null, node: run.held?.node ?? null }];
  return last.state === 'waiting' ? [] : [{ ...end, kind: 'waits', at: run.queued?.at ?? null, node: null }];
}

function partsOf(step: StepView): Part[] {
  const part = (kind: MomentKind, at: string | null, state: RunDetail['state'] = 'running'): Part => ({
    kind,
    at,
    exchange: null,
    state,
  });
  if (step.kept) return [part('kept', step.at)];
  const parts = step.exchanges.flatMap((each, n) => exchangeParts(step, each, n));
  if (step.children.length > 0) parts.push(part('children', null, 'waiting'));
  if (step.sleep) parts.push(part('waits', null, 'waiting'));
  if (step.port !== null) parts.push(part('left', step.at));
  // What only read or changed something here so far tells of nothing but its beginning.
  return parts.length === 0 ? [part('entered', step.startedAt)] : parts;
}

function exchangeParts(step: StepView, exchange: ExchangeView, index: number): Part[] {
  const { request, answer, failure, settled, retryAt } = exchange;
  const part = (kind: MomentKind, at: string | null, state: RunDetail['state']): Part => ({
    kind,
    at,
    exchange: index,
    state,
  });
  const after = retryAt === null ? 'running' : 'waiting';
  const isLast = index === step.exchanges.length - 1 && step.port !== null && settled === null;
  const parts: Part[] = [];
  if (request || !failure) parts.push(part('sent', exchange.at, 'running'));
  // A person's word stands beside the failure that made them be asked.
  if (failure) parts.push(part('failed', isLast ? step.at : null, settled && settled.by !== 'probe' ? 'held' : after));
  else if (answer && !settled) parts.push(part('answered', later(exchange.at, answer.ms), after));
  if (settled) parts.push(part('settled', settled.at, 'running'));
  return parts;
}

function later(at: string, ms: number): string {
  return new Date(Date.parse(at) + ms).toISOString();
}

/** The run as it stood at moment `k`: what came later is not in it. At the last moment it is the run itself. */
export function runAt(run: RunDetail, moments: readonly Moment[], k: number): RunDetail {
  const moment = moments[k];
  if (!moment || k >= moments.length - 1) return run;
  const isTold = moments.slice(0, k + 1).some(({ kind }) => kind === 'told');
  const last = run.steps[moment.steps - 1];
  return {
    ...run,
    state: moment.state,
    outcome: null,
    reason: null,
    finishedAt: null,
    held: null,
    queue: null,
    queued: null,
    dueAt: null,
    onErrorRun: null,
    made: [],
    answered: isTold ? run.answered : false,
    answer: isTold ? run.answer : null,
    steps: last ? [...run.steps.slice(0, moment.steps - 1), stepAfter(last, moment)] : [],
    now: moment.at ?? last?.at ?? run.acceptedAt,
  };
}

/** The step with its first `parts` parts done. */
function stepAfter(step: StepView, { parts, at }: Moment): StepView {
  const all = partsOf(step);
  const done = all.slice(0, parts);
  if (done.some(({ kind }) => kind === 'left' || kind === 'kept')) return step;
  const has = (kind: MomentKind): boolean => done.some((part) => part.kind === kind);
  const began = Date.parse(step.startedAt);
  return {
    ...step,
    port: null,
    at: at ?? step.startedAt,
    ms: at === null ? 0 : Math.max(0, Date.parse(at) - began),
    out: null,
    reason: null,
    outcome: null,
    failure: null,
    exchanges: step.exchanges.flatMap((exchange, index) => {
      const kinds = done.filter((part) => part.exchange === index).map(({ kind }) => kind);
      return kinds.length === 0 ? [] : [exchangeAfter(exchange, kinds)];
    }),
    calls: [],
    children: has('children') ? step.children.map((child) => ({ ...child, outcome: null, reason: null })) : [],
    sleep: has('waits') ? step.sleep : null,
    callbacks: [],
  };
}

function exchangeAfter(exchange: ExchangeView, kinds: readonly MomentKind[]): ExchangeView {
  const has = (kind: MomentKind): boolean => kinds.includes(kind);
  const isOver = has('answered') || has('failed');
  return {
    ...exchange,
    answer: has('answered') || has('settled') || (has('failed') && !exchange.settled) ? exchange.answer : null,
    failure: has('failed') ? exchange.failure : null,
    retryAt: isOver ? exchange.retryAt : null,
    settled: has('settled') ? exchange.settled : null,
  };
}

/** A step's part of the moments: the places of its first and its last. */
export interface Span {
  node: string;
  from: number;
  to: number;
}

/** The steps that began, in order, each with the moments that are its own. */
export function spansOf(moments: readonly Moment[]): Span[] {
  const spans: Span[] = [];
  for (const [k, { node, kind }] of moments.entries()) {
    if (node === null || kind === 'held') continue;
    const last = spans.at(-1);
    if (last?.node === node) last.to = k;
    else spans.push({ node, from: k, to: k });
  }
  return spans;
}
