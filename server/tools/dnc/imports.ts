// Imports of files into DNC lists, from the first byte to the commit that makes them count.
//
// I1  Until one transaction points the list at the new numbers, nothing of a file counts; from then on all of it does.
// I2  What has come is on disk: after a crash the sender goes on where `received` says.
// I3  One that is cancelled leaves nothing behind, at whatever moment.
import { Failure } from '../../../flows/language/failures.ts';
import { type ImportStand, inWords, type Live, newlyLive } from './import-stand.ts';
import { startWork } from './job.ts';
import type { Pointing } from './pointing.ts';
import type { ImportOrder, Staging } from './staging.ts';
import type { FileReport } from './work.ts';

/** What imports are made of. */
export interface ImportParts {
  staging: Staging;
  pointing: Pointing;
  /** Milliseconds since 1970. */
  now: () => number;
  newId: (now: number) => string;
}

/** The imports of a process. */
export class Imports {
  readonly #parts: ImportParts;
  readonly #orders = new Map<string, ImportOrder>();
  readonly #live = new Map<string, Live>();

  constructor(parts: ImportParts) {
    this.#parts = parts;
    parts.staging.tidy();
    for (const order of parts.staging.orders()) this.#orders.set(order.id, order);
  }

  list(): ImportStand[] {
    return [...this.#orders.values()].map((order) => this.#standOf(order));
  }

  /** Fails with NOT_FOUND. */
  get(id: string): ImportStand {
    return this.#standOf(this.#order(id));
  }

  /**
   * Begins one, or finds the one of the same file that was begun before, which is then of the day that is named now. Fails
   * with NOT_FOUND for a list that is none.
   */
  async begin(given: Omit<ImportOrder, 'id' | 'at'>): Promise<ImportStand> {
    this.#parts.pointing.inOrder(given);
    const { at: _at, id: _id, by: _by, asOf: _asOf, ...same } = { id: '', at: 0, ...given };
    const known = [...this.#orders.values()].find((order) =>
      Object.entries(same).every(([field, value]) => order[field as keyof typeof same] === value),
    );
    if (known && (given.etag !== '' || given.sha256 !== '')) return this.#standOf(await this.#ofDay(known, given.asOf));
    const at = this.#parts.now();
    const order = { ...given, id: this.#parts.newId(at), at };
    await this.#parts.staging.begin(order);
    this.#orders.set(order.id, order);
    return this.#standOf(order);
  }

  /** Takes the next bytes. Fails with CHANGED_MEANWHILE where others are due, REQUEST_INVALID where there are too many. */
  async append(id: string, offset: number, bytes: Uint8Array): Promise<ImportStand> {
    const { size } = this.#order(id);
    const live = this.#alive(id);
    const received = this.#parts.staging.received(id);
    if (live.job || live.state === 'working' || offset !== received) {
      throw new Failure('CHANGED_MEANWHILE', {
        detail: `${received} bytes are here. Go on with the byte ${received}.`,
      });
    }
    if (received + bytes.length > size) {
      const says = `The file has ${size} bytes; these would make it ${received + bytes.length}.`;
      throw new Failure('REQUEST_INVALID', { fields: [{ field: 'offset', says }] });
    }
    live.state = 'working';
    try {
      await this.#parts.staging.append(id, bytes);
    } catch (error) {
      throw inWords(error);
    } finally {
      live.state = 'receiving';
      if (live.isCancelled) this.#forget(id);
    }
    return this.get(id);
  }

  /** Begins to read the whole file; the report says what it would do. Fails with CHANGED_MEANWHILE while bytes are missing. */
  read(id: string): ImportStand {
    const order = this.#order(id);
    const live = this.#alive(id);
    if (live.state === 'reading' || live.state === 'working') return this.#standOf(order);
    const stand = this.#standOf(order);
    if (stand.received !== order.size) {
      throw new Failure('CHANGED_MEANWHILE', { detail: `${stand.received} of ${order.size} bytes are here.` });
    }
    Object.assign(live, { state: 'reading', read: 0, report: null, fault: '' } satisfies Partial<Live>);
    live.reading = this.#reading(order, live);
    return this.#standOf(order);
  }

  /** Resolves once a reading that is under way is over. */
  async settled(id: string): Promise<void> {
    await this.#live.get(id)?.reading;
  }

  /** Makes it count, and forgets the file. Fails with CHANGED_MEANWHILE where it was not read, or the list is another by now. */
  async commit(id: string, by: string): Promise<FileReport> {
    const order = this.#order(id);
    const live = this.#alive(id);
    const { report } = live;
    if (live.state !== 'ready' || !report)
      throw new Failure('CHANGED_MEANWHILE', { detail: 'The file was not read yet.' });
    if (this.#parts.pointing.base(order.list, order.mode).id !== live.base) {
      live.state = 'received';
      const detail = `Other numbers were imported into ${order.list} meanwhile. Read the file again.`;
      throw new Failure('CHANGED_MEANWHILE', { detail });
    }
    live.state = 'working';
    try {
      await this.#parts.pointing.commit(order, this.#parts.staging.path(id), { report, by, live });
    } catch (error) {
      live.state = 'ready';
      // The list was deleted meanwhile: there is nothing to go on with.
      live.isCancelled ||= error instanceof Failure && error.code === 'NOT_FOUND';
      throw inWords(error);
    } finally {
      live.isFinal = false;
      if (live.isCancelled) this.#forget(id);
    }
    this.#forget(id);
    return report;
  }

  /** Breaks off those into a list that is no more; one that is being committed just now finds no list, and goes too. */
  async forgetList(slug: string): Promise<void> {
    for (const { id } of this.list().filter(({ list }) => list === slug))
      await this.cancel(id).catch((error: unknown) => {
        if (!(error instanceof Failure)) throw error;
      });
  }

  /** Breaks it off; nothing of it stays. Fails with NOT_FOUND, and CHANGED_MEANWHILE in the moment of the commit. */
  async cancel(id: string): Promise<void> {
    this.#order(id);
    const live = this.#alive(id);
    if (live.isFinal) throw new Failure('CHANGED_MEANWHILE', { detail: 'It is being committed just now.' });
    live.isCancelled = true;
    await live.job?.stop();
    // While bytes are written down, who writes them forgets the import.
    if (live.state !== 'working') this.#forget(id);
  }

  /** The old day would make the list older, or newer, than who sends the file says by now. Fails with CHANGED_MEANWHILE. */
  async #ofDay(order: ImportOrder, asOf: number): Promise<ImportOrder> {
    if (order.asOf === asOf) return order;
    if (this.#alive(order.id).state === 'working')
      throw new Failure('CHANGED_MEANWHILE', {
        detail: 'It is being worked on with another day. Try again in a moment.',
      });
    const next = { ...order, asOf };
    this.#orders.set(order.id, next);
    try {
      await this.#parts.staging.change(next);
    } catch (error) {
      if (this.#orders.get(order.id) === next) this.#orders.set(order.id, order);
      throw inWords(error);
    }
    // It was cancelled meanwhile.
    if (!this.#orders.has(order.id)) this.#parts.staging.remove(order.id);
    return this.#order(order.id);
  }

  async #reading(order: ImportOrder, live: Live): Promise<void> {
    const { staging, pointing } = this.#parts;
    const from = staging.path(order.id);
    try {
      if (order.sha256 !== '' && (await staging.checksum(order.id)) !== order.sha256)
        throw new Error(
          'The file is not the one that was announced: its SHA-256 is another. Cancel, and send it again.',
        );
      const { id: base, numbers } = pointing.base(order.list, order.mode);
      live.base = base;
      if (live.isCancelled) return;
      staging.forgetMade(order.id);
      const { mode, region } = order;
      const work = { kind: 'read', from, to: from, mode, region, base: numbers } as const;
      const job = startWork(work, (bytes) => {
        live.read = bytes;
      });
      live.job = job;
      if (live.isCancelled) await job.stop();
      live.report = await job.done;
      live.read = order.size;
      live.state = 'ready';
    } catch (error) {
      live.state = 'received';
      live.fault = inWords(error).message;
      // Half of what is made of a file would fill the disk for nobody.
      staging.forgetMade(order.id);
    } finally {
      live.job = undefined;
    }
  }

  #order(id: string): ImportOrder {
    const order = this.#orders.get(id);
    if (!order)
      throw new Failure('NOT_FOUND', { detail: 'There is no import with this id; it was committed or cancelled.' });
    return order;
  }

  #alive(id: string): Live {
    const live = this.#live.get(id) ?? newlyLive();
    this.#live.set(id, live);
    return live;
  }

  #standOf(order: ImportOrder): ImportStand {
    const { state, read, report, fault } = this.#alive(order.id);
    const received = this.#parts.staging.received(order.id);
    const isWhole = state === 'receiving' && received === order.size;
    return { ...order, state: isWhole ? 'received' : state, received, read, report, fault };
  }

  #forget(id: string): void {
    this.#orders.delete(id);
    this.#live.delete(id);
    this.#parts.staging.remove(id);
  }
}
