// The writer's group commit, against a real SQLite file.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AcceptedRun, BatchOp, RunState } from '../../server/store/ports.ts';
import { BatchWriter } from '../../server/store/sqlite/batch.ts';
import { engineCommands } from '../../server/store/sqlite/commands/engine.ts';
import { Database } from '../../server/store/sqlite/database.ts';
import { recordsOfRun } from '../../server/store/sqlite/journal-rows.ts';
import { migrate } from '../../server/store/sqlite/migrate.ts';

let folder: string;
let db: Database;
let writer: BatchWriter;
let ids = 0;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'leadflow-batch-'));
  db = new Database(join(folder, 'test.db'), { readOnly: false });
  migrate(db);
  ids = 0;
  writer = new BatchWriter(db, engineCommands, () => ({ now: 1000, newId: () => `id-${++ids}` }));
});

afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

describe('a batch', () => {
  it('writes everything that a run said in one commit as one journal row, in the order it was said', () => {
    writer.work([accept('r1'), append('r1', '{"t":"accepted"}'), addToDnc('r1', '+13105550123')], false);
    const result = writer.work([append('r1', '{"t":"finished"}')], true);
    expect(result.committed).toHaveLength(1);
    expect(db.all('SELECT * FROM journal')).toHaveLength(1);
    expect(recordsOfRun(db, 'r1').map((record) => record.t)).toEqual(['accepted', 'call', 'finished']);
  });

  it("journals a command's value in the commit that holds its effect, even when the walk says nothing more", () => {
    writer.work([accept('r1'), addToDnc('r1', '+13105550123')], true);
    expect(db.all('SELECT number FROM dnc')).toEqual([{ number: '+13105550123' }]);
    expect(recordsOfRun(db, 'r1')).toMatchObject([{ t: 'call', call: 'dnc.1', op: 'dnc.add', value: { added: true } }]);
  });

  it("takes a run's reason away with the state that it was the reason of", () => {
    const reason = () => db.get('SELECT reason FROM run WHERE id = ?', 'r1')?.reason;
    const changed = (state: RunState): BatchOp => ({ kind: 'append', run: 'r1', epoch: 1, records: '', state });
    writer.work([accept('r1'), changed({ state: 'waiting', queue: 'flow:f', reason: 'The flow is paused.' })], true);
    writer.work([changed({ answered: true })], true);
    expect(reason()).toBe('The flow is paused.');
    writer.work([changed({ state: 'finished', outcome: 'accepted', finishedAt: 2 })], true);
    expect(reason()).toBeNull();
  });

  it('takes back what a refused command did, and keeps the rest of the batch', () => {
    const op: BatchOp = {
      ...addToDnc('r1', '+1'),
      command: { op: 'dnc.add', args: JSON.stringify({ list: 'gone', number: '1', reason: '', origin: '' }) },
    };
    const { commands } = writer.work([accept('r1'), op, append('r1', '{"t":"finished"}')], true);
    expect(commands[0]?.failure?.code).toBe('LIST_MISSING');
    expect(recordsOfRun(db, 'r1').map((record) => record.t)).toEqual(['finished']);
  });

  it('keeps nothing of a batch that meets a bug', () => {
    writer.work([accept('r1')], true);
    const bad = accept('r3') as Extract<BatchOp, { kind: 'accept' }>;
    const timeless = { ...bad, run: { ...bad.run, acceptedAt: Number.NaN } };
    expect(() => writer.work([accept('r2'), timeless], true)).toThrow('NOT NULL');
    expect(db.all('SELECT id FROM run')).toEqual([{ id: 'r1' }]);
    expect(writer.work([accept('r2'), append('r2', '{"t":"accepted"}')], true).committed).toHaveLength(1);
  });

  it('lets a bug of one command fail that command alone, so that it cannot fail every batch that it comes back in', () => {
    const bad = { ...createLead('r1'), command: { op: 'lead.create', args: '{"list":"default"}' } } as BatchOp;
    const { commands, committed } = writer.work(
      [accept('r1'), bad, accept('r2'), append('r2', '{"t":"accepted"}')],
      true,
    );
    expect(commands).toMatchObject([{ id: 2, value: undefined, bug: expect.stringContaining('Error') }]);
    expect(committed).toHaveLength(1);
    expect(db.all('SELECT id FROM run')).toHaveLength(2);
    expect(db.all('SELECT id FROM lead')).toEqual([]);
  });

  it('keeps nothing where a full disk took the transaction back under an admin write that had joined it', () => {
    writer.work([accept('r1'), append('r1', '{"t":"accepted"}')], false);
    // What SQLite does by itself on SQLITE_FULL (sqlite.org/lang_transaction.html, "Response To Errors").
    db.raw.exec('ROLLBACK');
    expect(() => writer.write('dnc.add', dncArgs('+1'))).toThrow('taken back');
    expect(() => writer.work([append('r1', '{"t":"finished"}')], true)).toThrow('taken back');
    expect(db.all('SELECT run FROM journal')).toEqual([]);
    expect(db.all('SELECT number FROM dnc')).toEqual([]);
    expect(writer.work([accept('r1'), append('r1', '{"t":"accepted"}')], true).committed).toHaveLength(1);
  });

  it('holds a run whose journal cannot be read, instead of loading it again and again', () => {
    writer.work([accept('r1'), append('r1', '{"t":"step"}')], true);
    expect(writer.write('run.load', { run: 'r1' })).toBeUndefined();
    expect(db.get('SELECT state, reason FROM run')).toEqual({
      state: 'held',
      reason: expect.stringContaining('does not begin with an accepted lead'),
    });
  });

  it('refuses a run whose idempotency key is taken, and stores nothing of it', () => {
    const claim = { key: 'k', fingerprint: 'f', since: 0 };
    writer.work([accept('r1', { claim })], true);
    const { refused, commands } = writer.work(
      [accept('r2', { claim }), append('r2', '{"t":"accepted"}'), addToDnc('r2', '+1')],
      true,
    );
    expect(refused).toEqual([{ run: 'r2', epoch: 1 }]);
    expect(commands[0]?.failure).toBeDefined();
    expect(db.all('SELECT id FROM run')).toEqual([{ id: 'r1' }]);
    expect(db.all('SELECT * FROM dnc')).toEqual([]);
  });

  it('writes nothing for whoever was overtaken by a higher epoch', () => {
    writer.work([accept('r1')], true);
    writer.write('run.load', { run: 'r1' });
    const late = writer.work([append('r1', '{"t":"finished"}')], true);
    expect(late.refused).toEqual([{ run: 'r1', epoch: 1 }]);
    const own = writer.work([{ ...append('r1', '{"t":"finished"}'), epoch: 2 } as BatchOp], true);
    expect(own.committed).toHaveLength(1);
  });

  it('tells the old holder of a run from the new one where both write in one transaction', () => {
    writer.work([accept('r1'), append('r1', '{"t":"accepted"}')], true);
    writer.work([append('r1', '{"t":"step"}')], false);
    // A load joins the open transaction: from here on the run has another holder.
    writer.write('run.load', { run: 'r1' });
    const mine = { ...append('r1', '{"t":"finished"}'), epoch: 2 } as BatchOp;
    const { refused } = writer.work([append('r1', '{"t":"cancel"}'), mine], true);
    expect(refused).toEqual([{ run: 'r1', epoch: 1 }]);
    expect(recordsOfRun(db, 'r1').map(({ t }) => t)).toEqual(['accepted', 'step', 'finished']);
  });

  it('stores a large value once, as a blob, and reads it back', () => {
    const answer = `{"t":"answered","answer":{"body":"${'x'.repeat(100_000)}"}}`;
    writer.work([accept('r1'), append('r1', answer), accept('r2'), append('r2', answer)], true);
    expect(db.all('SELECT length(bytes) > 100000 AS large FROM blob')).toEqual([{ large: 1 }]);
    expect(recordsOfRun(db, 'r2')).toHaveLength(1);
  });

  it('creates a lead once per number and list, and says which lead it met', () => {
    const [first, second] = ['r1', 'r2'].map(
      (run) => writer.work([accept(run), createLead(run)], true).commands[0]?.value,
    );
    expect(first).toMatchObject({ did: 'created' });
    expect(second).toEqual({ did: 'duplicate', leadId: (first as { leadId: string }).leadId });
    expect(db.all('SELECT name, email FROM lead')).toEqual([{ name: 'Ann Lee', email: 'ann@example.com' }]);
  });

  it('creates a lead once where two runs of it are made again at the same moment', () => {
    writer.work([accept('r1'), append('r1', '{"t":"accepted"}')], true);
    const again = (run: string) => [
      accept(run, { more: { from: 'r1' } }),
      createLead(run, { onDuplicate: 'allow', again: 'create' }),
      append(run, '{"t":"finished"}'),
    ];
    const { commands, committed } = writer.work([...again('r2'), ...again('r3')], true);
    expect(commands.map(({ value }) => value)).toMatchObject([{ did: 'created' }, { did: 'created', again: true }]);
    expect(db.all('SELECT id FROM lead')).toHaveLength(1);
    expect(recordsOfRun(db, 'r2').map(({ t }) => t)).toEqual(['call', 'finished']);
    expect(committed?.at(-1)).toMatchObject({ run: 'r3' });
  });
});

function accept(id: string, more: Partial<AcceptedRun> = {}): BatchOp {
  const base = {
    release: 'h',
    flow: 'f',
    version: 1,
    source: 's',
    test: false,
    phone: '',
    acceptedAt: 1,
    inbox: undefined,
    claim: undefined,
    more: undefined,
  };
  return { kind: 'accept', run: { id, ...base, ...more } };
}

function append(run: string, records: string): BatchOp {
  return { kind: 'append', run, epoch: 1, records, state: undefined };
}

function dncArgs(number: string, run = 'r1') {
  return { list: 'account', number, reason: 'asked', origin: `run:${run}` };
}

function addToDnc(run: string, number: string): Extract<BatchOp, { kind: 'command' }> {
  const args = JSON.stringify(dncArgs(number, run));
  return { kind: 'command', run, epoch: 1, id: 1, call: 'dnc.1', records: '', command: { op: 'dnc.add', args } };
}

function createLead(run: string, more: object = {}): BatchOp {
  const phone = { raw: '310-555-0123', e164: '+13105550123', national: '(310) 555-0123', valid: true };
  const fields = { first_name: 'Ann', last_name: 'Lee', email: 'Ann@Example.com' };
  const args = {
    list: 'default',
    status: 'NEW',
    phone,
    fields,
    onDuplicate: 'skip',
    source: 's',
    raw: {},
    flow: 'f',
    run,
    ...more,
  };
  return {
    kind: 'command',
    run,
    epoch: 1,
    id: 2,
    call: 'create.1',
    records: '',
    command: { op: 'lead.create', args: JSON.stringify(args) },
  };
}
