// Commands whose result was foretold, at the writer: kept where it is true; else the truth is kept, and nothing after it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AcceptedRun, BatchOp } from '../../server/store/ports.ts';
import { BatchWriter } from '../../server/store/sqlite/batch.ts';
import { engineCommands } from '../../server/store/sqlite/commands/engine.ts';
import { Database } from '../../server/store/sqlite/database.ts';
import { recordsOfRun } from '../../server/store/sqlite/journal-rows.ts';
import { migrate } from '../../server/store/sqlite/migrate.ts';

let folder: string;
let db: Database;
let writer: BatchWriter;
let lines = 0;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'leadflow-foretold-'));
  db = new Database(join(folder, 'test.db'), { readOnly: false });
  migrate(db);
  lines = 0;
  writer = new BatchWriter(db, engineCommands, () => ({ now: 1000, newId: () => 'never' }));
});

afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

describe('a command whose result was foretold', () => {
  it('is answered with nothing where it is right; everything around it is kept, under the id that was given', () => {
    const result = writer.work([...accept('r1'), create('r1', { did: 'created', leadId: 'lead-r1' }), end('r1')], true);
    expect(result).toMatchObject({ commands: [], misled: [], refused: [] });
    expect(kinds('r1')).toEqual(['accepted', 'call', 'finished']);
    expect(db.all('SELECT id FROM lead')).toEqual([{ id: 'lead-r1' }]);
    expect(row('r1')).toEqual({ state: 'finished', epoch: 1 });
  });

  it('keeps its effect and the truth where it is wrong, and nothing that its run gave after it, in that commit or a later one', () => {
    const wrong = create('r1', { did: 'duplicate', leadId: 'gone' });
    const incident: BatchOp = { kind: 'incident', run: 'r1', epoch: 1, incident: HELD };
    const { misled } = writer.work([...accept('r1'), wrong, incident, end('r1'), ...accept('r2'), end('r2')], true);
    expect(misled).toEqual([{ run: 'r1', epoch: 1, id: idOf(wrong) }]);
    expect(kinds('r1')).toEqual(['accepted', 'call']);
    expect(recordsOfRun(db, 'r1')[1]).toMatchObject({ value: { did: 'created', leadId: 'lead-r1' } });
    expect(row('r1')).toEqual({ state: 'running', epoch: 2 });
    expect(kinds('r2')).toEqual(['accepted', 'finished']);
    const late = writer.work([incident, end('r1'), create('r1', { did: 'created', leadId: 'lead-r1' })], true);
    expect(late).toMatchObject({ refused: [{ run: 'r1', epoch: 1 }], misled: [], committed: [] });
    expect(kinds('r1')).toEqual(['accepted', 'call']);
    expect(db.all('SELECT id FROM lead')).toHaveLength(1);
    expect(db.all('SELECT kind FROM incident')).toEqual([]);
  });

  it('is asked again by its run where it was refused: then the journal says nothing of it', () => {
    const wrong = create('r1', { did: 'created', leadId: 'lead-r1' }, { list: 'gone' });
    expect(writer.work([...accept('r1'), wrong, end('r1')], true).misled).toHaveLength(1);
    expect(kinds('r1')).toEqual(['accepted']);
    expect(row('r1')).toEqual({ state: 'running', epoch: 2 });
  });

  it('misleads in a transaction of many messages, of which the end alone tells it', () => {
    const first = writer.work([...accept('r1'), create('r1', { did: 'duplicate', leadId: 'gone' })], false);
    expect(first.misled).toEqual([]);
    const asked = { ...create('r1', null), command: { op: 'dnc.add', args: '{"list":"account","number":"+1"}' } };
    expect(writer.work([asked as BatchOp], false).commands).toMatchObject([{ failure: { code: 'CANCELLED' } }]);
    expect(writer.work([end('r1')], true).misled).toHaveLength(1);
    expect(kinds('r1')).toEqual(['accepted', 'call']);
    expect(db.all('SELECT number FROM dnc')).toEqual([]);
  });

  it('is as if it had not been given where the commit fails', () => {
    writer.work(accept('r1'), true);
    const wrong = create('r1', { did: 'duplicate', leadId: 'gone' });
    db.raw.exec("CREATE TRIGGER broken BEFORE INSERT ON journal BEGIN SELECT RAISE(ABORT, 'broken on purpose'); END");
    expect(() => writer.work([wrong, end('r1')], true)).toThrow('broken on purpose');
    db.raw.exec('DROP TRIGGER broken');
    expect(row('r1')).toEqual({ state: 'running', epoch: 1 });
    expect(db.all('SELECT id FROM lead')).toEqual([]);
    expect(writer.work([end('r1')], true).refused).toEqual([]);
  });
});

const HELD = { kind: 'held', flow: 'f', node: '', code: 'INTERNAL', about: '', says: '' } as const;

function kinds(run: string): string[] {
  return recordsOfRun(db, run).map(({ t }) => t);
}

function row(run: string): unknown {
  return db.get('SELECT state, epoch FROM run WHERE id = ?', run);
}

function idOf(op: BatchOp): number {
  return op.kind === 'command' ? op.id : 0;
}

function accept(id: string): BatchOp[] {
  const run: AcceptedRun = {
    id,
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
  const records = '{"t":"accepted","at":0,"lead":{}}';
  return [
    { kind: 'accept', run },
    { kind: 'append', run: id, epoch: 1, records, state: undefined },
  ];
}

function end(run: string): BatchOp {
  const state = { state: 'finished', outcome: 'accepted', finishedAt: 2 } as const;
  return { kind: 'append', run, epoch: 1, records: '{"t":"finished"}', state };
}

function create(run: string, foretold: object | null, more: object = {}): BatchOp {
  lines += 1;
  const phone = { raw: '310-555-0123', e164: '+13105550123', national: '(310) 555-0123', valid: true };
  const lead = { list: 'default', status: 'NEW', phone, fields: {}, onDuplicate: 'skip', source: 's', raw: {} };
  const args = { ...lead, flow: 'f', run, id: `lead-${run}`, ...more };
  const given = { op: 'lead.create', args: JSON.stringify(args) };
  const command = { ...given, ...(foretold ? { foretold: JSON.stringify(foretold) } : {}) };
  return { kind: 'command', run, epoch: 1, id: lines, call: 'create.1', records: '', command };
}
