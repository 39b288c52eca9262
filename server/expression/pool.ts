// The sandbox pool: evaluates what the total subset does not hold, in processes that a hostile expression may ruin.
import { Worker } from 'node:worker_threads';
import type { Json } from '../../flows/expression/value.ts';
import { Failure } from '../../flows/language/failures.ts';
import type { ParsedAnswer } from '../../flows/language/parsed-answer.ts';
import { WORKER_ENVIRONMENT } from '../config.ts';
import type { PoolOptions, PoolReply, PoolRequest, ReadJob } from './pool-protocol.ts';

/** Evaluates expressions in sandbox processes, which start with the first expression and not before. */
export interface ExpressionPool {
  /**
   * Plain JSON, or undefined where the expression yields nothing. `now` is milliseconds since 1970, `random` a seed.
   * Fails with EXPRESSION_LIMIT or EXPRESSION_FAILED; their detail is `<code>: <message>`.
   */
  evaluate: (text: string, input: object, options: { now: number; random: number }) => Promise<Json | undefined>;
  /** The body as data. One that takes too long or too much memory is unreadable, and says so. */
  read: (job: ReadJob) => Promise<ParsedAnswer>;
  /** Ends the processes; what still waits fails with SHUTTING_DOWN. */
  close: () => Promise<void>;
}

interface Waiting {
  resolve: (reply: Extract<PoolReply, { value: Json | undefined } | { parsed: ParsedAnswer }>) => void;
  reject: (error: Error) => void;
}

/**
 * Makes the pool: a thread that holds the processes, so that starting one (5 to 50 ms, more in a large process) stops no lead
 * but those that wait for it.
 */
export function createExpressionPool(options: PoolOptions = {}): ExpressionPool {
  let thread: PoolThread | undefined;
  let closed = false;
  const ready = (): PoolThread => {
    if (closed) throw new Failure('SHUTTING_DOWN');
    if (!thread || thread.gone) thread = new PoolThread(options);
    return thread;
  };
  return {
    async evaluate(text, input, moment) {
      // As text: what is no JSON fails here, and the thread is handed nothing that changes under it.
      const json: string | undefined = JSON.stringify(input);
      const reply = await ready().ask({ text, input: json, ...moment });
      return 'value' in reply ? reply.value : undefined;
    },
    async read(job) {
      const reply = await ready().ask({ read: job });
      return 'parsed' in reply ? reply.parsed : NOT_READ;
    },
    async close() {
      closed = true;
      await thread?.close();
    },
  };
}

/** A request that has no number yet. */
type Unnumbered =
  | Omit<Extract<PoolRequest, { text: string }>, 'id'>
  | Omit<Extract<PoolRequest, { read: ReadJob }>, 'id'>;

/** The answer of a thread that answered something else. */
const NOT_READ: ParsedAnswer = { ok: false, looksLike: 'text', says: 'The answer could not be read.' };

/** The thread as this one sees it. It keeps the server from ending only while something is evaluated. */
class PoolThread {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #next = 1;
  gone = false;

  constructor(options: PoolOptions) {
    this.#worker = new Worker(new URL('./pool-worker.ts', import.meta.url), {
      workerData: options,
      env: WORKER_ENVIRONMENT,
      // What this process was started with is not for the thread: --eval would have it run the same again.
      execArgv: [],
    });
    this.#worker.unref();
    this.#worker.on('message', (reply: PoolReply) => this.#settle(reply));
    this.#worker.on('error', (error) => this.#die(error instanceof Error ? error : new Error(String(error))));
    this.#worker.on('exit', () => this.#die(new Failure('SHUTTING_DOWN')));
  }

  ask(job: Unnumbered): Promise<Parameters<Waiting['resolve']>[0]> {
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      if (this.#waiting.size === 1) this.#worker.ref();
      this.#post({ id, ...job });
    });
  }

  /** Resolves when the processes and the thread have ended. */
  async close(): Promise<void> {
    if (this.gone) return;
    this.#worker.ref();
    const ended = new Promise((resolve) => this.#worker.once('exit', resolve));
    this.#post({ close: true });
    await ended;
  }

  #post(request: PoolRequest): void {
    this.#worker.postMessage(request);
  }

  #settle(reply: PoolReply): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if (this.#waiting.size === 0) this.#worker.unref();
    if ('value' in reply || 'parsed' in reply) waiting?.resolve(reply);
    else if ('code' in reply) waiting?.reject(new Failure(reply.code, reply.detail ? { detail: reply.detail } : {}));
    else waiting?.reject(new Error(reply.bug));
  }

  #die(error: Error): void {
    this.gone = true;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
