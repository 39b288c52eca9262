// What a run writes before its first call: durable as one row, and in its places before anybody looks or writes.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AcceptedRun, BatchOp, Store } from '../../server/store/ports.ts';
import { BatchWriter, thisMoment } from '../../server/store/sqlite/batch.ts';
import { Batches } from '../../server/store/sqlite/batches.ts';
import { openStore } from '../../server/store/sqlite/client.ts';
import { engineCommands } from '../../server/store/sqlite/commands/engine.ts';
import { Database } from '../../server/store/sqlite/database.ts';

let folder: string;
let db: Database;
let writer: BatchWriter;
/** What is to be done once the call has left. */
let left: (() => void)[];
let isBusy: boolean;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'leadflow-ahead-'));
  await (await openStore(folder)).close();
  db = new Database(join(folder, 'leadflow.db'), { readOnly: false, waitMs: 0 });
  writer = newWriter();
  left = [];
  isBusy = false;
});
afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

describe('the first lines of a run', () => {
  it('are one row, and then in their places with the number that was told', () => {
    writer.work(waits('before'), true);
    const told = writer.ahead(calls('a'))?.committed?.[0];
    expect(told).toEqual({ run: 'a', seq: 2 });
    expect(rows()).toEqual({ runs: ['before waiting'], journal: ['1 before'], ahead: 1 });
    writer.settle();
    expect(rows()).toEqual({ runs: ['a running', 'before waiting'], journal: ['1 before', '2 a'], ahead: 0 });
    expect(db.get('SELECT body FROM inbox WHERE run = ?', 'a')?.body).toEqual(new Uint8Array(Buffer.from('{"n":1}')));
  });

  it('are done with the next ones in one transaction, each commit with a row of the journal of its own', () => {
    writer.ahead(calls('a'));
    const { committed } = writer.work(ends('a'), true);
    expect(committed).toEqual([{ run: 'a', seq: 2 }]);
    expect(rows()).toEqual({ runs: ['a finished'], journal: ['1 a', '2 a'], ahead: 0 });
  });

  it('are done first where another run writes, or an admin', () => {
    writer.ahead(calls('b'));
    writer.work(waits('a'), true);
    expect(rows().journal).toEqual(['1 b', '2 a']);
    writer.ahead(calls('c'));
    writer.write('store.probe', {});
    expect(rows()).toMatchObject({ journal: ['1 b', '2 a', '3 c'], ahead: 0 });
  });

  it('stay ahead where the transaction that does them is taken back', () => {
    writer.ahead(calls('a'));
    expect(() => writer.work(waits('bad', Number.NaN), true)).toThrow();
    expect(rows()).toEqual({ runs: [], journal: [], ahead: 1 });
    writer.work(ends('a'), true);
    expect(rows()).toMatchObject({ runs: ['a finished'], ahead: 0 });
  });

  it('wait for those that are ahead already', () => {
    expect(writer.ahead(calls('a'))).toBeDefined();
    expect(writer.ahead(calls('b'))).toBeUndefined();
    expect(rows().ahead).toBe(1);
  });

  it('go ahead with a key that nobody has, and are told of one that is taken', () => {
    const claim = { key: 'header:1', fingerprint: 'x', since: 0 };
    expect(writer.ahead(calls('a', { claim }))).toBeDefined();
    writer.settle();
    const second = calls('b', { claim: { ...claim, fingerprint: 'y' } });
    expect(writer.ahead(second)).toBeUndefined();
    expect(writer.work(second, true).refused).toEqual([{ run: 'b', epoch: 1 }]);
  });

  it.each<[string, BatchOp[]]>([
    ['a run that waits or ends', waits('a')],
    ['a run that another one began', calls('a', { more: { parent: 'p' } as AcceptedRun['more'] })],
    ['a body that is no text', calls('a', { inbox: { type: '', body: new Uint8Array(3) } })],
    ['a body of many pages', calls('a', { inbox: { type: '', body: 'x'.repeat(20_000) } })],
    ['what no row takes', calls('a', { acceptedAt: Number.NaN })],
    ['lines of two runs', [...calls('a'), ...calls('b')]],
    ['a run that is there already', ends('a')],
    ['a command', [...calls('a'), command('a')]],
  ])('are not put ahead of %s', (_what, ops) => {
    expect(writer.ahead(ops)).toBeUndefined();
    expect(rows().ahead).toBe(0);
  });
});

describe('the store', () => {
  let store: Store;

  beforeEach(async () => {
    store = await openStore(folder);
  });

  it('has them in their places before anybody looks at a run, asks for a list, or writes', async () => {
    await begin('a');
    expect(rows()).toMatchObject({ runs: [], ahead: 1 });
    expect(store.reads.ended('a').state).toBe('open');
    expect(rows()).toMatchObject({ runs: ['a running'], ahead: 0 });
    await begin('b');
    expect(await store.journal.running('', 10)).toEqual(['a', 'b']);
    await begin('c');
    expect((await store.journal.load('c'))?.epoch).toBe(2);
    await begin('d');
    await store.journal.batch(waits('e'), { commit: true, generation: 1 });
    expect(rows().journal).toEqual(['1 a', '2 b', '3 c', '4 d', '5 e']);
    await store.close();
  });

  it('has them in their places after a while, where the receiver takes its time', async () => {
    await begin('a');
    await expect.poll(() => rows().runs).toEqual(['a running']);
    await store.close();
  });

  it('finds them when it opens after a crash', async () => {
    await store.close();
    writer.ahead(calls('a'));
    store = await openStore(folder);
    expect(await store.journal.running('', 10)).toEqual(['a']);
    expect(store.reads.records('a')).toMatchObject([{ t: 'accepted' }, { t: 'intent' }]);
    await store.close();
  });

  it('puts them in their places when it closes', async () => {
    await begin('a');
    await store.close();
    expect(rows()).toMatchObject({ runs: ['a running'], ahead: 0 });
  });

  async function begin(run: string): Promise<void> {
    await store.journal.batch(calls(run), { commit: true, generation: 1, alone: true });
  }
});

describe('what is ahead', () => {
  it('is begun once the call has left, and committed with the next batch', async () => {
    const batches = newBatches(() => undefined);
    void batches.give(calls('a'), { commit: true, generation: 1, alone: true });
    left.shift()?.();
    expect(db.raw.isTransaction).toBe(true);
    expect(rows()).toEqual({ runs: [], journal: [], ahead: 1 });
    const { committed } = await batches.give(ends('a'), { commit: true, generation: 1, alone: true });
    expect(committed).toEqual([{ run: 'a', seq: 2 }]);
    expect(rows()).toEqual({ runs: ['a finished'], journal: ['1 a', '2 a'], ahead: 0 });
  });

  it('that was begun keeps nobody from writing, and is ahead again where the batch that would end it fails', async () => {
    const batches = newBatches(() => undefined);
    void batches.give(calls('a'), { commit: true, generation: 1, alone: true });
    left.shift()?.();
    await expect(
      batches.give(waits('bad', Number.NaN), { commit: true, generation: 1, alone: true }),
    ).rejects.toThrow();
    expect(rows()).toMatchObject({ runs: [], ahead: 1 });
    void batches.give(calls('b'), { commit: true, generation: 2, alone: true });
    expect(rows()).toMatchObject({ runs: ['a running', 'b running'], ahead: 0 });
    void batches.give(calls('c'), { commit: true, generation: 2, alone: true });
    left.shift()?.();
    batches.settle();
    expect(db.raw.isTransaction).toBe(false);
    expect(rows()).toMatchObject({ runs: ['a running', 'b running', 'c running'], ahead: 0 });
    left.shift()?.();
    expect(db.raw.isTransaction).toBe(false);
    expect(db.get('PRAGMA synchronous')).toEqual({ synchronous: 2 });
  });

  it('is not begun while the thread makes a checkpoint: the log could not begin anew', () => {
    const batches = newBatches(() => undefined);
    void batches.give(calls('a'), { commit: true, generation: 1, alone: true });
    isBusy = true;
    left.shift()?.();
    expect(db.raw.isTransaction).toBe(false);
    expect(rows().ahead).toBe(1);
  });

  it('is tried again where somebody else is writing', () => {
    const due: (() => void)[] = [];
    const batches = newBatches((work) => due.push(work));
    void batches.give(calls('a'), { commit: true, generation: 1, alone: true });
    const other = new Database(join(folder, 'leadflow.db'), { readOnly: false });
    other.raw.exec('BEGIN IMMEDIATE');
    batches.settle();
    other.raw.exec('COMMIT');
    other.close();
    expect(rows()).toMatchObject({ runs: [], ahead: 1 });
    due.at(-1)?.();
    expect(rows()).toMatchObject({ runs: ['a running'], ahead: 0 });
  });

  it('waits for room where the disk is full', async () => {
    const batches = newBatches(() => undefined);
    void batches.give(calls('a'), { commit: true, generation: 1, alone: true });
    db.raw.exec(`PRAGMA max_page_count=${Number(db.get('PRAGMA page_count')?.page_count)}`);
    const many = calls('a').flatMap((op) => (op.kind === 'append' ? [{ ...op, records: '1'.repeat(60_000) }] : []));
    await expect(batches.give(many, { commit: true, generation: 1, alone: true })).rejects.toMatchObject({
      errcode: 13,
    });
    expect(rows()).toMatchObject({ runs: [], ahead: 1 });
    db.raw.exec('PRAGMA max_page_count=1000000');
    await batches.give(ends('a'), { commit: true, generation: 2, alone: true });
    expect(rows()).toMatchObject({ runs: ['a finished'], ahead: 0 });
  });
});

function newBatches(after: (work: () => void) => void): Batches {
  const nothing = () => Promise.reject(new Error('The thread is asked for nothing here.'));
  return new Batches({
    thread: {
      get busy() {
        return isBusy;
      },
      batch: nothing,
      checkpoint: nothing,
    },
    here: writer,
    later: (work) => void left.push(work),
    after: (_ms, work) => {
      after(work);
      return () => undefined;
    },
    stayAwake: () => undefined,
    elapsed: () => 0,
    told: (error) => error as Error,
  });
}

function newWriter(): BatchWriter {
  return new BatchWriter(db, { ...engineCommands, 'store.probe': () => null }, thisMoment);
}

/** A run that is accepted, and what it will ask its receiver. */
function calls(id: string, more: Partial<AcceptedRun> = {}): BatchOp[] {
  const row = { id, release: 'h', flow: 'f', version: 1, source: 's', test: false, phone: '', acceptedAt: 1 };
  const inbox = { type: 'application/json', body: '{"n":1}' };
  const records = '{"t":"accepted","at":0,"lead":{}},{"t":"intent","at":0,"call":"post.1","attempt":1}';
  return [
    { kind: 'accept', run: { ...row, inbox, claim: undefined, more: undefined, ...more } },
    { kind: 'append', run: id, epoch: 1, records, state: undefined },
  ];
}

function waits(id: string, acceptedAt = 1): BatchOp[] {
  return calls(id, { acceptedAt }).map((op) => (op.kind === 'append' ? { ...op, state: { state: 'waiting' } } : op));
}

function ends(id: string): BatchOp[] {
  const state = { state: 'finished', outcome: 'accepted', finishedAt: 2 } as const;
  return [{ kind: 'append', run: id, epoch: 1, records: '{"t":"finished","at":2,"outcome":"accepted"}', state }];
}

function command(run: string): BatchOp {
  return { kind: 'command', run, epoch: 1, id: 1, call: 'x.1', records: '', command: { op: 'lead.met', args: '{}' } };
}

/** What another process sees. */
function rows(): { runs: string[]; journal: string[]; ahead: number } {
  const other = new Database(join(folder, 'leadflow.db'), { readOnly: true });
  const runs = other.all('SELECT id, state FROM run ORDER BY id').map(({ id, state }) => `${id} ${state}`);
  const journal = other.all('SELECT seq, run FROM journal ORDER BY seq').map(({ seq, run }) => `${seq} ${run}`);
  const ahead = Number(other.get('SELECT count(*) AS n FROM ahead')?.n);
  other.close();
  return { runs, journal, ahead };
}
