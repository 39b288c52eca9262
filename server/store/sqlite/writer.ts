// The writer thread: the one connection that changes the database, and its checkpoints.
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { newId } from '../ids.ts';
import { BatchWriter } from './batch.ts';
import { engineCommands } from './commands/engine.ts';
import { adminCommands } from './commands/registry.ts';
import { Database } from './database.ts';
import { migrate } from './migrate.ts';
import { errorReply, type Reply, type WriterRequest } from './protocol.ts';

/** Lines of work between two PASSIVE checkpoints: about 4 MB of WAL. */
const LINES_A_CHECKPOINT = 2000;
/** WAL pages of 4 kB, 64 MB: above this a RESTART checkpoint waits for readers and starts the file anew. */
const RESTART_PAGES = 16_384;

/** Serves one port with the database in `file` until it is asked to close. */
class WriterThread {
  readonly #port: MessagePort;
  readonly #db: Database;
  readonly #writer: BatchWriter;
  /** Replies to admin writes that joined an open batch wait for its commit. */
  #joined: Reply[] = [];
  #lines = 0;

  constructor(port: MessagePort, file: string) {
    this.#port = port;
    this.#db = new Database(file, { readOnly: false });
    this.#db.raw.exec('PRAGMA wal_autocheckpoint=0; PRAGMA journal_size_limit=67108864;');
    migrate(this.#db);
    this.#writer = new BatchWriter(this.#db, { ...adminCommands, ...engineCommands }, () => {
      const now = Date.now();
      return { now, newId: () => newId(now) };
    });
    port.on('message', (request: WriterRequest) => this.#serve(request));
    this.#reply({ id: 0, ok: true, value: 'ready' });
  }

  #serve(request: WriterRequest): void {
    try {
      if (request.kind === 'batch') this.#batch(request);
      else if (request.kind === 'write') this.#write(request);
      else this.#close(request.id);
    } catch (error) {
      this.#reply(errorReply(request.id, error));
      if (request.kind === 'batch') this.#settleJoined((reply) => errorReply(reply.id, error));
    }
  }

  #batch(request: Extract<WriterRequest, { kind: 'batch' }>): void {
    const result = this.#writer.work(request.ops, request.commit);
    this.#reply({ id: request.id, ok: true, value: result });
    if (!request.commit) return;
    this.#settleJoined((reply) => reply);
    this.#lines += request.ops.length;
    if (this.#lines >= LINES_A_CHECKPOINT) this.#checkpoint();
  }

  #write(request: Extract<WriterRequest, { kind: 'write' }>): void {
    const joins = this.#writer.open;
    const reply: Reply = { id: request.id, ok: true, value: this.#writer.write(request.op, request.args) };
    if (joins) this.#joined.push(reply);
    else this.#reply(reply);
  }

  /** After the replies are out, so that no commit pays for it. */
  #checkpoint(): void {
    this.#lines = 0;
    const log = Number(this.#db.get('PRAGMA wal_checkpoint(PASSIVE)')?.log ?? 0);
    if (log > RESTART_PAGES) this.#db.raw.exec('PRAGMA wal_checkpoint(RESTART)');
  }

  #close(id: number): void {
    this.#db.raw.exec('PRAGMA wal_checkpoint(TRUNCATE)');
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
