// Keeps one worker at work: one job at a time, each within its time; one that hangs is ended and another takes its place.

/** What a worker can do: kind of job -> what it is given and what it answers. */
export type Answers = Record<string, (job: never) => unknown>;

/** The part of a Worker that is used here. */
export interface WorkerLike {
  postMessage: (message: unknown) => void;
  terminate: () => unknown;
  addEventListener: (type: 'message' | 'error', listener: (event: { data?: unknown }) => void) => void;
}

/** Why a job has no answer: it hung, it failed, no worker could be had, or nobody waits for it any more. */
export class WorkFault extends Error {
  readonly why: 'timed out' | 'failed' | 'not started' | 'stopped';

  constructor(why: WorkFault['why'], message: string) {
    super(message);
    this.name = 'WorkFault';
    this.why = why;
  }
}

/** A worker and the jobs that wait for it. */
export interface SupervisedWorker<A extends Answers> {
  /**
   * Asks for one job; `ms` is counted from when the worker begins it. Rejects with WorkFault: `timed out` where it took
   * longer (the jobs behind it go on in a fresh worker), `failed`, `not started`, or `stopped`.
   */
  ask: <K extends keyof A & string>(
    kind: K,
    job: Parameters<A[K]>[0],
    ms: number,
  ) => Promise<Awaited<ReturnType<A[K]>>>;
  /** Tells what needs no answer. The last of each kind is told again to every fresh worker. */
  tell: <K extends keyof A & string>(kind: K, job: Parameters<A[K]>[0]) => void;
  /** Ends the worker, and every job with `stopped`. */
  stop: () => void;
}

/** What a job takes in messages, to and fro; a note has no id. The first message of a worker is `{ ready: true }`. */
export interface JobMessage {
  id?: number;
  kind: string;
  job: unknown;
}

/** What a worker posts. */
export interface AnswerMessage {
  ready?: boolean;
  id?: number;
  answer?: unknown;
  failed?: string;
}

interface Waiting {
  message: JobMessage;
  ms: number;
  done: (answer: unknown) => void;
  gone: (fault: WorkFault) => void;
}

/** Milliseconds in which a worker must have loaded its code. */
const LOADING_MS = 15_000;

/** Supervises the worker that `start` makes: when the first job comes, and again after one hung. */
export function superviseWorker<A extends Answers>(start: () => WorkerLike): SupervisedWorker<A> {
  const crew = new Crew(start);
  return {
    // What comes back is what `serveWork` got from the function of that kind, so it is of the type named there.
    ask: (kind, job, ms) =>
      new Promise((resolve, reject) => {
        crew.put({
          kind,
          job,
          ms,
          done: (answer) => resolve(answer as Awaited<ReturnType<A[typeof kind]>>),
          gone: reject,
        });
      }),
    tell: (kind, job) => crew.tell(kind, job),
    stop: () => crew.stop(),
  };
}

class Crew {
  readonly #start: () => WorkerLike;
  readonly #notes = new Map<string, unknown>();
  #queue: Waiting[] = [];
  #worker: WorkerLike | undefined;
  #isReady = false;
  #current: Waiting | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #lastId = 0;

  constructor(start: () => WorkerLike) {
    this.#start = start;
  }

  put({ kind, job, ...rest }: Omit<Waiting, 'message'> & { kind: string; job: unknown }): void {
    this.#lastId += 1;
    this.#queue.push({ message: { id: this.#lastId, kind, job }, ...rest });
    this.#next();
  }

  tell(kind: string, job: unknown): void {
    this.#notes.set(kind, job);
    if (this.#isReady) this.#worker?.postMessage({ kind, job });
  }

  stop(): void {
    this.#end();
    const all = this.#current ? [this.#current, ...this.#queue] : this.#queue;
    this.#queue = [];
    this.#current = undefined;
    for (const each of all) each.gone(new WorkFault('stopped', 'Nobody waits for this any more.'));
  }

  #next(): void {
    if (this.#current || this.#queue.length === 0) return;
    if (!this.#worker) this.#hire();
    if (!this.#isReady) return;
    const job = this.#queue.shift();
    if (!job) return;
    this.#current = job;
    this.#timer = setTimeout(() => this.#lose('timed out', `It took longer than ${job.ms} ms.`), job.ms);
    this.#worker?.postMessage(job.message);
  }

  #hire(): void {
    try {
      const worker = this.#start();
      this.#worker = worker;
      worker.addEventListener('message', ({ data }) => {
        if (this.#worker === worker) this.#take(data as AnswerMessage);
      });
      worker.addEventListener('error', () => {
        if (this.#worker === worker) this.#lose('failed', 'The worker could not go on.');
      });
      this.#timer = setTimeout(() => this.#lose('failed', 'The worker did not start.'), LOADING_MS);
    } catch {
      this.#lose('failed', 'The browser refused to start a worker.');
    }
  }

  #take(message: AnswerMessage): void {
    if (message.ready) {
      clearTimeout(this.#timer);
      this.#isReady = true;
      for (const [kind, job] of this.#notes) this.#worker?.postMessage({ kind, job });
    } else if (this.#current && message.id === this.#current.message.id) {
      clearTimeout(this.#timer);
      const { done, gone } = this.#current;
      this.#current = undefined;
      if (message.failed === undefined) done(message.answer);
      else gone(new WorkFault('failed', message.failed));
    }
    this.#next();
  }

  /** Ends the worker with the job in its hands; one that never started takes all that wait with it. */
  #lose(why: 'timed out' | 'failed', says: string): void {
    const wasReady = this.#isReady;
    this.#end();
    const lost = wasReady ? [] : this.#queue.splice(0);
    if (this.#current) lost.unshift(this.#current);
    this.#current = undefined;
    for (const each of lost) each.gone(new WorkFault(wasReady ? why : 'not started', says));
    this.#next();
  }

  #end(): void {
    clearTimeout(this.#timer);
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#isReady = false;
  }
}
