// Does in the background what an import is to do: gives its leads to the store, or takes them back, one import at a time.
//
// R1  The state in the store is the order: whoever starts anew reads it there, and goes on after the last chunk that is kept.
// R2  After each chunk it rests for as long as the chunk took, so that leads on their way find the writer free.
// R3  Where the disk or the store takes nothing for now it tries again, and tells what it waits for: a state in which work
//     is to be done always has somebody who does it.
import { existsSync, rmSync } from 'node:fs';
import { setTimeout as rest } from 'node:timers/promises';
import { Failure } from '../../flows/language/failures.ts';
import { ask, change } from '../store/admin-ops.ts';
import type { ImportChange, ImportState, LeadImportRow, TakenFrom } from '../store/import-ops.ts';
import { type Job, startWork } from './job.ts';
import { leftPath } from './made-files.ts';
import type { ImportParts } from './parts.ts';
import { isNoRoom, untilTaken } from './until-taken.ts';
import type { Hooks, JudgeOrder } from './work.ts';

/** Leads that are taken back at once. */
const AT_ONCE = 100;
const LONGEST_REST_MS = 500;
/** Who does what nobody asked for just now. */
const BY = 'import';

/** Why an import cannot begin again. */
export const FILE_GONE = 'Its file is gone: it was imported to its end, or deleted. Upload it again.';
const BEHIND = 'Another import of leads is under way. It goes on by itself after that.';

/** What an import is judged by. */
type Judged = Pick<LeadImportRow, 'id' | 'file' | 'settings' | 'mapping' | 'startedAt'>;

/** The background of imports. */
export class Runner {
  readonly #parts: ImportParts;
  readonly #jobs = new Map<string, Pick<Job<unknown>, 'stop'>>();
  #last: Promise<void> = Promise.resolve();
  readonly #closing = new AbortController();
  /** What is waited for, by the import whose work that is. */
  readonly #waits = new Map<string, string>();
  /** Those whose turn did not come yet, as often as something is to be done to them. */
  readonly #behind: string[] = [];

  constructor(parts: ImportParts) {
    this.#parts = parts;
  }

  /** What the work on an import waits for, for a person; '' where it waits for nothing. */
  waitsOf(id: string): string {
    return this.#waits.get(id) ?? (this.#behind.includes(id) ? BEHIND : '');
  }

  /** Takes up what an earlier process left. */
  async start(): Promise<void> {
    const states: ImportState[] = ['checking', 'importing', 'taking-back'];
    for (const { id, state } of await ask(this.#parts.store, 'leadImport.open', { states })) {
      if (state === 'importing') this.go(id);
      else if (state === 'taking-back') this.takeBack(id);
      else {
        const says = 'The server was stopped while the file was checked. Check it again.';
        this.#next(id, () => this.end(id, { by: BY, from: 'checking', change: { state: 'received', says } }));
      }
    }
  }

  /** Gives the leads of an import to the store. Its state is `importing`. */
  go(id: string): void {
    this.#next(id, () => this.#orTell(id, 'importing', () => this.#send(id)));
  }

  /** Takes back what an import did. Its state is `taking-back`. */
  takeBack(id: string): void {
    this.#next(id, () => this.#orTell(id, 'taking-back', () => this.#takeBack(id)));
  }

  /**
   * Writes down how work ended, however long the store takes nothing. Where the import is another by now, nothing is; and
   * what the end of the process broke off is told by the next one.
   */
  async end(id: string, { by, from, change: to }: { by: string; from: ImportState; change: ImportChange }) {
    if (this.#isClosed) return;
    const order = { id, by, from: [from], change: to };
    await this.untilTaken(id, () => change(this.#parts.store, 'leadImport.set', order)).catch((error: unknown) => {
      // It was removed, or somebody paused or cancelled it.
      if (!(error instanceof Failure) && !this.#isClosed) throw error;
    });
  }

  /** Does it once the disk and the store can; until then `waitsOf` says what for. */
  untilTaken<T>(id: string, work: () => Promise<T>): Promise<T> {
    const told = (says: string): void => {
      if (says === '') this.#waits.delete(id);
      else this.#waits.set(id, says);
    };
    return untilTaken(work, { againMs: this.#parts.againMs, signal: this.#closing.signal, told });
  }

  /** Ends the work on an import; resolves once it does nothing any more. */
  async stop(id: string): Promise<void> {
    await this.#jobs.get(id)?.stop();
  }

  /** Ends all work; what is not done is taken up by the next process. */
  async close(): Promise<void> {
    this.#closing.abort();
    for (const job of this.#jobs.values()) await job.stop();
    await this.#last;
  }

  /** Resolves once everything that was begun is over. */
  async settled(): Promise<void> {
    await this.#last;
  }

  /** What the work asks of this process. */
  hooks(more: Partial<Pick<Hooks, 'chunk' | 'progress'>>): Hooks {
    const none = { chunk: async () => ({ duplicates: [] }), progress: () => undefined };
    return { ...none, ...more, pool: ({ text, input, moment }) => this.#parts.pool(text, input, moment) };
  }

  /** What rows of an import are judged by. Fails with CHANGED_MEANWHILE where it was not checked. */
  async orderOf(given: Judged): Promise<JudgeOrder> {
    const { id, file, settings, mapping, startedAt } = given;
    const { data, store, staged, key, now } = this.#parts;
    if (!file || !settings || !mapping) throw new Failure('CHANGED_MEANWHILE', { detail: 'Check the file first.' });
    const lists = await ask(store, 'leadList.list', { q: null, after: null, limit: 10_000, uncounted: true });
    const campaign = lists.items.find(({ slug }) => slug === settings.list)?.campaign ?? '';
    const moment = startedAt ?? now();
    return { data, path: staged.path(id), file, settings, mapping, campaign, now: moment, key: keyIfThere(key) };
  }

  #next(id: string, work: () => Promise<void>): void {
    this.#behind.push(id);
    this.#last = this.#last
      .then(() => {
        this.#behind.splice(this.#behind.indexOf(id), 1);
        return this.#isClosed ? undefined : work();
      })
      .catch((error: unknown) => this.#parts.onError(error, 'an import of leads met a bug'));
  }

  get #isClosed(): boolean {
    return this.#closing.signal.aborted;
  }

  /** Whatever it cannot do is told on the import, which then waits for a person. */
  async #orTell(id: string, state: 'importing' | 'taking-back', work: () => Promise<void>): Promise<void> {
    try {
      await this.untilTaken(id, work);
    } catch (error) {
      // Somebody paused or cancelled it meanwhile, or the process ends: that is no fault of the import.
      const found = await this.untilTaken(id, () => ask(this.#parts.store, 'leadImport.detail', { id }));
      if (found?.state !== state || this.#isClosed) return;
      const says = saysOf(error, this.#parts);
      const to = state === 'importing' ? { state: 'paused' as const, says } : { says };
      await this.end(id, { by: BY, from: state, change: to });
    }
  }

  async #takeBack(id: string): Promise<void> {
    const { store, now } = this.#parts;
    // It was asked for twice, since a first try came to nothing.
    if ((await ask(store, 'leadImport.detail', { id }))?.state !== 'taking-back') return;
    for (let from: TakenFrom | undefined = { what: 'made', after: '' }; from !== undefined && !this.#isClosed; ) {
      const begun = performance.now();
      const next: { from?: TakenFrom } = await change(store, 'leadImport.takeBack', { id, from, limit: AT_ONCE });
      from = next.from;
      await this.#rest(begun);
    }
    if (this.#isClosed) return;
    const end = { state: 'cancelled', endedAt: now(), says: '' } as const;
    await change(store, 'leadImport.set', { id, by: BY, from: ['taking-back'], change: end });
  }

  async #send(id: string): Promise<void> {
    const { store, staged, now } = this.#parts;
    const found = await ask(store, 'leadImport.detail', { id });
    if (found?.state !== 'importing') return;
    if (!existsSync(staged.path(id))) throw new Failure('CHANGED_MEANWHILE', { detail: FILE_GONE });
    const order = await this.orderOf(found);
    const hooks = this.hooks({
      chunk: async (chunk) => {
        const begun = performance.now();
        const taken = await change(store, 'leadImport.chunk', chunk);
        await this.#rest(begun);
        return taken;
      },
    });
    const left = { ...found.left, path: leftPath(staged.path(id)) };
    const job = startWork({ kind: 'send', order, id, after: found.done, left }, hooks);
    let isStopped = false;
    const stop = async (): Promise<void> => {
      isStopped = true;
      await job.stop();
    };
    this.#jobs.set(id, { stop });
    try {
      if (this.#isClosed) await stop();
      await job.done;
    } catch (error) {
      // Who stopped it says how it stands, and may let it go on before this is heard.
      if (!isStopped) throw error;
      return;
    } finally {
      this.#jobs.delete(id);
    }
    const end = { state: 'done', endedAt: now(), says: '' } as const;
    const did = 'lead-import.done';
    await change(store, 'leadImport.set', { id, by: found.by, from: ['importing'], change: end, did });
    // Every lead has its row as it was sent, and the others are in a file of their own: nothing needs this one any more.
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
  onError(error, 'the work on a file of leads failed');
  if (isNoRoom(error)) return 'The disk is full. Make room, then go on.';
  // What other threads tell of a bug has its stack below it.
  const [says = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  return says;
}
