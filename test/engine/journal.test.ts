// Group commit against a real store: what shares a commit, when a run may go on, and what a failed batch leaves behind.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Journal } from '../../server/engine/journal.ts';
import type { AcceptedRun, BatchOp, JournalStore, Store } from '../../server/store/ports.ts';
import { openStore } from '../../server/store/sqlite/client.ts';
import { Database } from '../../server/store/sqlite/database.ts';

let folder: string;
let store: Store;
let reader: Database;
let journal: Journal;
/** What the journal sent: how many lines of how many runs, and whether that ended the transaction. */
let sent: { lines: number; runs: number; bytes: number; commit: boolean }[];
let failed: { runs: string[]; says: string }[];
let misled: string[][];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'leadflow-journal-'));
  store = await openStore(folder);
  reader = new Database(join(folder, 'leadflow.db'), { readOnly: true });
  sent = [];
  failed = [];
  misled = [];
  journal = new Journal(watched(store.journal), {
    failed: (runs, error) => void failed.push({ runs: [...runs].sort(), says: error.message }),
    misled: (runs) => void misled.push([...runs].sort()),
  });
});
afterEach(async () => {
  reader.close();
  await store.close();
  rmSync(folder, { recursive: true });
});

describe('the journal', () => {
  it('commits the lines of many runs in one transaction, and tells each run its own sequence', async () => {
    const seqs = await Promise.all(names(100).map((run) => accept(run)));
    expect(sent).toMatchObject([{ lines: 200, runs: 100, commit: true }]);
    expect(new Set(seqs).size).toBe(100);
  });

  it('resolves a commit only when the run is on disk, where another connection reads it', async () => {
    let committed = false;
    const commit = accept('a').then(() => {
      committed = true;
      return reader.all('SELECT id FROM run');
    });
    expect(committed).toBe(false);
    expect(reader.all('SELECT id FROM run')).toEqual([]);
    expect(await commit).toEqual([{ id: 'a' }]);
  });

  it('gives the result of a command before the commit, and what follows from it rides the same transaction', async () => {
    await accept('a');
    sent = [];
    const result = await journal.command(addToDnc('a', '+13105550101'));
    expect(result).toEqual({ added: true });
    expect(reader.all('SELECT number FROM dnc')).toEqual([]);
    journal.add(append('a', '{"t":"finished","at":1,"outcome":"accepted"}'));
    await journal.commit('a');
    expect(sent.map(({ commit }) => commit)).toEqual([false, true]);
    expect(reader.all('SELECT seq FROM journal')).toHaveLength(2);
  });

  it('lets a run that is alone wait for no other event: what it gives in one turn is on disk at its end', async () => {
    const on = { failed: () => undefined, misled: () => undefined };
    journal = new Journal(watched(store.journal), on, () => true);
    const order: string[] = [];
    setImmediate(() => order.push('the next event'));
    const commit = accept('a').then(() => order.push('committed'));
    await Promise.resolve();
    journal.add(append('a', '{"t":"finished","at":1,"outcome":"accepted"}'));
    await commit;
    await new Promise((resolve) => setImmediate(resolve));
    expect(order).toEqual(['committed', 'the next event']);
    expect(sent).toMatchObject([{ lines: 3, runs: 1, commit: true }]);
    expect(store.reads.records('a')).toHaveLength(2);
  });

  it('writes what nobody waits for soon, also where the line before it was waited for', async () => {
    const note = (at: number) => journal.add(append('a', `{"t":"cancel","at":${at},"by":"x"}`));
    const kept = (records: number) => expect.poll(() => store.reads.records('a').length).toBe(records);
    await accept('a');
    note(1);
    await kept(2);
    note(2);
    note(3);
    await kept(4);
  });

  it('takes at most 256 runs into a transaction, and tells those that are through before the rest', async () => {
    const order: string[] = [];
    await Promise.all(names(600).map((run) => accept(run).then(() => order.push(run))));
    expect(sent.map(({ runs }) => runs)).toEqual([256, 256, 88]);
    expect(order).toEqual(names(600));
    expect(reader.get('SELECT count(*) AS n FROM journal')).toEqual({ n: 600 });
  });

  it('takes at most 4 MB into a transaction, and never parts a run from its first records', async () => {
    await Promise.all(names(12).map((run) => accept(run, { body: 'x'.repeat(900_000) })));
    expect(sent.length).toBeGreaterThan(2);
    for (const { bytes, lines, runs } of sent) {
      expect(bytes).toBeLessThan(4.3 * 1024 * 1024);
      expect(lines).toBe(runs * 2);
    }
    expect(reader.get('SELECT count(*) AS n FROM inbox WHERE blob IS NOT NULL')).toEqual({ n: 12 });
  });

  it('keeps the order of the lines of a run over many transactions', async () => {
    await accept('a');
    for (let at = 0; at < 1000; at += 1) {
      journal.add(append('a', `{"t":"cancel","at":${at},"by":"x"}`));
      if (at % 100 === 0) await journal.commit('a');
    }
    await journal.commit('a');
    const records = store.reads.records('a').slice(1);
    expect(records.map(({ at }) => at)).toEqual(Array.from({ length: 1000 }, (_, at) => at));
  });
});

describe('a batch that fails', () => {
  it('tells every waiter, names its runs, and takes nothing away that was acknowledged', async () => {
    await accept('first');
    const outcomes = await Promise.allSettled([accept('second'), accept('third'), accept('bad', NO_TIME)]);
    expect(outcomes.map((each) => each.status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(outcomes.map((each) => each.status === 'rejected' && each.reason.code)).toEqual(
      Array(3).fill('STORE_UNAVAILABLE'),
    );
    expect(failed).toMatchObject([{ runs: ['bad', 'second', 'third'], says: expect.stringContaining('NOT NULL') }]);
    expect(reader.all('SELECT id FROM run')).toEqual([{ id: 'first' }]);
    expect(store.reads.records('first')).toHaveLength(1);
  });

  it('takes a command back whose result was given before the commit', async () => {
    await accept('a');
    expect(await journal.command(addToDnc('a', '+13105550101'))).toEqual({ added: true });
    await expect(accept('bad', NO_TIME)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    expect(failed.map(({ runs }) => runs)).toEqual([['a', 'bad']]);
    expect(reader.all('SELECT number FROM dnc')).toEqual([]);
  });

  it('takes an admin write back that had joined it, and tells its author', async () => {
    await accept('a');
    await journal.command(addToDnc('a', '+13105550101'));
    // The second half of the batch is sent after this turn, so the write comes between.
    const write = store.write('list.create', { slug: 'x', name: 'X', description: '', values: ['v'], by: 'test' });
    const outcomes = await Promise.allSettled([accept('bad', NO_TIME), write]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(reader.all('SELECT slug FROM value_list')).toEqual([]);
  });

  it('does not keep the next one from being committed', async () => {
    await accept('a');
    await accept('bad', NO_TIME).catch(() => undefined);
    await accept('b');
    await journal.drained();
    expect(reader.all('SELECT id FROM run ORDER BY id')).toEqual([{ id: 'a' }, { id: 'b' }]);
  });

  it('is what the end of the database thread is: nobody waits for ever', async () => {
    await accept('a');
    const dead: JournalStore = { ...store.journal, batch: () => Promise.reject(new Error('The thread has ended.')) };
    const told: string[] = [];
    const orphan = new Journal(dead, {
      failed: (_runs, error) => void told.push(error.message),
      misled: () => undefined,
    });
    await expect(orphan.commit('a')).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    await expect(orphan.command(addToDnc('a', '+1'))).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    await orphan.drained();
    expect(told).toEqual(['The thread has ended.', 'The thread has ended.']);
  });
});

function names(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `run-${String(index).padStart(4, '0')}`);
}

/** A moment that the database refuses: it fails the whole batch. */
const NO_TIME = { acceptedAt: Number.NaN };

/** What the engine gives for a new lead. */
function accept(run: string, { body = '', acceptedAt = 1 } = {}): Promise<number | undefined> {
  const row: AcceptedRun = {
    id: run,
    release: 'h',
    flow: 'f',
    version: 1,
    source: 's',
    test: false,
    phone: '',
    acceptedAt,
    inbox: { type: 'application/json', body: `${run}${body}` },
    claim: undefined,
    more: undefined,
  };
  journal.add({ kind: 'accept', run: row });
  journal.add(append(run, '{"t":"accepted","at":0,"lead":{}}'));
  return journal.commit(run);
}

function append(run: string, records: string): BatchOp {
  return { kind: 'append', run, epoch: 1, records, state: undefined };
}

function addToDnc(run: string, number: string) {
  const args = JSON.stringify({ list: 'account', number, reason: 'asked', origin: `run:${run}` });
  return { run, epoch: 1, call: 'dnc.1', records: '', command: { op: 'dnc.add', args } };
}

/** The real store; what passes is counted. */
function watched(real: JournalStore): JournalStore {
  return {
    ...real,
    batch(ops, order) {
      const runs = new Set(ops.map((op) => (op.kind === 'accept' ? op.run.id : op.run)));
      const bytes = ops.reduce((sum, op) => sum + (op.kind === 'accept' ? (op.run.inbox?.body.length ?? 0) : 0), 0);
      sent.push({ lines: ops.length, runs: runs.size, bytes, commit: order.commit });
      return real.batch(ops, order);
    },
  };
}
