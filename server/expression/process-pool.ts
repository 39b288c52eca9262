// The sandbox processes, and the jobs that wait for them. Lives in a thread of its own: starting a process stops its thread.
import { createHash } from 'node:crypto';
import { isLimit } from '../../flows/expression/interpret.ts';
import type { Json } from '../../flows/expression/value.ts';
import { Failure } from '../../flows/language/failures.ts';
import { looksOf, type ParsedAnswer } from '../../flows/language/parsed-answer.ts';
import { Lanes } from './lanes.ts';
import type { ExpressionPool } from './pool.ts';
import type { PoolOptions, ReadJob } from './pool-protocol.ts';
import { type Outcome, type SandboxProcess, startSandbox } from './sandbox-process.ts';

/** How many times in a row a sandbox may fail to start before the waiting jobs are told. */
const MOST_FAILED_STARTS = 3;

type Task = Evaluation | BodyTask;

/** A body that waits to be read. */
interface BodyTask {
  readonly id: number;
  readonly hash: string;
  readonly read: ReadJob;
  readonly resolve: (parsed: ParsedAnswer) => void;
  readonly reject: (error: Error) => void;
  /** See Evaluation. */
  again: boolean;
}

interface Evaluation {
  readonly id: number;
  readonly text: string;
  readonly hash: string;
  readonly input: object;
  readonly now: number;
  readonly random: number;
  readonly resolve: (value: Json | undefined) => void;
  readonly reject: (error: Error) => void;
  /** True once it was stopped by what may not have been its own doing. */
  again: boolean;
}

/** The pool's own state. */
interface State {
  readonly size: number;
  readonly deadlineMs: number;
  readonly readDeadlineMs: number;
  readonly all: Set<SandboxProcess>;
  readonly idle: SandboxProcess[];
  readonly waiting: Lanes<Task>;
  busy: number;
  count: number;
  failedStarts: number;
  closed: boolean;
}

/**
 * A pool of up to `size` evaluations at once (default 2), with one spare process; `deadlineMs` (250) from dispatch. However
 * many jobs of a hostile expression wait, others wait for one deadline at most.
 */
export function createProcessPool(options: PoolOptions = {}): ExpressionPool {
  const size = options.size ?? 2;
  const state: State = {
    size,
    deadlineMs: options.deadlineMs ?? 250,
    readDeadlineMs: options.readDeadlineMs ?? 3_000,
    all: new Set(),
    idle: [],
    waiting: new Lanes(size),
    busy: 0,
    count: 0,
    failedStarts: 0,
    closed: false,
  };
  return {
    evaluate: (text, input, { now, random }) =>
      new Promise((resolve, reject) => {
        state.count += 1;
        const hash = createHash('sha256').update(text).digest('base64url');
        state.waiting.add({ id: state.count, text, hash, input, now, random, resolve, reject, again: false });
        pump(state);
      }),
    read: (read) =>
      new Promise((resolve, reject) => {
        state.count += 1;
        // All bodies of a type take turns as one: what reads them is ours, and ends by itself.
        state.waiting.add({ id: state.count, hash: `body ${read.as}`, read, resolve, reject, again: false });
        pump(state);
      }),
    close: async () => {
      state.closed = true;
      pump(state);
      const ended = [...state.all].map((sandbox) => {
        sandbox.kill();
        return sandbox.gone;
      });
      await Promise.all(ended);
    },
  };
}

/** Hands waiting jobs to idle sandboxes, and keeps one more sandbox than there is work for. */
function pump(state: State): void {
  if (state.closed) {
    for (const task of state.waiting.drain()) task.reject(new Failure('SHUTTING_DOWN'));
    return;
  }
  while (state.idle.length > 0 && state.busy < state.size) {
    const taken = state.waiting.take(performance.now(), state.idle.length);
    const sandbox = taken && state.idle.shift();
    if (!taken || !sandbox) break;
    dispatch(state, sandbox, taken.job)
      .finally(taken.leave)
      .finally(() => pump(state));
  }
  const wanted = Math.min(state.size, state.busy + state.waiting.size) + 1;
  while (state.all.size < wanted) start(state);
}

function start(state: State): void {
  const sandbox = startSandbox();
  state.all.add(sandbox);
  sandbox.gone.then(() => {
    state.all.delete(sandbox);
    const at = state.idle.indexOf(sandbox);
    if (at >= 0) state.idle.splice(at, 1);
  });
  sandbox.ready.then((ready) => {
    if (ready) state.idle.push(sandbox);
    state.failedStarts = ready ? 0 : state.failedStarts + 1;
    if (state.failedStarts >= MOST_FAILED_STARTS) {
      state.failedStarts = 0;
      const error = new Error('The sandbox of expressions does not start. Node must allow --permission here.');
      for (const task of state.waiting.drain()) task.reject(error);
    } else pump(state);
  });
}

async function dispatch(state: State, sandbox: SandboxProcess, task: Task): Promise<void> {
  state.busy += 1;
  try {
    const outcome = await given(state, sandbox, task);
    if (typeof outcome === 'object') state.idle.push(sandbox);
    else state.all.delete(sandbox);
    if ('read' in task) finishBody(state, task, outcome);
    else finish(state, task, outcome);
  } catch (thrown) {
    state.idle.push(sandbox);
    task.reject(thrown instanceof Error ? thrown : new Error(String(thrown)));
  } finally {
    state.busy -= 1;
  }
}

function given(state: State, sandbox: SandboxProcess, task: Task): Promise<Outcome> {
  if ('read' in task) return sandbox.read(task.id, task.read, state.readDeadlineMs);
  const { id, hash, input, now, random } = task;
  return sandbox.run({ id, hash, input, now, random }, task.text, state.deadlineMs);
}

function finishBody(state: State, task: BodyTask, outcome: Outcome): void {
  const unreadable = (says: string) => task.resolve({ ok: false, looksLike: looksOf(task.read.body), says });
  const isDoubtful = isNotItsOwn(state, task, outcome);
  if (outcome !== 'late' && outcome !== 'died') state.waiting.ended(task.hash);
  if (state.closed) task.reject(new Failure('SHUTTING_DOWN'));
  else if (outcome === 'undelivered') state.waiting.add(task, true);
  else if (isDoubtful) once(state, task);
  else if (outcome === 'late') unreadable(`The answer was not read within ${state.readDeadlineMs / 1000} seconds.`);
  else if (outcome === 'died') unreadable('The answer needs more memory to be read than it may have.');
  else if ('json' in outcome && outcome.json !== null) task.resolve(JSON.parse(outcome.json) as ParsedAnswer);
  else task.reject(new Error('A sandbox did not read a body.'));
}

function finish(state: State, task: Evaluation, outcome: Outcome): void {
  const isDoubtful = isNotItsOwn(state, task, outcome);
  if (!isDoubtful) noteEnd(state, task, outcome);
  if (state.closed) task.reject(new Failure('SHUTTING_DOWN'));
  else if (outcome === 'undelivered') state.waiting.add(task, true);
  else if (isDoubtful) once(state, task);
  else if (outcome === 'late') task.reject(limit(`EXPRESSION_LIMIT: It was stopped after ${state.deadlineMs} ms.`));
  else if (outcome === 'died') task.reject(limit('EXPRESSION_LIMIT: It filled the memory that it may have.'));
  else if ('json' in outcome) task.resolve(outcome.json === null ? undefined : (JSON.parse(outcome.json) as Json));
  else if ('unknown' in outcome) task.reject(new Error('A sandbox did not take the text of an expression.'));
  else {
    const detail = `${outcome.code}: ${outcome.says}`;
    task.reject(isLimit(outcome.code) ? limit(detail) : new Failure('EXPRESSION_FAILED', { detail }));
  }
}

/**
 * At its first try: JSONata's own clock stopped it, as a clock that was set, or a busy machine, may do; or it has ended well
 * before, and its process died this time: of what others had left in its memory, or because somebody ended it.
 */
function isNotItsOwn(state: State, task: Task, outcome: Outcome): boolean {
  if (task.again) return false;
  return outcome === 'died' ? state.waiting.isProven(task.hash, performance.now()) : isOutOfTime(outcome);
}

/** Another try, and no third. */
function once(state: State, task: Task): void {
  task.again = true;
  state.waiting.add(task, true);
}

/** What is known of an expression decides when it has its next turn. */
function noteEnd(state: State, { hash }: Task, outcome: Outcome): void {
  if (outcome === 'late' || outcome === 'died' || isOutOfTime(outcome)) state.waiting.stopped(hash, performance.now());
  else if (outcome !== 'undelivered') state.waiting.ended(hash);
}

function isOutOfTime(outcome: Outcome): boolean {
  return typeof outcome === 'object' && 'code' in outcome && outcome.code === 'D1012';
}

function limit(detail: string): Failure {
  return new Failure('EXPRESSION_LIMIT', { detail });
}
