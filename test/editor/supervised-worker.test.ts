// The supervisor of a worker: answers by job, ends what hangs, and goes on with the rest in a fresh one.
import { Worker } from 'node:worker_threads';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import type { MappingWork } from '../../editor/work/mapping-job.ts';
import { superviseWorker, type WorkerLike, WorkFault } from '../../editor/work/supervised-worker.ts';
import { STOPPED } from '../expression/bombs.ts';

/** Enough for a busy machine, milliseconds: what answers does so long before. */
const LONG = 20_000;
const started: Worker[] = [];

function thread(): WorkerLike {
  const worker = new Worker(new URL('./work-thread.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: 256 },
  });
  started.push(worker);
  return {
    postMessage: (message) => worker.postMessage(message),
    terminate: () => worker.terminate(),
    addEventListener: (type, listener) =>
      worker.on(type, (data: unknown) => listener(type === 'message' ? { data } : {})),
  };
}

function bomb(kind: string): string {
  return STOPPED.find((each) => each.kind === kind)?.text ?? '';
}

const HANGS = bomb('a date picture that backtracks');
const crews: { stop: () => void }[] = [];

function crew() {
  const made = superviseWorker<MappingWork>(thread);
  crews.push(made);
  return made;
}

async function whyNot(asked: Promise<unknown>): Promise<string> {
  const thrown = await asked.then(
    (answer) => `it answered ${JSON.stringify(answer)}`,
    (error: unknown) => error,
  );
  return thrown instanceof WorkFault ? thrown.why : String(thrown);
}

/** Workers that are ready at once and never answer, but for the last job that was given. */
function slowWorker() {
  let last: { id?: number; say: (data: unknown) => void } | undefined;
  const start = (): WorkerLike => {
    let say: (data: unknown) => void = () => undefined;
    return {
      postMessage: (message) => {
        last = { ...(message as { id?: number }), say };
      },
      terminate: () => undefined,
      addEventListener: (type, listener) => {
        if (type !== 'message') return;
        say = (data) => listener({ data });
        queueMicrotask(() => say({ ready: true }));
      },
    };
  };
  return { start, answer: (answer: unknown) => last?.say({ id: last.id, answer }) };
}

afterEach(() => {
  vi.useRealTimers();
  for (const each of crews.splice(0)) each.stop();
});

describe('a supervised worker', () => {
  it('answers each job with its own answer', async () => {
    const work = crew();
    work.tell('sample', { view: { lead: { a: 2 } }, now: 0 });
    const asked = ['lead.a + 1', 'lead.none', 'lead.'].map((text) => work.ask('evaluate', text, LONG));
    expect(await Promise.all(asked)).toEqual([
      { is: 'value', value: 3 },
      { is: 'nothing' },
      { is: 'fault', code: 'S0207', says: 'The expression ends too early.', position: 5 },
    ]);
  });

  it('ends a job that hangs, and answers those behind it in a fresh worker that knows the sample', async () => {
    const work = crew();
    const before = started.length;
    work.tell('sample', { view: { lead: { a: 'Ann' } }, now: 0 });
    const hangs = whyNot(work.ask('evaluate', HANGS, 400));
    const behind = work.ask('evaluate', 'lead.a', LONG);
    expect(await hangs).toBe('timed out');
    expect(await behind).toEqual({ is: 'value', value: 'Ann' });
    expect(started.length - before).toBe(2);
  });

  it('counts the time from when a job begins, not from when it was asked', async () => {
    vi.useFakeTimers();
    const { start, answer } = slowWorker();
    const work = superviseWorker<MappingWork>(start);
    crews.push(work);
    const hang = [HANGS, HANGS].map((text) => whyNot(work.ask('evaluate', text, 500)));
    // Less than both before it take.
    const behind = work.ask('evaluate', '1', 900);
    for (const _each of hang) await vi.advanceTimersByTimeAsync(500);
    expect(await Promise.all(hang)).toEqual(['timed out', 'timed out']);
    await vi.advanceTimersByTimeAsync(899);
    answer({ is: 'value', value: 1 });
    expect(await behind).toEqual({ is: 'value', value: 1 });
  });

  it('tells those who wait when it is stopped, and starts again when it is asked', async () => {
    const work = crew();
    const asked = whyNot(work.ask('evaluate', '1', LONG));
    work.stop();
    expect(await asked).toBe('stopped');
    expect(await work.ask('evaluate', '1', LONG)).toEqual({ is: 'read' });
  });

  it('says that no worker could be started, to all who wait', async () => {
    const work = superviseWorker<MappingWork>(() => {
      throw new Error('refused');
    });
    const asked = [whyNot(work.ask('evaluate', '1', 400)), whyNot(work.ask('evaluate', '2', 400))];
    expect(await Promise.all(asked)).toEqual(['not started', 'not started']);
  });

  // One crew for all: the worker that follows a bomb takes the next.
  const hit = superviseWorker<MappingWork>(thread);
  hit.tell('sample', { view: { lead: {} }, now: 0 });
  afterAll(() => hit.stop());
  it.each(STOPPED.map(({ kind, text }) => [kind, text]))('survives %s', async (_kind, text) => {
    const came = await hit.ask('evaluate', text, 150).catch((error: unknown) => error);
    if (!(came instanceof WorkFault)) expect(came).toMatchObject({ is: 'fault' });
    expect(await hit.ask('evaluate', '1 + 1', LONG)).toEqual({ is: 'value', value: 2 });
  });
});
