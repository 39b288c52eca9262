// Imports of leads out of files: sent in pieces, described, checked as a whole, then imported, paused, or taken back.
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { Failure } from '../../flows/language/failures.ts';
import { ask, change } from '../store/admin-ops.ts';
import type { ImportChange, ImportSettings, ImportState, LeadImportRow } from '../store/import-ops.ts';
import { StagedBytes } from '../tools/staged-bytes.ts';
import { faultsOf } from './faults-of.ts';
import { Forgetting } from './forgetting.ts';
import { startWork } from './job.ts';
import { MadeFiles, problemsPath } from './made-files.ts';
import { compileMapping } from './map-rows.ts';
import type { ImportParts } from './parts.ts';
import type { ReadChoice } from './read-rows.ts';
import { FILE_GONE, Runner, saysOf } from './runner.ts';

/** Left free on the disk when a file is begun, for the leads on their way. */
const LEFT_FREE = 256 * 1024 ** 2;
/** States in which the file may be described and checked anew. */
const OPEN: ImportState[] = ['received', 'checked'];
/** States in which something is being done. */
const WORKING: ImportState[] = ['checking', 'importing', 'taking-back'];

/** The imports of a process. Every answer is the import as it stands. */
export class LeadImports {
  readonly made: MadeFiles;
  readonly forget: Forgetting;
  readonly #parts: ImportParts;
  readonly #runner: Runner;
  /** Imports whose file is being written to or read, with the rows that were read so far. */
  readonly #busy = new Map<string, { rows: number; stop: () => Promise<void> }>();

  constructor(given: Omit<ImportParts, 'staged'>) {
    const staged = new StagedBytes(`${given.data}/lead-imports`);
    mkdirSync(staged.folder, { recursive: true, mode: 0o700 });
    this.#parts = { ...given, staged };
    this.made = new MadeFiles(staged);
    this.forget = new Forgetting(this.#parts);
    this.#runner = new Runner(this.#parts);
  }

  /** Takes up what an earlier process left; files of no import go. */
  async start(): Promise<void> {
    const ids = readdirSync(this.#parts.staged.folder).map((name) => name.split('.')[0] ?? '');
    await this.forget.rest([...new Set(ids)]);
    await this.#runner.start();
  }

  /** Fails with NOT_FOUND. */
  async get(id: string): Promise<LeadImportRow> {
    const found = await ask(this.#parts.store, 'leadImport.detail', { id });
    if (!found) throw new Failure('NOT_FOUND', { detail: `Import ${id}.` });
    return found;
  }

  /** Bytes that have come, rows that a check has read so far, and what the work on it waits for; '' for nothing. */
  progressOf({ id, state }: LeadImportRow): { received: number; rows: number; waits: string } {
    const waits = WORKING.includes(state) ? this.#runner.waitsOf(id) : '';
    return { received: this.#parts.staged.received(id), rows: this.#busy.get(id)?.rows ?? 0, waits };
  }

  /** True while its file is kept: one that was imported has none any more, and a person may have deleted it. */
  hasFile(id: string): boolean {
    return existsSync(this.#parts.staged.path(id));
  }

  /** Announces a file, or finds the one that was begun before. Fails with STORE_UNAVAILABLE where there is no room. */
  async begin(given: { name: string; size: number; etag: string; by: string }): Promise<LeadImportRow> {
    const { store, staged, now, newId, freeBytes } = this.#parts;
    const open = await ask(store, 'leadImport.open', { states: ['receiving'] });
    const { name, size, etag } = given;
    const known = open.find((each) => etag !== '' && each.etag === etag && each.size === size && each.name === name);
    if (known && this.hasFile(known.id)) return known;
    const free = await freeBytes();
    if (free < size + LEFT_FREE) throw noRoom(`The file has ${inMb(size)} MB, and ${inMb(free)} MB are free.`);
    const id = newId(now());
    await staged.make(id);
    return change(store, 'leadImport.begin', { ...given, id });
  }

  /** Takes the next bytes. Fails with CHANGED_MEANWHILE where others are due, REQUEST_INVALID where there are too many. */
  async append(id: string, offset: number, bytes: Uint8Array): Promise<LeadImportRow> {
    const { staged } = this.#parts;
    const found = await this.get(id);
    const received = staged.received(id);
    if (found.state !== 'receiving' || this.#busy.has(id) || offset !== received)
      throw new Failure('CHANGED_MEANWHILE', {
        detail: `${received} bytes are here. Go on with the byte ${received}.`,
      });
    if (received + bytes.length > found.size) {
      const says = `The file has ${found.size} bytes; these would make it ${received + bytes.length}.`;
      throw new Failure('REQUEST_INVALID', { fields: [{ field: 'offset', says }] });
    }
    await this.#while(id, () => staged.append(id, bytes));
    return found;
  }

  /** Finds out what the file holds, read as chosen. Fails with TEXT_UNREADABLE, CHANGED_MEANWHILE. */
  async describe(id: string, choice: ReadChoice, by: string): Promise<LeadImportRow> {
    const { store, staged } = this.#parts;
    const found = await this.get(id);
    const { sha256, file, size } = found;
    if (staged.received(id) !== size)
      throw new Failure('CHANGED_MEANWHILE', { detail: `${staged.received(id)} of ${size} bytes are here.` });
    const known = sha256 !== '' && file ? { sha256, encoding: file.encoding } : undefined;
    const hooks = this.#runner.hooks({});
    const work = { kind: 'look', path: staged.path(id), choice, known } as const;
    return this.#while(id, async () => {
      const { looked, file } = await startWork(work, hooks).done;
      const to = { state: 'received', sha256: looked.sha256, file, report: null, says: '' } as const;
      return change(store, 'leadImport.set', { id, by, from: ['receiving', ...OPEN], change: to });
    });
  }

  /** Begins to check the whole file: the report says what it would do. Fails with REQUEST_INVALID, CHANGED_MEANWHILE. */
  async check(id: string, settings: ImportSettings, by: string): Promise<LeadImportRow> {
    const { store, staged, adaptor } = this.#parts;
    const mapping = adaptor(settings.adaptor)?.document;
    const faults = await faultsOf(this.#parts, settings);
    if (!mapping || faults.length > 0) throw new Failure('REQUEST_INVALID', { fields: faults });
    compileMapping(mapping);
    const begun = { state: 'checking', settings, mapping, report: null, says: '' } as const;
    const { order, found } = await this.#while(id, async () => {
      // Before the state says that it is being checked: whatever fails here leaves the import as it was.
      const order = await this.#runner.orderOf({ ...(await this.get(id)), settings, mapping });
      return { order, found: await change(store, 'leadImport.set', { id, by, from: OPEN, change: begun }) };
    });
    const problems = problemsPath(staged.path(id));
    const live = { rows: 0, stop: async () => undefined };
    const hooks = this.#runner.hooks({
      progress: (rows) => {
        live.rows = rows;
      },
    });
    const job = startWork({ kind: 'check', order, problems }, hooks);
    this.#busy.set(id, Object.assign(live, { stop: job.stop }));
    const end = (to: ImportChange) => this.#runner.end(id, { by, from: 'checking', change: to });
    void job.done
      .then(
        (report) => end({ state: 'checked', report, says: '' }),
        (error: unknown) => end({ state: 'received', says: saysOf(error, this.#parts) }),
      )
      .catch((error: unknown) => this.#parts.onError(error, 'the end of a check could not be written down'))
      .finally(() => this.#busy.delete(id));
    return found;
  }

  /** Ends a check that is under way: the file stays, to be checked otherwise. Fails with CHANGED_MEANWHILE. */
  async stopCheck(id: string, by: string): Promise<LeadImportRow> {
    const order = { id, by, from: ['checking' as const], change: { state: 'received' as const, says: '' } };
    const found = await change(this.#parts.store, 'leadImport.set', order);
    await this.#busy.get(id)?.stop();
    // It is written down a moment later how it ended: only then may another one begin.
    while (this.#busy.has(id)) await pause(1);
    return found;
  }

  /** Begins to import, or goes on. Fails with CHANGED_MEANWHILE. */
  async import(id: string, by: string): Promise<LeadImportRow> {
    const { store, now } = this.#parts;
    const before = await this.get(id);
    if (!this.hasFile(id)) throw new Failure('CHANGED_MEANWHILE', { detail: FILE_GONE });
    const found = await change(store, 'leadImport.set', {
      id,
      by,
      from: ['checked', 'paused', 'cancelled'],
      // Kept for good: the ids of its leads are made of it, so that no row can make two.
      change: { state: 'importing', startedAt: before.startedAt ?? now(), endedAt: null, says: '' },
      did: before.state === 'paused' ? 'lead-import.resume' : 'lead-import.start',
    });
    this.#runner.go(id);
    return found;
  }

  /** Stops after the chunk that is under way; what is imported stays. Fails with CHANGED_MEANWHILE. */
  async pause(id: string, by: string): Promise<LeadImportRow> {
    const order = { id, by, from: ['importing' as const], change: { state: 'paused' as const, says: '' } };
    const found = await change(this.#parts.store, 'leadImport.set', { ...order, did: 'lead-import.pause' });
    await this.#runner.stop(id);
    return found;
  }

  /**
   * Stops and takes back all that it did, also once it is done, or where a first try came to nothing or left leads that another
   * import had changed. Fails with CHANGED_MEANWHILE.
   */
  async cancel(id: string, by: string): Promise<LeadImportRow> {
    const found = await change(this.#parts.store, 'leadImport.set', {
      id,
      by,
      from: ['importing', 'paused', 'done', 'taking-back', 'cancelled'],
      change: { state: 'taking-back', says: '' },
      did: 'lead-import.cancel',
    });
    await this.#runner.stop(id);
    this.#runner.takeBack(id);
    return found;
  }

  /** Forgets an import of which no lead is kept, with its file. Fails with IN_USE, CHANGED_MEANWHILE. */
  async remove(id: string, by: string): Promise<void> {
    await this.forget.import(id, by);
    await this.#busy.get(id)?.stop();
    this.#parts.staged.removeBytes(id);
  }

  /** Ends all work; the next process goes on. */
  async close(): Promise<void> {
    await this.#runner.close();
    for (const { stop } of [...this.#busy.values()]) await stop();
  }

  /** Resolves once everything that was begun in the background is over. */
  async settled(): Promise<void> {
    await this.#runner.settled();
  }

  /** Nothing else is done to the file meanwhile. */
  async #while<T>(id: string, work: () => Promise<T>): Promise<T> {
    if (this.#busy.has(id)) throw beingWorkedOn();
    this.#busy.set(id, { rows: 0, stop: async () => undefined });
    try {
      return await work();
    } catch (error) {
      if ((error as { code?: string }).code === 'ENOSPC') throw noRoom('The disk is full.');
      throw error;
    } finally {
      this.#busy.delete(id);
    }
  }
}

function beingWorkedOn(): Failure {
  return new Failure('CHANGED_MEANWHILE', { detail: 'The file is being worked on just now. Try again in a moment.' });
}

function noRoom(why: string): Failure {
  return new Failure('STORE_UNAVAILABLE', { detail: `${why} Make room on the disk of the data folder, then go on.` });
}

function inMb(bytes: number): string {
  return Math.round(bytes / 1024 ** 2).toLocaleString('en');
}
