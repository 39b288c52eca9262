// The writer thread: the connection that changes the database, but for what `batches.ts` does on the main thread; and the checkpoints.
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { BatchWriter, COMMITS_A_CHECKPOINT, thisMoment } from './batch.ts';
import { engineCommands } from './commands/engine.ts';
import { adminCommands } from './commands/registry.ts';
import { Database, isDiskFailure, isForNow, type Row } from './database.ts';
import { givePart, WhileIdle } from './give-back.ts';
import { migrate } from './migrate.ts';
import { errorReply, type Reply, type WriterRequest } from './protocol.ts';
import { fromWire } from './wire.ts';

/** Changed rows between two PASSIVE checkpoints, where there are not so many commits. */
const CHANGES_A_CHECKPOINT = 5000;
/** WAL pages of 4 kB, 64 MB: above this a RESTART checkpoint waits for readers and starts the file anew. */
const RESTART_PAGES = 16_384;
/** What a part of the room that is given back counts as: it writes some pages for each that it moves. */
const COMMITS_A_PART = 10;

/**
 * Writes that a power cut may take back: who takes a run up changes nothing that anybody was told, and where the process is
 * gone nobody holds it any more. Thousands of runs are taken up after an outage, each on its own.
 */
const UNSYNCED: ReadonlySet<string> = new Set(['run.load']);

/** Serves one port with the database in `file` until it is asked to close. */
class WriterThread {
  readonly #port: MessagePort;
  readonly #db: Database;
  readonly #writer: BatchWriter;
  /** Replies to admin writes that joined an open batch wait for its commit. */
  #joined: Reply[] = [];
  /** The newest generation of batches of which one failed: what was sent after it must not be kept. */
  #failed = 0;
  /** Rows changed since the database was opened, at the last checkpoint. */
  #checkpointedAt = 0;
  #commits = 0;
  readonly #idle = new WhileIdle(() => this.#giveBack());

  constructor(port: MessagePort, file: string) {
    this.#port = port;
    this.#db = new Database(file, { readOnly: false });
    migrate(this.#db);
    this.#writer = new BatchWriter(this.#db, { ...adminCommands, ...engineCommands }, thisMoment);
    // What a crash left ahead is done before anybody asks which runs there are.
    this.#writer.settle();
    port.on('message', (request: WriterRequest) => this.#serve(request));
    this.#reply({ id: 0, ok: true, value: 'ready' });
  }

  #serve(request: WriterRequest): void {
    try {
      if (request.kind === 'batch') this.#batch(request);
      else if (request.kind === 'write') this.#write(request);
      else if (request.kind === 'checkpoint') this.#checkpointAsked(request.id);
      else this.#close(request.id);
    } catch (error) {
      this.#reply(errorReply(request.id, error));
      if (request.kind === 'batch') {
        this.#failed = Math.max(this.#failed, request.generation);
        this.#settleJoined((reply) => errorReply(reply.id, error));
      }
      // Asked again, a failed fsync may report success for what was lost. The thread ends, and with it the process.
      if (isDiskFailure(error)) throw error;
    }
    if (!this.#writer.open) this.#checkpointIfDue();
    this.#idle.asked();
  }

  #batch(request: Extract<WriterRequest, { kind: 'batch' }>): void {
    if (request.generation <= this.#failed) throw new Error('A batch before this one failed.');
    const ops = fromWire(request.wire);
    const result = this.#writer.work(ops, request.commit);
    this.#reply({ id: request.id, ok: true, value: result });
    if (!request.commit) return;
    this.#commits += 1;
    this.#settleJoined((reply) => reply);
  }

  #write(request: Extract<WriterRequest, { kind: 'write' }>): void {
    const joins = this.#writer.open;
    const write = () => this.#writer.write(request.op, request.args);
    const value = !joins && UNSYNCED.has(request.op) ? this.#db.unsynced(write) : write();
    const reply: Reply = { id: request.id, ok: true, value };
    if (joins) this.#joined.push(reply);
    else this.#reply(reply);
  }

  /** Nobody is told of it, so none of it must be on disk before the next commit. Where there is no room for it, it is left. */
  #giveBack(): boolean {
    if (!this.#db.raw.isOpen || this.#writer.open) return false;
    try {
      const isMore = this.#db.unsynced(() => givePart(this.#db));
      if (isMore) this.#commits += COMMITS_A_PART;
      this.#checkpointIfDue();
      return isMore;
    } catch (error) {
      if (!isForNow(error)) throw error;
      return false;
    }
  }

  /** Commits of the main thread made one due. */
  #checkpointAsked(id: number): void {
    this.#commits = COMMITS_A_CHECKPOINT;
    this.#checkpointIfDue();
    this.#reply({ id, ok: true, value: null });
  }

  /** After the replies are out, so that no commit waits for it. */
  #checkpointIfDue(): void {
    if (!this.#db.raw.isOpen) return;
    const changes = Number(this.#db.get('SELECT total_changes() AS n')?.n ?? 0);
    if (changes - this.#checkpointedAt < CHANGES_A_CHECKPOINT && this.#commits < COMMITS_A_CHECKPOINT) return;
    this.#checkpointedAt = changes;
    this.#commits = 0;
    const log = Number(this.#checkpoint('PASSIVE')?.log ?? 0);
    if (log > RESTART_PAGES) this.#checkpoint('RESTART');
  }

  /** One that finds no room, or a reader in its way, leaves the log as it is for the next one. */
  #checkpoint(mode: 'PASSIVE' | 'RESTART' | 'TRUNCATE'): Row | undefined {
    try {
      return this.#db.get(`PRAGMA wal_checkpoint(${mode})`);
    } catch (error) {
      if (!isForNow(error)) throw error;
      return undefined;
    }
  }

  #close(id: number): void {
    this.#checkpoint('TRUNCATE');
    this.#db.close();
    this.#reply({ id, ok: true, value: null });
    this.#port.close();
  }

  #settleJoined(outcome: (reply: Reply) => Reply): void {
    for (const reply of this.#joined) this.#reply(outcome(reply));
    this.#joined = [];
  }

  #reply(reply: Reply): void {
    this.#port.postMessage(reply);
  }
}

if (parentPort) new WriterThread(parentPort, (workerData as { file: string }).file);
