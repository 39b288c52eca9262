// Callbacks in the store: kept before anybody is told, late or not, and never missed by a run that is just parking.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Json } from '../../flows/language/document.ts';
import type { BatchOp, RunState, StoredCallback } from '../../server/store/ports.ts';
import { BatchWriter } from '../../server/store/sqlite/batch.ts';
import { engineCommands } from '../../server/store/sqlite/commands/engine.ts';
import { Database } from '../../server/store/sqlite/database.ts';
import { migrate } from '../../server/store/sqlite/migrate.ts';
import { pointReads } from '../../server/store/sqlite/point-reads.ts';

const AT = 5000;
const PARKED: RunState = { state: 'waiting', dueAt: 90_000, awaits: { node: 'hold', seen: 0 } };

let folder: string;
let db: Database;
let writer: BatchWriter;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'leadflow-callbacks-'));
  db = new Database(join(folder, 'test.db'), { readOnly: false });
  migrate(db);
  writer = new BatchWriter(db, engineCommands, () => ({ now: AT, newId: () => 'id' }));
  writer.work([accept('r1'), append('r1', '{"t":"accepted","at":1,"lead":{}}')], true);
});
afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

describe('a callback', () => {
  it('makes a run due that has parked', () => {
    writer.work([append('r1', '', PARKED)], true);
    expect(keep({})).toEqual({ late: false, wake: true });
    expect(dueAt()).toBe(AT);
  });

  it('is one of a thousand of its address at most', () => {
    for (let n = 0; n < 1000; n += 1) keep({});
    expect(() => keep({})).toThrow(expect.objectContaining({ code: 'CALLBACKS_FULL' }));
    expect(pointReads(db).callbacks('r1', 'hold').count).toBe(1000);
  });

  it('makes a run due that parks in the very commit that keeps it', () => {
    writer.work([append('r1', '', PARKED)], false);
    keep({});
    writer.work([], true);
    expect(dueAt()).toBe(AT);
  });

  it('makes a run due that had not seen it when it parked, and none that had', () => {
    keep({});
    writer.work([append('r1', '', PARKED)], true);
    expect(dueAt()).toBe(AT);
    writer.work([append('r1', '', { ...PARKED, awaits: { node: 'hold', seen: 1 } })], true);
    expect(dueAt()).toBe(90_000);
  });

  it('wakes nobody who waits in a queue or for a person', () => {
    writer.work([append('r1', '', { state: 'waiting', queue: 'flow:f' })], true);
    expect(keep({})).toEqual({ late: false, wake: false });
    writer.work([append('r1', '', { state: 'held' })], true);
    expect(keep({})).toEqual({ late: false, wake: false });
    expect(dueAt()).toBeNull();
  });

  it.each([
    ['the step has ended', '{"t":"step","at":2,"node":"hold","port":"timed-out","out":null,"ms":1}'],
    ['the wait was decided', '{"t":"called-back","at":2,"call":"hold.1","value":null}'],
  ])('is late where %s', (_, record) => {
    writer.work([append('r1', record)], true);
    expect(keep({})).toEqual({ late: true, wake: false });
    expect(pointReads(db).callbacks('r1', 'hold').count).toBe(0);
    expect(db.get('SELECT late FROM callback')).toEqual({ late: 1 });
  });

  it('is late where the run has ended, and refused where there is none', () => {
    writer.work([append('r1', '', { state: 'finished' })], true);
    expect(keep({}).late).toBe(true);
    expect(() => keep({ run: 'r2' })).toThrow('no run');
  });

  it('is found again as the first and the last of all that came, read as it was', () => {
    expect(pointReads(db).callbacks('r1', 'hold')).toEqual({ count: 0, first: undefined, last: undefined });
    keep({ value: { n: 1 } });
    keep({ value: 'text', body: 'text' });
    keep({ value: null, body: '' });
    const { count, first, last } = pointReads(db).callbacks('r1', 'hold');
    expect([count, first?.value, last?.value]).toEqual([3, { n: 1 }, null]);
    expect(pointReads(db).callbacks('r1', 'other').count).toBe(0);
  });
});

function keep(more: { run?: string; value?: Json; body?: string }): { late: boolean; wake: boolean } {
  const { run = 'r1', value = {}, body = JSON.stringify(value) } = more;
  const callback: StoredCallback = { at: AT, type: 'application/json', body, value, query: {} };
  return writer.write('callback.keep', { run, node: 'hold', callback: { ...callback } }) as {
    late: boolean;
    wake: boolean;
  };
}

function dueAt(): unknown {
  return db.get('SELECT due_at FROM run WHERE id = ?', 'r1')?.due_at;
}

function accept(id: string): BatchOp {
  const row = { id, release: 'h', flow: 'f', version: 1, source: 's', test: false, phone: '', acceptedAt: 1 };
  return { kind: 'accept', run: { ...row, inbox: undefined, claim: undefined, more: undefined } };
}

function append(run: string, records: string, state?: RunState): BatchOp {
  return { kind: 'append', run, epoch: 1, records, state };
}
