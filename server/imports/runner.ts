// Does in the background what an import is to do: gives its leads to the store, or takes them back, one import at a time.
//
// R1  The state in the store is the order: whoever starts anew reads it there, and goes on after the last chunk that is kept.
// R2  After each chunk it rests for as long as the chunk took, so that leads on their way find the writer free.
import { rmSync } from 'node:fs';
import { setTimeout as rest } from 'node:timers/promises';
import { Failure } from '../../flows/language/failures.ts';
import { ask, change } from '../store/admin-ops.ts';
import type { ImportState, LeadImportRow, TakenFrom } from '../store/import-ops.ts';
import { type Job, startWork } from './job.ts';
import type { ImportParts } from './parts.ts';
import type { Hooks, JudgeOrder } from './work.ts';

/** Leads that are taken back at once. */
const AT_ONCE = 100;
const LONGEST_REST_MS = 500;
/** Who does what nobody asked for just now. */
const BY = 'import';

/** The background of imports. */
export class Runner {
  readonly #parts: ImportParts;
  readonly #jobs = new Map<string, Job<unknown>>();
  #last: Promise<void> = Promise.resolve();
  #isClosed = false;

  constructor(parts: ImportParts) {
    this.#parts = parts;
  }

  /** Takes up what an earlier process left. */
  async start(): Promise<void> {
    const { store } = this.#parts;
    const states: ImportState[] = ['checking', 'importing', 'taking-back'];
    for (const { id, state } of await ask(store, 'leadImport.open', { states })) {
      if (state === 'importing') this.go(id);
      else if (state === 'taking-back') this.takeBack(id);
      else {
        const says = 'The server was stopped while the file was checked. Check it again.';
        await change(store, 'leadImport.set', { id, by: BY, from: ['checking'], change: { state: 'received', says } });
      }
    }
  }

  /** Gives the leads of an import to the store. Its state is `importing`. */
  go(id: string): void {
    this.#next(async () => {
      try {
        await this.#send(id);
      } catch (error) {
        // Somebody paused or cancelled it meanwhile, or the process ends: that is no fault of the import.
        const found = await ask(this.#parts.store, 'leadImport.detail', { id });
        if (found?.state !== 'importing' || this.#isClosed) return;
        const says = saysOf(error, this.#parts);
        await change(this.#parts.store, 'leadImport.set', {
          id,
          by: BY,
          from: ['importing'],
          change: { state: 'paused', says },
        });
      }
    });
  }

  /** Takes back what an import did. Its state is `taking-back`. */
  takeBack(id: string): void {
    this.#next(async () => {
      const { store } = this.#parts;
      const set = (to: { state: ImportState; says: string; endedAt?: number }) =>
        change(store, 'leadImport.set', { id, by: BY, from: ['taking-back'], change: to });
      // It was asked for twice, since a first try came to nothing.
      if ((await ask(store, 'leadImport.detail', { id }))?.state !== 'taking-back') return;
      try {
        await this.#takeBack(id);
        if (!this.#isClosed) await set({ state: 'cancelled', endedAt: this.#parts.now(), says: '' });
      } catch (error) {
        // Whoever looks sees why it stands still, and may ask for it again.
        if (!this.#isClosed) await set({ state: 'taking-back', says: saysOf(error, this.#parts) });
      }
    });
  }

  async #takeBack(id: string): Promise<void> {
    const { store } = this.#parts;
    for (let from: TakenFrom | undefined = { what: 'made', after: '' }; from !== undefined && !this.#isClosed; ) {
      const begun = performance.now();
      const next: { from?: TakenFrom } = await change(store, 'leadImport.takeBack', { id, from, limit: AT_ONCE });
      from = next.from;
      await this.#rest(begun);
    }
  }

  /** Ends the work on an import; resolves once it does nothing any more. */
  async stop(id: string): Promise<void> {
    await this.#jobs.get(id)?.stop();
  }

  /** Ends all work; what is not done is taken up by the next process. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const job of this.#jobs.values()) await job.stop();
    await this.#last;
  }

  /** Resolves once everything that was begun is over. */
  async settled(): Promise<void> {
    await this.#last;
  }

  /** What the work asks of this process. */
  hooks(more: Pick<Hooks, 'chunk' | 'progress'>): Hooks {
    return { ...more, pool: ({ text, input, moment }) => this.#parts.pool(text, input, moment) };
  }

  /** What rows of an import are judged by. Fails with CHANGED_MEANWHILE where it was not checked. */
  async orderOf({ id, file, settings, mapping, startedAt }: LeadImportRow): Promise<JudgeOrder> {
    const { data, store, staged, key, now } = this.#parts;
    if (!file || !settings || !mapping) throw new Failure('CHANGED_MEANWHILE', { detail: 'Check the file first.' });
    const lists = await ask(store, 'leadList.list', { q: null, after: null, limit: 10_000, uncounted: true });
    const campaign = lists.items.find(({ slug }) => slug === settings.list)?.campaign ?? '';
    const moment = startedAt ?? now();
    return { data, path: staged.path(id), file, settings, mapping, campaign, now: moment, key: keyIfThere(key) };
  }

  #next(work: () => Promise<void>): void {
    this.#last = this.#last
      .then(() => (this.#isClosed ? undefined : work()))
      .catch((error: unknown) => this.#parts.onError(error, 'an import of leads met a bug'));
  }

  async #send(id: string): Promise<void> {
    const { store, staged, now } = this.#parts;
    const found = await ask(store, 'leadImport.detail', { id });
    if (found?.state !== 'importing') return;
    const order = await this.orderOf(found);
    const hooks = this.hooks({
      progress: () => undefined,
      chunk: async (chunk) => {
        const begun = performance.now();
        await change(store, 'leadImport.chunk', chunk);
        await this.#rest(begun);
      },
    });
    const job = startWork({ kind: 'send', order, id, after: found.done }, hooks);
    this.#jobs.set(id, job);
    try {
      if (this.#isClosed) await job.stop();
      await job.done;
    } finally {
      this.#jobs.delete(id);
    }
    const end = { state: 'done', endedAt: now(), says: '' } as const;
    await change(store, 'leadImport.set', {
      id,
      by: found.by,
      from: ['importing'],
      change: end,
      did: 'lead-import.done',
    });
    // Every lead has its row as it was sent: nothing needs the file any more.
    rmSync(staged.path(id), { force: true });
  }

  async #rest(begun: number): Promise<void> {
    await rest(Math.min(performance.now() - begun, LONGEST_REST_MS));
  }
}

function keyIfThere(key: () => Buffer): Uint8Array | undefined {
  try {
    return new Uint8Array(key());
  } catch (error) {
    if (error instanceof Failure && error.code === 'SECRETS_LOCKED') return undefined;
    throw error;
  }
}

/** Why work came to nothing, for a person. What is nobody's expected fault is logged. */
export function saysOf(error: unknown, { onError }: Pick<ImportParts, 'onError'>): string {
  if (error instanceof Failure) return error.detail ?? error.message;
  const code = (error as { code?: string }).code;
  onError(error, 'the work on a file of leads failed');
  if (code === 'ENOSPC') return 'The disk is full. Make room, then go on.';
  // What other threads tell of a bug has its stack below it.
  const [says = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  return says;
}
