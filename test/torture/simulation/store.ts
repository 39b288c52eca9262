// The real database behind a wire that a seed makes slow: requests arrive in order, replies come late, a commit may fail.
import type { Json, JsonObject } from '../../../flows/language/document.ts';
import type { JournalRecord } from '../../../server/run/records.ts';
import type { PointReads } from '../../../server/store/point-reads.ts';
import type { BatchOp, BatchOrder, JournalStore, StoredRun } from '../../../server/store/ports.ts';
import { BatchWriter } from '../../../server/store/sqlite/batch.ts';
import { Batches } from '../../../server/store/sqlite/batches.ts';
import { engineCommands } from '../../../server/store/sqlite/commands/engine.ts';
import { adminCommands } from '../../../server/store/sqlite/commands/registry.ts';
import { Database } from '../../../server/store/sqlite/database.ts';
import { recordsOfRun } from '../../../server/store/sqlite/journal-rows.ts';
import { pointReads, settledReads } from '../../../server/store/sqlite/point-reads.ts';
import { engineQueries } from '../../../server/store/sqlite/queries/engine.ts';
import { queries } from '../../../server/store/sqlite/queries/registry.ts';
import { fromWire, toWire } from '../../../server/store/sqlite/wire.ts';
import type { Chance } from './chance.ts';
import type { VirtualTime } from './virtual-time.ts';

const ALL_QUERIES = { ...queries, ...engineQueries };

/** What the store is made of. */
export interface StoreParts {
  file: string;
  time: VirtualTime;
  chance: Chance;
  newId: () => string;
  /** Commits, and other writes, that fail, of a thousand. */
  failures: number;
}

/** The file with its two connections: it outlives every process that uses it. */
export class SimulatedDisk {
  readonly parts: StoreParts;
  readonly writer: Database;
  /** Sees what is committed, as another process would. */
  readonly reader: Database;

  constructor(parts: StoreParts) {
    this.parts = parts;
    this.writer = new Database(parts.file, { readOnly: false });
    this.reader = new Database(parts.file, { readOnly: true });
  }

  /** Puts a second lead list beside the first, in one campaign with it. */
  fill(): void {
    this.writer.run("INSERT INTO lead_list (slug, name, created_at) VALUES ('second', 'Second', 0)");
    this.writer.run("UPDATE lead_list SET campaign = 'torture'");
  }

  /** The process is gone: what was not committed is not there. */
  crash(): void {
    if (this.writer.raw.isTransaction) this.writer.raw.exec('ROLLBACK');
  }

  /** As a writer's thread does before anybody asks for a run: what was ahead at a crash is put in its places. */
  begin(): void {
    newWriter(this).settle();
  }

  close(): void {
    this.reader.close();
    this.writer.close();
  }
}

/** What one process holds of the store. `alive` is false from its crash on: nothing it asks for then arrives. */
export class SimulatedStore {
  readonly #disk: SimulatedDisk;
  readonly #alive: () => boolean;
  #batches: BatchWriter;
  readonly #places: Batches;
  /** What the writer's thread was asked for and has not answered. */
  #asked = 0;
  /** Failed commits, to be expected in what the process says. */
  failed = 0;
  readonly #free = { writer: 0, reader: 0 };
  /** As the writer's thread: batches of a generation that failed are refused. */
  #failedGeneration = 0;
  /** As the writer's thread: a write that joined an open transaction is answered when that ends. */
  #joined: ((failed: Error | undefined) => void)[] = [];
  readonly journal: JournalStore;
  readonly reads: PointReads;

  constructor(disk: SimulatedDisk, alive: () => boolean) {
    this.#disk = disk;
    this.#alive = alive;
    this.#batches = newWriter(disk);
    disk.begin();
    this.#places = this.#newBatches();
    this.reads = settledReads(pointReads(disk.reader), () => this.#settle());
    this.journal = {
      batch: (ops, order) => this.#give(ops, order),
      running: (after, limit) => this.#query('run.running', { after, limit }),
      load: (run, only) => this.#write<StoredRun | undefined>('run.load', { run, ...(only ? { only } : {}) }),
      endUnread: (run, by) => this.#write('run.endUnread', { run, by }),
      queues: () => this.#query('run.queues', {}),
      queued: (queue, after, limit) => this.#query('run.queued', { queue, after, limit }),
      wakeable: (after, limit) => this.#query('run.wakeable', { after, limit }),
      due: (now, limit) => this.#query('run.due', { now, limit }),
      probe: () => this.#write('store.probe', {}),
    };
  }

  write(op: string, args: JsonObject): Promise<Json> {
    return this.#write<Json>(op, args);
  }

  query(name: string, args: JsonObject): Promise<Json> {
    return this.#query<Json>(name, args);
  }

  /** What the disk holds of a run: in its journal, or ahead of it where there was no room to put it there. */
  onDisk(run: string): JournalRecord[] {
    const kept = recordsOfRun(this.#disk.reader, run);
    if (kept.length > 0) return kept;
    const row = this.#disk.reader.get('SELECT lines FROM ahead');
    const lines = row ? (JSON.parse(String(row.lines)) as BatchOp[]) : [];
    const records = lines.flatMap((line) => (line.kind === 'append' && line.run === run ? line.records : []));
    return JSON.parse(`[${records.join(',')}]`) as JournalRecord[];
  }

  /** Which batches may be committed at once is the seed's to say: it must make no difference. */
  #give(ops: BatchOp[], order: BatchOrder): ReturnType<JournalStore['batch']> {
    if (!this.#alive()) return new Promise(() => undefined);
    return this.#places.give(ops, { ...order, alone: this.#disk.parts.chance.next() < 0.5 });
  }

  /** Commits at once fail as those of the thread do. */
  #newBatches(): Batches {
    const store = this;
    const { time } = this.#disk.parts;
    return new Batches({
      thread: {
        get busy() {
          return store.#asked > 0;
        },
        batch: (ops, order) => this.#batch(ops, order),
        checkpoint: () => this.#ask('writer', () => undefined),
      },
      here: {
        work: (ops, commit) => {
          this.#mayFail();
          return this.#batches.work(ops, commit);
        },
        ahead: (ops) => {
          this.#mayFail();
          return this.#batches.ahead(ops);
        },
        settle: () => {
          this.#mayFail();
          this.#batches.settle();
        },
      },
      later: (work) => void time.after(0, 'process', work),
      after(ms, work) {
        let isDue = true;
        time.after(ms, 'process', () => void (isDue && work()));
        return () => {
          isDue = false;
        };
      },
      stayAwake: () => undefined,
      elapsed: () => time.elapsed,
      told: (error) => error as Error,
    });
  }

  #batch(ops: BatchOp[], { commit, generation }: BatchOrder): ReturnType<JournalStore['batch']> {
    const wire = toWire(ops);
    return this.#ask('writer', () => {
      try {
        if (generation <= this.#failedGeneration) throw new Error('A batch before this one failed.');
        this.#mayFail();
        const result = this.#batches.work(fromWire(wire), commit);
        if (commit) this.#settleJoined(undefined);
        return result;
      } catch (error) {
        this.#failedGeneration = Math.max(this.#failedGeneration, generation);
        this.#settleJoined(error as Error);
        throw error;
      }
    });
  }

  /** As the store does before anybody looks at a run; whoever is gone looks at nothing. */
  #settle(): void {
    if (this.#alive()) this.#places.settle();
  }

  #mayFail(): void {
    const { chance, failures } = this.#disk.parts;
    if (chance.next() * 1000 >= failures) return;
    this.failed += 1;
    this.#disk.crash();
    this.#batches = newWriter(this.#disk);
    throw new Error('The disk is full (so the seed says).');
  }

  /** A write that is not of a batch finds no room, and changes nothing. */
  #mayRefuse(): void {
    const { chance, failures } = this.#disk.parts;
    if (failures === 0 || chance.next() * 1000 >= failures) return;
    this.failed += 1;
    throw new Error('The disk is full (so the seed says).');
  }

  #settleJoined(failed: Error | undefined): void {
    for (const settle of this.#joined.splice(0)) settle(failed);
  }

  async #write<T>(op: string, args: JsonObject): Promise<T> {
    this.#settle();
    const copy = structuredClone(args);
    let ended: Promise<void> | undefined;
    const value = await this.#ask('writer', () => {
      this.#mayRefuse();
      const joins = this.#batches.open;
      const done = this.#batches.write(op, copy) as T;
      if (joins) ended = this.#endOfOpen();
      return done;
    });
    await ended;
    return value;
  }

  #endOfOpen(): Promise<void> {
    const ended = new Promise<void>((resolve, reject) =>
      this.#joined.push((failed) => (failed ? reject(failed) : resolve())),
    );
    // It may fail before the word of the write itself is back.
    ended.catch(() => undefined);
    return ended;
  }

  #query<T>(name: string, args: JsonObject): Promise<T> {
    this.#settle();
    const copy = structuredClone(args);
    return this.#ask('reader', () => ALL_QUERIES[name]?.(this.#disk.reader, copy) as T);
  }

  /** Two waits: until the thread has done it, and until its word is back. Each thread does one thing after the other. */
  #ask<T>(thread: 'writer' | 'reader', work: () => T): Promise<T> {
    const { time, chance } = this.#disk.parts;
    return new Promise((resolve, reject) => {
      if (!this.#alive()) return;
      if (thread === 'writer') this.#asked += 1;
      const done = Math.max(time.elapsed + chance.whole(0, 4), this.#free[thread]);
      const back = done + chance.whole(0, 4);
      this.#free[thread] = back;
      time.after(done - time.elapsed, 'process', () => {
        const reply = attempt(work);
        time.after(back - done, 'process', () => {
          if (thread === 'writer') this.#asked -= 1;
          if ('value' in reply) resolve(reply.value);
          else reject(reply.error);
        });
      });
    });
  }
}

function newWriter({ parts, writer }: SimulatedDisk): BatchWriter {
  const { time, newId } = parts;
  return new BatchWriter(writer, { ...adminCommands, ...engineCommands }, () => ({ now: time.now, newId }));
}

function attempt<T>(work: () => T): { value: T } | { error: unknown } {
  try {
    // As between threads: a copy.
    return { value: structuredClone(work()) };
  } catch (error) {
    return { error };
  }
}
