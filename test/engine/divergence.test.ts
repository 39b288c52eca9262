// A journal that the drawing cannot have written, or a release that is gone: the run is held, and nothing leaves.
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../flows/language/document.ts';
import { eventually, freshPhone, startTestServer, type TestServer } from '../support/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const AT = 1_760_000_000_000;

describe('a run that does not follow its drawing', () => {
  it.each<[string, JsonObject[], string]>([
    [
      'a step of a node that the drawing does not have',
      [step('lead-in', 'lead'), step('ghost', 'out')],
      'reaches 1 of them',
    ],
    ['a port that the node does not have', [step('lead-in', 'lead'), step('map', 'sideways')], 'left by sideways'],
    [
      'a call of a node that the drawing does not come to next',
      [step('lead-in', 'lead'), call('create.1', 'lead.create')],
      'a call of create',
    ],
  ])('is held with JOURNAL_DIVERGED and sends nothing: %s', async (_what, records, says) => {
    const { id, phone } = await finishedRun();
    rewrite(id, records);
    await server.restart();
    const held = await heldRun(id);
    expect(held.held).toMatchObject({ code: 'JOURNAL_DIVERGED' });
    expect((held.held as JsonObject).says).toContain(says);
    expect(await callsFor(phone)).toHaveLength(1);
    await server.restart();
    expect((await run(id)).state).toBe('held');
    expect(await callsFor(phone)).toHaveLength(1);
  });

  it('is held where a recorded call was of another kind than the one that the step makes', async () => {
    const { id, phone } = await finishedRun();
    keepUntil(id, 'create.1', (record) => ({ ...record, op: 'dnc.add' }));
    await server.restart();
    const held = await heldRun(id);
    expect(held.held).toMatchObject({ code: 'JOURNAL_DIVERGED' });
    expect(await callsFor(phone)).toHaveLength(1);
  });

  it('goes on where the journal is a true beginning', async () => {
    const { id, phone } = await finishedRun();
    keepUntil(id, 'create.1', (record) => record);
    await server.restart();
    const done = await eventually(async () => {
      const now = await run(id);
      return now.state === 'finished' ? now : undefined;
    });
    expect(done.outcome).toBe('accepted');
    const { body: leads } = await server.api('GET', `/leads?q=${encodeURIComponent(phone)}`);
    expect(leads.items).toHaveLength(1);
  });
});

describe('a run whose journal cannot be read', () => {
  it('is held, told of once, and ends where a person cancels it', async () => {
    const { id } = await finishedRun();
    const count = () =>
      withDatabase((db) => Number(db.prepare("SELECT total(count) AS n FROM incident WHERE kind = 'held'").get()?.n));
    const before = count();
    rewrite(id, []);
    withDatabase((db) => db.prepare("UPDATE journal SET records = 'blob:gone' WHERE run = ?").run(id));
    await server.restart();
    await eventually(async () => (stateOf(id).state === 'held' ? true : undefined));
    expect(count() - before).toBe(1);
    expect((await server.api('POST', `/runs/${id}/cancel`, {})).status).toBe(202);
    expect(stateOf(id)).toMatchObject({ state: 'finished', outcome: 'cancelled' });
    expect(stateOf(id).reason).toMatch(/^Cancelled by admin@example.com/);
    expect(count() - before).toBe(1);
    expect((await server.api('POST', `/runs/${id}/cancel`, {})).status).toBe(404);
  });
});

describe('a run whose release cannot be had', () => {
  it('is held with the reason, once, instead of being tried each second', async () => {
    const { id } = await finishedRun();
    rewrite(id, []);
    withDatabase((db) => db.prepare("UPDATE run SET release = 'gone' WHERE id = ?").run(id));
    await server.restart();
    const held = await heldRun(id);
    expect(held.held).toMatchObject({ code: 'NOT_FOUND' });
    const epoch = epochOf(id);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(epochOf(id)).toBe(epoch);
  });
});

async function finishedRun(): Promise<{ id: string; phone: string }> {
  const phone = freshPhone();
  const told = await server.send('acme/leads', { phone_number: phone, first_name: 'Ann' });
  expect(told.body).toMatchObject({ success: true });
  const id = told.headers.get('x-leadflow-run') ?? '';
  await eventually(async () => ((await run(id)).state === 'finished' ? true : undefined));
  return { id, phone };
}

/** Leaves of the run's journal what was accepted, and these records: as if the process had ended there. */
function rewrite(id: string, records: JsonObject[]): void {
  const [accepted] = recordsOf(id);
  store(id, [accepted ?? {}, ...records]);
}

/** Leaves the records up to this call's. */
function keepUntil(id: string, call: string, edit: (record: JsonObject) => JsonObject): void {
  const records = recordsOf(id);
  const at = records.findIndex((record) => record.t === 'call' && record.call === call);
  expect(at).toBeGreaterThan(0);
  store(id, [...records.slice(0, at), edit(records[at] ?? {})]);
}

function recordsOf(id: string): JsonObject[] {
  return withDatabase((db) => {
    const rows = db.prepare('SELECT records FROM journal WHERE run = ? ORDER BY seq').all(id);
    return rows.flatMap((row) => JSON.parse(String(row.records)) as JsonObject[]);
  });
}

function store(id: string, records: JsonObject[]): void {
  withDatabase((db) => {
    db.prepare('DELETE FROM journal WHERE run = ?').run(id);
    db.prepare('INSERT INTO journal (run, epoch, at, records) VALUES (?, 1, 1, ?)').run(id, JSON.stringify(records));
    const sql = "UPDATE run SET state = 'running', outcome = NULL, reason = NULL, finished_at = NULL WHERE id = ?";
    db.prepare(sql).run(id);
  });
}

function stateOf(id: string): Record<string, unknown> {
  return withDatabase((db) => db.prepare('SELECT state, outcome, reason FROM run WHERE id = ?').get(id) ?? {});
}

function epochOf(id: string): number {
  return withDatabase((db) => Number(db.prepare('SELECT epoch FROM run WHERE id = ?').get(id)?.epoch));
}

function withDatabase<T>(work: (db: DatabaseSync) => T): T {
  const db = new DatabaseSync(join(server.config.data, 'leadflow.db'), { timeout: 5000 });
  try {
    return work(db);
  } finally {
    db.close();
  }
}

async function run(id: string): Promise<JsonObject> {
  return (await server.api('GET', `/runs/${id}`)).body;
}

function heldRun(id: string): Promise<JsonObject> {
  return eventually(async () => {
    const now = await run(id);
    return now.state === 'held' ? now : undefined;
  });
}

async function callsFor(phone: string): Promise<JsonObject[]> {
  return (await server.simulator.get(`/__journal?phone=${encodeURIComponent(phone)}`)).items as JsonObject[];
}

function step(node: string, port: string): JsonObject {
  return { t: 'step', at: AT, node, port, out: {}, ms: 0 };
}

function call(id: string, op: string): JsonObject {
  return { t: 'call', at: AT, call: id, op, args: {}, value: { did: 'created', leadId: 'x' } };
}
