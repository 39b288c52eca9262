// Where batches are committed: on the calling thread while a lead is alone, in the writer thread else; in one order, and never half.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AcceptedRun, BatchOp, BatchOrder, BatchResult } from '../../server/store/ports.ts';
import { BatchWriter, thisMoment } from '../../server/store/sqlite/batch.ts';
import { Batches } from '../../server/store/sqlite/batches.ts';
import { openStore } from '../../server/store/sqlite/client.ts';
import { engineCommands } from '../../server/store/sqlite/commands/engine.ts';
import { Database } from '../../server/store/sqlite/database.ts';

let folder: string;
let here: Database;
let there: Database;
/** What the thread was asked for and has not done, oldest first. */
let asked: (() => void)[];
let checkpoints: number;
let staysAwake: number;
let elapsed: number;
/** How long each commit on this thread takes. */
let takes: number;
let batches: Batches;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'leadflow-batches-'));
  await (await openStore(folder)).close();
  const file = join(folder, 'leadflow.db');
  here = new Database(file, { readOnly: false, waitMs: 0 });
  there = new Database(file, { readOnly: false });
  [asked, checkpoints, staysAwake, elapsed, takes] = [[], 0, 0, 0, 0];
  batches = newBatches();
});
afterEach(() => {
  here.close();
  there.close();
  rmSync(folder, { recursive: true });
});

describe('a batch', () => {
  it('is on disk when it was given, where nobody else waits', async () => {
    const given = batches.give(lead('a'), alone());
    expect(runs()).toEqual(['a']);
    expect((await given).committed).toMatchObject([{ run: 'a' }]);
  });

  it('keeps this thread awake for what it lets go, where it was committed here', async () => {
    await batches.give(lead('a'), alone());
    expect(staysAwake).toBe(1);
    const first = batches.give(lead('b'), { commit: true, generation: 1, alone: false });
    await threadWorks();
    await first;
    expect(staysAwake).toBe(1);
  });

  it('goes to the thread where others wait, or where it does not end its transaction', async () => {
    const first = batches.give(lead('a'), { commit: true, generation: 1, alone: false });
    expect(runs()).toEqual([]);
    await threadWorks();
    await first;
    const open = batches.give(lead('b'), { ...alone(), commit: false });
    await threadWorks();
    await open;
    // What ends the transaction goes where it was begun.
    const last = batches.give(lead('c'), alone());
    expect(runs()).toEqual(['a']);
    await threadWorks();
    expect((await last).committed?.map(({ run }) => run)).toEqual(['b', 'c']);
    void batches.give(lead('d'), alone());
    expect(runs()).toEqual(['a', 'b', 'c', 'd']);
  });

  it('stays behind what the thread was given before it', async () => {
    const first = batches.give(lead('a'), { commit: true, generation: 1 });
    const second = batches.give(lead('b'), alone());
    expect(runs()).toEqual([]);
    await threadWorks();
    const seqs = [await first, await second].map(({ committed }) => committed?.[0]?.seq ?? 0);
    expect(seqs[1]).toBeGreaterThan(seqs[0] ?? 0);
  });

  it('waits in the thread where somebody else is writing', async () => {
    const other = new Database(join(folder, 'leadflow.db'), { readOnly: false });
    other.raw.exec('BEGIN IMMEDIATE');
    const given = batches.give(lead('a'), alone());
    other.raw.exec('COMMIT');
    other.close();
    expect(runs()).toEqual([]);
    await threadWorks();
    expect((await given).committed).toMatchObject([{ run: 'a' }]);
    expect(runs()).toEqual(['a']);
  });

  it('that fails here leaves nothing, and takes those of its generation with it', async () => {
    const failed = batches.give([...lead('a'), ...lead('bad', Number.NaN)], alone());
    await expect(failed).rejects.toThrow();
    await expect(batches.give(lead('b'), { commit: true, generation: 1 })).rejects.toThrow(/before this one failed/);
    await batches.give(lead('c'), alone(2));
    expect(runs()).toEqual(['c']);
  });

  it('that finds no room here leaves nothing, and the next one goes well once there is some', async () => {
    const pages = Number(here.get('PRAGMA page_count')?.page_count);
    here.raw.exec(`PRAGMA max_page_count=${pages}`);
    const large = lead('a').map((op) => (op.kind === 'append' ? { ...op, records: '1'.repeat(60_000) } : op));
    await expect(batches.give(large, alone())).rejects.toMatchObject({ errcode: 13 });
    expect(runs()).toEqual([]);
    here.raw.exec('PRAGMA max_page_count=1000000');
    await batches.give(lead('a'), alone(2));
    expect(runs()).toEqual(['a']);
  });

  it('that fails in the thread keeps those of its generation from being done here', async () => {
    const failed = batches.give(lead('bad', Number.NaN), { commit: true, generation: 1 });
    await Promise.allSettled([threadWorks(), failed]);
    await expect(batches.give(lead('b'), alone())).rejects.toThrow(/before this one failed/);
    expect(runs()).toEqual([]);
  });

  it('goes to the thread for a while after the disk was slow: ten times as long as it took', async () => {
    takes = 20;
    await batches.give(lead('a'), alone());
    takes = 1;
    elapsed += 199;
    const slow = batches.give(lead('b'), alone());
    expect(runs()).toEqual(['a']);
    await threadWorks();
    await slow;
    elapsed += 1;
    void batches.give(lead('c'), alone());
    expect(runs()).toEqual(['a', 'b', 'c']);
  });

  it('makes a checkpoint due now and then, which the thread makes', async () => {
    for (let n = 0; n < 450; n += 1) {
      await batches.give(lead(`run-${n}`), alone());
      await threadWorks();
    }
    expect(checkpoints).toBe(2);
  });
});

describe('the store', () => {
  it('keeps what was committed on the main thread as well as what was not, in the order given', async () => {
    const store = await openStore(folder);
    const given: Promise<BatchResult>[] = [];
    for (let n = 0; n < 30; n += 1) {
      given.push(store.journal.batch(lead(`run-${n}`), { commit: true, generation: 1, alone: n % 3 > 0 }));
      if (n % 5 === 0) await Promise.all(given);
    }
    const seqs = (await Promise.all(given)).map(({ committed }) => committed?.[0]?.seq ?? 0);
    expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
    await store.close();
    expect(runs()).toHaveLength(30);
  });
});

/** Both ends over the real file; the thread does what it was asked for when the test says so. */
function newBatches(): Batches {
  const [mine, theirs] = [here, there].map((db) => new BatchWriter(db, engineCommands, thisMoment));
  if (!mine || !theirs) throw new Error('Two writers were asked for.');
  return new Batches({
    thread: {
      get busy() {
        return asked.length > 0;
      },
      batch: (ops, { commit }) => later(() => theirs.work(ops, commit)),
      checkpoint: () =>
        later(() => {
          checkpoints += 1;
        }),
    },
    here: {
      work(ops, commit) {
        elapsed += takes;
        return mine.work(ops, commit);
      },
      ahead: (ops) => mine.ahead(ops),
      settle: () => mine.settle(),
    },
    later: () => undefined,
    after: () => () => undefined,
    stayAwake: () => {
      staysAwake += 1;
    },
    elapsed: () => elapsed,
    told: (error) => error as Error,
  });
}

function later<T>(work: () => T): Promise<T> {
  return new Promise((resolve, reject) => {
    asked.push(() => {
      try {
        resolve(work());
      } catch (error) {
        reject(error);
      }
    });
  });
}

async function threadWorks(): Promise<void> {
  for (let work = asked.shift(); work; work = asked.shift()) work();
  await new Promise((resolve) => setImmediate(resolve));
}

function alone(generation = 1): BatchOrder {
  return { commit: true, generation, alone: true };
}

function runs(): string[] {
  const db = new Database(join(folder, 'leadflow.db'), { readOnly: true });
  const rows = db.all('SELECT id FROM run ORDER BY id').map(({ id }) => String(id));
  db.close();
  return rows;
}

/** What the engine gives for a new run that waits: more than what goes ahead. A moment that is none fails the batch. */
function lead(id: string, acceptedAt = 1): BatchOp[] {
  const row = { id, release: 'h', flow: 'f', version: 1, source: 's', test: false, phone: '', acceptedAt };
  const run: AcceptedRun = { ...row, inbox: undefined, claim: undefined, more: undefined };
  const records = '{"t":"accepted","at":0,"lead":{}}';
  return [
    { kind: 'accept', run },
    { kind: 'append', run: id, epoch: 1, records, state: { state: 'waiting' } },
  ];
}
