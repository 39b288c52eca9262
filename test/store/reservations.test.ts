// Reservations in the writer: one of equal leads takes the place, and it is settled or free again with the run's last line.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../flows/language/document.ts';
import type { ReserveResult } from '../../nodes/tools.ts';
import type { AcceptedMore, BatchOp, BatchResult } from '../../server/store/ports.ts';
import { BatchWriter } from '../../server/store/sqlite/batch.ts';
import { engineCommands } from '../../server/store/sqlite/commands/engine.ts';
import { Database } from '../../server/store/sqlite/database.ts';
import { recordsOfRun } from '../../server/store/sqlite/journal-rows.ts';
import { migrate } from '../../server/store/sqlite/migrate.ts';
import { pruneReservations } from '../../server/store/sqlite/reservation-rows.ts';

const DAY = 86_400_000;
let folder: string;
let db: Database;
let writer: BatchWriter;
let now = 0;
let commands = 0;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'leadflow-reservations-'));
  db = new Database(join(folder, 'test.db'), { readOnly: false });
  migrate(db);
  now = 100 * DAY;
  writer = new BatchWriter(db, engineCommands, () => ({ now, newId: () => 'id' }));
});

afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

describe('of equal leads', () => {
  it('the first takes the place, and the others are told of it', () => {
    expect(ask('r1')).toEqual({ until: new Date(now + 30 * DAY).toISOString(), met: null });
    now += 1000;
    const key = '+13105550123';
    const since = new Date(now - 1000).toISOString();
    expect(ask('r2').met).toEqual({ run: 'r1', leadId: '', since, state: 'in-flight', key });
    end('r1', 'accepted', 'L1');
    expect(ask('r3').met).toEqual({ run: 'r1', leadId: 'L1', since, state: 'accepted', key });
  });

  it('one of a thousand in one transaction takes the place', () => {
    const ops = Array.from({ length: 1000 }, (_, i) => [accept(`r${i}`), take(`r${i}`)]).flat();
    const { commands: told } = writer.work(ops, true);
    expect(told.filter((each) => metOf(each).met === null)).toHaveLength(1);
    expect(rows()).toEqual([{ run: 'r0', settled: 0 }]);
  });

  it.each(['rejected', 'error', 'cancelled'])('the next takes the place of one that ended %s', (outcome) => {
    ask('r1');
    end('r1', outcome);
    expect(rows()).toEqual([]);
    expect(ask('r2').met).toBeNull();
  });

  it('those of another scope, and other keys, are none', () => {
    ask('r1');
    expect(ask('r2', { scope: 'flow:other' }).met).toBeNull();
    expect(ask('r3', { keys: [keyOf('phone:+13105550124')] }).met).toBeNull();
  });

  it('either all keys are taken or none', () => {
    const [a, b, c] = [keyOf('a'), keyOf('b'), keyOf('c')];
    ask('r1', { keys: [b] });
    expect(ask('r2', { keys: [a, b] }).met).toMatchObject({ run: 'r1', key: 'b' });
    expect(ask('r3', { keys: [a, c] }).met).toBeNull();
  });
});

describe('the window', () => {
  it('counts from when the lead came, once it was accepted; under way it has no end', () => {
    ask('r1');
    now += 40 * DAY;
    expect(ask('r2').met).toMatchObject({ run: 'r1', state: 'in-flight' });
    end('r1', 'accepted');
    expect(ask('r3').met).toBeNull();
  });

  it('is the shorter of the two where a step has another now', () => {
    ask('r1');
    end('r1', 'accepted');
    now += 8 * DAY;
    expect(ask('r2', { windowMs: 365 * DAY }).met).toMatchObject({ run: 'r1' });
    expect(ask('r3', { windowMs: 7 * DAY }).met).toBeNull();
    // What it took for its shorter window and gave back does not free what the first one holds.
    end('r3', 'rejected');
    expect(ask('r4').met).toMatchObject({ run: 'r1' });
  });

  it('can be for good, and is left by pruning then', () => {
    ask('r1', { windowMs: null });
    ask('r2', { scope: 'account' });
    ask('r3', { scope: 'list:x' });
    end('r1', 'accepted');
    end('r2', 'accepted');
    now += 20_000 * DAY;
    expect(ask('r4', { windowMs: null }).met).toMatchObject({ run: 'r1' });
    expect(pruneReservations(db, now, 10)).toBe(1);
    expect(rows()).toEqual([
      { run: 'r1', settled: 1 },
      { run: 'r3', settled: 0 },
    ]);
  });

  it('that is over is pruned oldest first, so many at a time, by index', () => {
    for (const run of ['r1', 'r2', 'r3']) {
      ask(run, { keys: [keyOf(run)] });
      end(run, 'accepted');
      now += DAY;
    }
    expect([pruneReservations(db, now + 28 * DAY, 1), pruneReservations(db, now + 28 * DAY, 9)]).toEqual([1, 1]);
    expect(rows()).toMatchObject([{ run: 'r3' }]);
    const plan = (sql: string) => JSON.stringify(db.all(`EXPLAIN QUERY PLAN ${sql}`));
    const over = 'SELECT run FROM reservation WHERE settled = 1 AND until IS NOT NULL AND until <= 5 ORDER BY until';
    expect(plan(over)).toContain('reservation_over');
    expect(plan("DELETE FROM reservation WHERE run = 'r' AND settled = 0")).toContain('reservation_held');
  });
});

describe('a run', () => {
  it('is answered from its journal when it asks again, and its reservation is in the commit of that record', () => {
    writer.work([accept('r1'), take('r1')], true);
    expect(recordsOfRun(db, 'r1')).toMatchObject([{ t: 'call', op: 'reservation.take', value: { met: null } }]);
    expect(ask('r1', {}, false).met).toBeNull();
    expect(rows()).toHaveLength(1);
  });

  it('frees its place at its last line: who asks behind it in the same transaction gets it', () => {
    writer.work([accept('r1'), take('r1')], true);
    const { commands: told } = writer.work([finish('r1', 'rejected'), accept('r2'), take('r2')], true);
    expect(told.map(metOf)).toMatchObject([{ met: null }]);
    expect(rows()).toEqual([{ run: 'r2', settled: 0 }]);
  });

  it('frees nothing where the commit of its end fails', () => {
    writer.work([accept('r1'), take('r1')], true);
    const bad = { ...accept('r2'), run: { ...accept('r2').run, acceptedAt: Number.NaN } };
    expect(() => writer.work([finish('r1', 'rejected'), bad], true)).toThrow('NOT NULL');
    expect(rows()).toEqual([{ run: 'r1', settled: 0 }]);
    expect(db.get("SELECT state FROM run WHERE id = 'r1'")?.state).toBe('running');
  });

  it('that was overtaken frees nothing', () => {
    writer.work([accept('r1'), take('r1')], true);
    writer.write('run.load', { run: 'r1' });
    expect(writer.work([finish('r1', 'rejected')], true).refused).toHaveLength(1);
    expect(rows()).toEqual([{ run: 'r1', settled: 0 }]);
  });

  it('whose journal cannot be read frees its place when a person ends it', () => {
    writer.work([accept('r1'), take('r1')], true);
    writer.write('run.load', { run: 'r1' });
    expect(writer.write('run.endUnread', { run: 'r1', by: 'ann@example.com' })).toBe(true);
    expect(rows()).toEqual([]);
  });

  it('meets neither the run that called it nor one that it called, and its siblings all the same', () => {
    ask('r1');
    expect(ask('r1.each.1').met).toBeNull();
    expect(ask('r1.each.2').met).toMatchObject({ run: 'r1.each.1' });
    expect(ask('r10').met).not.toBeNull();
    end('r1.each.1', 'accepted');
    expect(ask('r1', { keys: [keyOf('phone:+13105550123')] }, false).met).toBeNull();
  });
});

describe('a retry that keeps the step', () => {
  it('takes the place again with its first commit, and gives it back with its end', () => {
    ask('r1');
    end('r1', 'error');
    retry('r2', 'r1');
    expect(ask('r3').met).toMatchObject({ run: 'r2', state: 'in-flight' });
    end('r2', 'rejected');
    expect(ask('r4').met).toBeNull();
  });

  it('is refused, and nothing of it is stored, where another lead has taken the place', () => {
    ask('r1');
    end('r1', 'error');
    ask('r2');
    expect(retry('r3', 'r1').refused).toEqual([{ run: 'r3', epoch: 1 }]);
    expect(db.all('SELECT id FROM run WHERE id = ?', 'r3')).toEqual([]);
    expect(rows()).toEqual([{ run: 'r2', settled: 0 }]);
  });

  it('of an accepted run does not meet it, and is refused while another is under way', () => {
    ask('r1');
    end('r1', 'accepted', 'L1');
    expect(retry('r2', 'r1').refused).toEqual([]);
    expect(retry('r3', 'r1').refused).toHaveLength(1);
    end('r2', 'rejected');
    // What was accepted stays so where the retry is not.
    expect(ask('r4').met).toMatchObject({ run: 'r1', leadId: 'L1', state: 'accepted' });
    expect(retry('r5', 'r2').refused).toEqual([]);
  });
});

describe('a lead that is run again from its start', () => {
  it('passes what its accepted runs hold, whichever of them it was made from; under way one of them is enough', () => {
    ask('r1');
    end('r1', 'accepted', 'L1');
    expect(again('r2', 'r1').met).toBeNull();
    expect(again('r3', 'r1').met).toMatchObject({ run: 'r2', state: 'in-flight' });
    now += 1000;
    end('r2', 'accepted', 'L1');
    expect(again('r4', 'r1').met).toBeNull();
    end('r4', 'rejected');
    expect(again('r5', 'r2').met).toBeNull();
    end('r5', 'error');
    expect(rows()).toEqual(['r1', 'r2'].map((run) => ({ run, settled: 1 })));
    expect(ask('r6').met).toMatchObject({ run: 'r2', state: 'accepted' });
  });

  it('passes behind one that it is no run of only where that one is free', () => {
    ask('r1');
    end('r1', 'error');
    ask('r2');
    end('r2', 'accepted', 'L2');
    expect(again('r3', 'r1').met).toMatchObject({ run: 'r2', leadId: 'L2' });
  });

  it('passes in the runs that it calls as they did before, and these meet their siblings as before', () => {
    writer.work([accept('r1')], true);
    ask('r1.each.1');
    end('r1.each.1', 'accepted', 'L1');
    end('r1', 'accepted');
    writer.work([accept('r2', { from: 'r1' }), append('r2')], true);
    expect(ask('r2.each.2').met).toMatchObject({ run: 'r1.each.1' });
    expect(ask('r2.each.1').met).toBeNull();
    end('r2.each.1', 'accepted', 'L1');
    // Also where the called one alone is run again.
    expect(again('r3', 'r2.each.1').met).toBeNull();
  });
});

type Accept = Extract<BatchOp, { kind: 'accept' }>;

function accept(id: string, more?: AcceptedMore): Accept {
  const facts = { release: 'h', flow: 'f', version: 1, source: 's', test: false, phone: '', acceptedAt: now };
  return { kind: 'accept', run: { id, ...facts, inbox: undefined, claim: undefined, more } };
}

function keyOf(part: string) {
  return { parts: [part], says: part.replace('phone:', '') };
}

function argsOf(run: string, more: JsonObject = {}): JsonObject {
  const keys = [keyOf('phone:+13105550123')];
  return { scope: 'flow:f', keys, windowMs: 30 * DAY, run, node: 'once', ...more };
}

function take(run: string, more?: JsonObject): BatchOp {
  commands += 1;
  const command = { op: 'reservation.take', args: JSON.stringify(argsOf(run, more)) };
  return { kind: 'command', run, epoch: 1, id: commands, call: 'once.1', records: '', command };
}

function metOf({ value, bug }: BatchResult['commands'][number]): ReserveResult {
  if (value === undefined) throw new Error(bug ?? 'It has no value.');
  return value as ReserveResult;
}

/** A run that is accepted and asks, in a commit of its own. */
function ask(run: string, more?: JsonObject, isNew = true): ReserveResult {
  const [told] = writer.work([...(isNew ? [accept(run)] : []), take(run, more)], true).commands;
  if (!told) throw new Error('It was told nothing.');
  return metOf(told);
}

function finish(run: string, outcome: string, lead = ''): BatchOp {
  const state = { state: 'finished' as const, outcome, finishedAt: now, reserved: { lead } };
  return { kind: 'append', run, epoch: 1, records: '', state };
}

function end(run: string, outcome: string, lead?: string): void {
  expect(writer.work([finish(run, outcome, lead)], true).refused).toEqual([]);
}

const append = (run: string): BatchOp => ({ kind: 'append', run, epoch: 1, records: '', state: undefined });

function retry(run: string, from: string): BatchResult {
  return writer.work([accept(run, { from, reserved: [argsOf(from)] }), append(run)], true);
}

/** A run that is made from another, and asks anew. */
function again(run: string, from: string): ReserveResult {
  writer.work([accept(run, { from }), append(run)], true);
  return ask(run, {}, false);
}

function rows(): object[] {
  return db.all('SELECT run, settled FROM reservation ORDER BY run').map((row) => ({ ...row }));
}
