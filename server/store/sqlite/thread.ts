// A database thread as the main thread sees it: requests out, promises back.
import { Worker } from 'node:worker_threads';
import { WORKER_ENVIRONMENT } from '../../config.ts';
import { BriefMap } from '../brief-map.ts';
import { errorOf, type Reply } from './protocol.ts';

interface Waiting {
  resolve: (value: unknown) => void;
  reject: (error: Error) => void;
}

/** One worker thread that answers requests by number. Rejects everything open when the thread dies. */
export class DatabaseThread {
  readonly #worker: Worker;
  readonly #waiting = new BriefMap<number, Waiting>();
  readonly #ready: Promise<unknown>;
  #next = 1;
  #dead: Error | undefined;
  #closing = false;

  /** `onDeath` is told where the thread ends without having been closed. */
  constructor(script: URL, file: string, onDeath: (error: Error) => void) {
    this.#worker = new Worker(script, {
      workerData: { file },
      env: WORKER_ENVIRONMENT,
      resourceLimits: { maxOldGenerationSizeMb: 512 },
    });
    this.#ready = new Promise((resolve, reject) => this.#waiting.set(0, { resolve, reject }));
    this.#worker.on('message', (reply: Reply) => this.#settle(reply));
    const die = (error: Error) => {
      const first = this.#dead === undefined;
      this.#die(error);
      if (first && !this.#closing) onDeath(error);
    };
    this.#worker.on('error', (error) => die(error instanceof Error ? error : new Error(String(error))));
    this.#worker.on('exit', () => die(new Error('The database thread has ended.')));
  }

  /** Lets the thread finish what it was asked and ends it. */
  async close(): Promise<void> {
    this.#closing = true;
    await this.ask({ kind: 'close' });
  }

  /** Resolves once the thread has opened the database. Rejects with what kept it from doing so. */
  async ready(): Promise<void> {
    await this.#ready;
  }

  /** True while an answer is awaited; one that has ended answers nothing. */
  get busy(): boolean {
    return this.#waiting.size > 0 || this.#dead !== undefined || this.#closing;
  }

  ask<T>(request: { kind: string; [key: string]: unknown }): Promise<T> {
    if (this.#dead) return Promise.reject(this.#dead);
    const id = this.#next++;
    return new Promise<T>((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve as Waiting['resolve'], reject });
      this.#worker.postMessage({ ...request, id });
    });
  }

  #settle(reply: Reply): void {
    const waiting = this.#waiting.get(reply.id);
    if (!waiting) return;
    this.#waiting.delete(reply.id);
    if (reply.ok) waiting.resolve(reply.value);
    else waiting.reject(errorOf(reply));
  }

  #die(error: Error): void {
    this.#dead ??= error;
    for (const waiting of this.#waiting.values()) waiting.reject(this.#dead);
    this.#waiting.clear();
  }
}
