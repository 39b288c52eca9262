// Results told ahead: one batch where they come true; where not, the truth in the journal, and a caller who hears it once.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FlowBundle, FlowNode, Json, JsonObject } from '../../flows/language/document.ts';
import { Foresight } from '../../server/engine/embedded/foresight.ts';
import { RunLines } from '../../server/engine/embedded/run-lines.ts';
import { Journal } from '../../server/engine/journal.ts';
import type { JournalRecord } from '../../server/run/records.ts';
import type { Command, Store } from '../../server/store/ports.ts';
import { openStore } from '../../server/store/sqlite/client.ts';
import { Database } from '../../server/store/sqlite/database.ts';
import { type TakeArgs, takeReservation } from '../../server/store/sqlite/reservation-rows.ts';
import { change, rowsOf } from '../support/database-of.ts';
import { freshPhone, startTestServer, type TestServer, type Told } from '../support/test-server.ts';
import { publishWithSource } from '../support/webhook-flow.ts';

const NUMBER = '+13105550123';
const NOW = Date.UTC(2026, 0, 31, 12);
const STOP = { type: 'stop', config: { outcome: 'accepted', reason: 'Kept.' } };

/** What is said of a lead that is to be kept, where it is not the usual. */
type Kept = Record<'number' | 'onDuplicate' | 'list' | 'status' | 'scope' | 'scopeOf', string>;

describe('a command that a run gives', () => {
  let folder: string;
  let store: Store;
  let other: Database;
  let journal: Journal;
  let foresight: Foresight;
  let sent: boolean[];
  let misled: string[];
  let told: JournalRecord[];
  let ids = 0;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'leadflow-foretold-'));
    store = await openStore(folder);
    other = new Database(join(folder, 'leadflow.db'), { readOnly: false });
    [sent, misled, told] = [[], [], []];
    const batch: Store['journal']['batch'] = (ops, order) => {
      sent.push(order.commit);
      return store.journal.batch(ops, order);
    };
    const on = { failed: () => undefined, misled: (runs: ReadonlySet<string>) => void misled.push(...runs) };
    journal = new Journal({ ...store.journal, batch }, on);
    foresight = new Foresight({ reads: store.reads, now: () => NOW, newId: () => `id-${++ids}` });
  });
  afterEach(async () => {
    other.close();
    await store.close();
    rmSync(folder, { recursive: true });
  });

  it('is answered at once where it can be told, and is on disk with all that followed after one message', async () => {
    const lines = await accepted('r1');
    const value = lines.command('create.1', create());
    expect(value).toEqual({ did: 'created', leadId: 'id-1' });
    lines.note({ t: 'cancel', at: 1, by: 'x' });
    await lines.barrier();
    expect(sent).toEqual([true]);
    expect(store.reads.records('r1').map(({ t }) => t)).toEqual(['accepted', 'call', 'cancel']);
    expect(other.all('SELECT id FROM lead')).toEqual([{ id: 'id-1' }]);
    expect(misled).toEqual([]);
  });

  it('ends its walk where something came between; the truth is on disk, what followed is not, and the next walk asks', async () => {
    const lines = await accepted('r1');
    const before = lines.command('create.1', create());
    expect(before).toMatchObject({ did: 'created' });
    put('lead-of-another');
    lines.note({ t: 'cancel', at: 1, by: 'x' });
    await expect(lines.barrier()).rejects.toThrow('dropped');
    expect(misled).toEqual(['r1']);
    expect(told).toEqual([]);
    expect(store.reads.records('r1')).toMatchObject([
      { t: 'accepted' },
      { t: 'call', value: { did: 'duplicate', leadId: 'lead-of-another' } },
    ]);
    // Whatever the old walk gave at the same moment is refused, and so is a person's request that it took.
    journal.add({ kind: 'append', run: 'r1', epoch: 1, records: '{"t":"cancel","at":2,"by":"y"}', state: undefined });
    await expect(journal.commit('r1', 1)).rejects.toMatchObject({ code: 'STILL_RUNNING' });
    const stored = await store.journal.load('r1');
    expect(stored).toMatchObject({ state: 'running', epoch: 3 });
    const next = linesOf('r1', { epoch: 3 });
    expect(await next.command('create.2', create())).toEqual({ did: 'duplicate', leadId: 'lead-of-another' });
  });

  it('is not told ahead while an equal one is under way: one is created, the other is its duplicate', async () => {
    const [one, two] = [await accepted('r1'), await accepted('r2')];
    const first = one.command('create.1', create());
    const second = two.command('create.1', create());
    expect(second).toBeInstanceOf(Promise);
    expect(await second).toEqual({ did: 'duplicate', leadId: (first as { leadId: string }).leadId });
    await two.barrier();
    // What is on disk may be foretold again.
    expect(linesOf('r3').command('create.1', create())).toMatchObject({ did: 'duplicate' });
    expect(misled).toEqual([]);
  });

  it('is told ahead by what other lists hold, where it looks there, and not while an equal one is under way in one', async () => {
    other.run("INSERT INTO lead_list (slug, name, created_at) VALUES ('second', 'Second', 0)");
    const [one, two, three] = [await accepted('r1'), await accepted('r2'), await accepted('r3')];
    const first = one.command('create.1', create()) as { leadId: string };
    const waits = two.command('create.1', create({ list: 'second', scope: 'account' }));
    expect(waits).toBeInstanceOf(Promise);
    expect(await waits).toEqual({ did: 'duplicate', leadId: first.leadId });
    await two.barrier();
    for (const more of [{ scope: 'account' }, { scope: 'list', scopeOf: 'default' }])
      expect(three.command('a.1', create({ list: 'second', ...more }))).toEqual({
        did: 'duplicate',
        leadId: first.leadId,
      });
    expect(three.command('a.2', create({ list: 'second', scope: 'campaign' }))).toMatchObject({ did: 'created' });
    await three.barrier();
    expect(misled).toEqual([]);
  });

  it('is told ahead without a look where a step has just looked there in vain, unless one was created since', async () => {
    const looks: string[] = [];
    const metLead: Store['reads']['metLead'] = (query) => {
      looks.push(query.scope);
      return store.reads.metLead(query);
    };
    foresight = new Foresight({ reads: { ...store.reads, metLead }, now: () => NOW, newId: () => `id-${++ids}` });
    const look = { list: 'default', phone: NUMBER, scope: 'account', scopeOf: '' };
    const [one, two] = [await accepted('r1'), await accepted('r2')];
    // Two looked before one created: who comes second meets what the first has made.
    for (let i = 0; i < 2; i += 1) foresight.looked({ op: 'lead.known', args: look }, null);
    const first = one.command('create.1', create({ scope: 'account' })) as { leadId: string };
    expect(looks).toEqual([]);
    await one.barrier();
    expect(two.command('create.1', create({ scope: 'account' }))).toEqual({ did: 'duplicate', leadId: first.leadId });
    // Elsewhere, or for a run that overlooks what it made before, is another question.
    const other = '+13105550124';
    foresight.looked({ op: 'lead.known', args: { ...look, phone: other, scope: 'list' } }, null);
    two.command('create.2', create({ number: other, scope: 'account' }));
    foresight.looked({ op: 'lead.known', args: { ...look, phone: '+13105550125', run: 'r2' } }, null);
    two.command('create.3', create({ number: '+13105550125', scope: 'account' }));
    expect(looks).toEqual(['account', 'account', 'account']);
    await two.barrier();
    expect(misled).toEqual([]);
  });

  it('keeps nobody else waiting where its number cannot be read, or where duplicates are welcome', async () => {
    const [one, two] = [await accepted('r1'), await accepted('r2')];
    for (const more of [{ number: '' }, { onDuplicate: 'allow' }])
      expect([one.command('a.1', create(more)), two.command('a.1', create(more))]).toMatchObject([
        { did: 'created' },
        { did: 'created' },
      ]);
    // Where they are not, the one that comes next asks, and meets it.
    expect(await two.command('a.2', create())).toMatchObject({ did: 'duplicate' });
    await Promise.all([one.barrier(), two.barrier()]);
    expect(other.all('SELECT id FROM lead')).toHaveLength(4);
    expect(misled).toEqual([]);
  });

  it('leaves nothing behind: not where its commit fails, and not where its walk was given up', async () => {
    const lines = await accepted('r1');
    other.raw.exec(
      "CREATE TRIGGER broken BEFORE INSERT ON journal BEGIN SELECT RAISE(ABORT, 'broken on purpose'); END",
    );
    lines.command('create.1', create());
    await expect(lines.barrier()).rejects.toThrow('dropped');
    expect(() => lines.command('create.2', create({ number: '+13105550124' }))).toThrow('dropped');
    other.raw.exec('DROP TRIGGER broken');
    const again = await accepted('r2');
    expect(again.command('create.1', create())).toMatchObject({ did: 'created' });
    expect(again.command('create.2', create({ number: '+13105550124' }))).toMatchObject({ did: 'created' });
  });

  it('that puts a number on the DNC list by its status leaves a step that does so too to be asked', async () => {
    const lines = await accepted('r1');
    const add = { op: 'dnc.add', args: { list: 'account', number: NUMBER, reason: '', origin: '' } };
    expect(lines.command('create.1', create({ status: 'DNC' }))).toMatchObject({ did: 'created' });
    const added = lines.command('dnc.1', add);
    expect(added).toBeInstanceOf(Promise);
    expect(await added).toEqual({ added: false });
    await lines.barrier();
    expect(other.all('SELECT number, reason FROM dnc')).toEqual([
      { number: NUMBER, reason: 'Status DNC: Do not call' },
    ]);
    expect(linesOf('r2').command('dnc.1', add)).toEqual({ added: false });
    expect(misled).toEqual([]);
  });

  it('is asked for where the run is a child, and where there is no such list', async () => {
    await accepted('r1');
    const asked = linesOf('r1', { parent: {} }).command('create.1', create());
    expect(asked).toBeInstanceOf(Promise);
    expect(await asked).toMatchObject({ did: 'created' });
    const lines = await accepted('r2');
    await expect(lines.command('create.1', create({ list: 'gone' }))).rejects.toMatchObject({ code: 'LIST_MISSING' });
    await journal.drained();
  });

  it('holds up who must be sure, until what was foretold is on disk', async () => {
    const lines = await accepted('r1');
    expect(lines.sure()).toBeUndefined();
    lines.command('dnc.1', { op: 'dnc.add', args: { list: 'account', number: NUMBER, reason: '', origin: '' } });
    await lines.sure();
    expect(other.all('SELECT number FROM dnc')).toEqual([{ number: NUMBER }]);
    expect(lines.sure()).toBeUndefined();
  });

  it('that reserves what is free is told so at once; an equal one that comes with it asks, and meets it', async () => {
    const [one, two] = [await accepted('r1'), await accepted('r2')];
    const until = new Date(NOW + 1000).toISOString();
    expect(one.command('once.1', take('r1'))).toEqual({ until, met: null });
    expect(one.command('twice.1', take('r1', ['phone:+13105550124']))).toEqual({ until, met: null });
    const second = two.command('once.1', take('r2'));
    expect(second).toBeInstanceOf(Promise);
    expect(await second).toMatchObject({ until: '', met: { run: 'r1', state: 'in-flight' } });
    await Promise.all([one.barrier(), two.barrier()]);
    expect(misled).toEqual([]);
    expect(other.all('SELECT DISTINCT run, at, until FROM reservation')).toEqual([
      { run: 'r1', at: NOW, until: NOW + 1000 },
    ]);
    // What is on disk is asked for, whoever holds it.
    expect(await (await accepted('r3')).command('once.1', take('r3'))).toMatchObject({ met: { run: 'r1' } });
  });

  it('that reserves is thrown away where an equal one came between, and nothing of it is held', async () => {
    const lines = await accepted('r1');
    expect(lines.command('once.1', take('r1'))).toMatchObject({ met: null });
    takeReservation(other, take('r2').args as unknown as TakeArgs, { now: NOW });
    await expect(lines.barrier()).rejects.toThrow('dropped');
    expect(misled).toEqual(['r1']);
    expect(store.reads.records('r1')).toMatchObject([{ t: 'accepted' }, { t: 'call', value: { met: { run: 'r2' } } }]);
    expect(other.all('SELECT run FROM reservation')).toEqual([{ run: 'r2' }]);
  });

  function take(run: string, parts = [`phone:${NUMBER}`]): Command {
    return {
      op: 'reservation.take',
      args: { scope: 'account', keys: [{ parts, says: NUMBER }], windowMs: 1000, run, node: 'once' },
    };
  }

  function linesOf(runId: string, { epoch = 1, parent }: { epoch?: number; parent?: object } = {}): RunLines {
    const run = { runId, epoch, accepted: parent ? { parent } : {} };
    return new RunLines(run, { journal, foresight }, (records) => void told.push(...records));
  }

  /** The lines of a run that is on disk. */
  async function accepted(id: string): Promise<RunLines> {
    const row = { id, release: 'h', flow: 'f', version: 1, source: 's', test: false, phone: '', acceptedAt: 1 };
    journal.add({ kind: 'accept', run: { ...row, inbox: undefined, claim: undefined, more: undefined } });
    const records = '{"t":"accepted","at":0,"lead":{}}';
    journal.add({ kind: 'append', run: id, epoch: 1, records, state: undefined });
    await journal.commit(id, 1);
    sent = [];
    return linesOf(id);
  }

  function create({ number = NUMBER, onDuplicate = 'skip', ...more }: Partial<Kept> = {}): Command {
    const phone = { raw: number, e164: number, national: '', valid: true };
    const usual = { list: 'default', status: 'NEW', fields: {}, source: 's', raw: {}, flow: 'f', run: 'r' };
    const lead = { ...usual, phone, onDuplicate, ...more };
    return { op: 'lead.create', args: lead as unknown as JsonObject };
  }

  function put(id: string): void {
    const sql = `INSERT INTO lead (id, list, status, phone, phone_raw, email, name, fields, raw, source, flow, run, created_at, updated_at)
      VALUES (?, 'default', 'NEW', ?, '', '', '', '{}', '{}', '', '', '', 1, 1)`;
    other.run(sql, id, NUMBER);
  }
});

describe('a lead', () => {
  let server: TestServer;
  let key: string;
  beforeAll(async () => {
    server = await startTestServer();
    key = (await publishWithSource(server, 'kept', keptFlow())).key;
  });
  afterAll(() => server.stop());

  it('that another was put before, after it was looked for, is answered once, with what is true', async () => {
    const phone = freshPhone();
    // The key is taken in the very transaction that creates the lead, before it, and after the look.
    change(
      server,
      `CREATE TRIGGER comes_between AFTER INSERT ON idempotency BEGIN
        INSERT INTO lead (id, list, status, phone, phone_raw, email, name, fields, raw, source, flow, run, created_at, updated_at)
        VALUES ('of-another', 'default', 'NEW', '${phone}', '', '', '', '{}', '{}', '', '', '', 1, 1); END`,
    );
    const told = await send(phone);
    change(server, 'DROP TRIGGER comes_between');
    expect([told.status, told.body.message]).toEqual([200, 'duplicate of-another']);
    const run = told.headers.get('x-leadflow-run') ?? '';
    expect(kinds(run)).toEqual(['accepted', 'step', 'call', 'step', 'answer', 'step', 'finished']);
    expect(rowsOf(server, 'SELECT DISTINCT epoch FROM journal WHERE run = ? ORDER BY epoch', run)).toHaveLength(2);
    expect(rowsOf(server, 'SELECT id FROM lead WHERE phone = ?', phone)).toEqual([{ id: 'of-another' }]);
    const again = await send(phone);
    expect([again.body, again.headers.get('idempotent-replayed')]).toEqual([told.body, 'true']);
  });

  it('that comes twice at once is created once, and each of its callers hears which it was', async () => {
    const phone = freshPhone();
    const told = await Promise.all([send(phone, 'one'), send(phone, 'two'), send(phone, 'three')]);
    const said = told.map(({ body }) => String(body.message).split(' ')[0]).sort();
    expect(said).toEqual(['created', 'duplicate', 'duplicate']);
    expect(new Set(told.map(({ body }) => String(body.message).split(' ')[1])).size).toBe(1);
    expect(rowsOf(server, 'SELECT id FROM lead WHERE phone = ?', phone)).toHaveLength(1);
  });

  it('that is answered before it is kept shows in its row how it was answered', async () => {
    const first = {
      told: { type: 'respond', config: {} },
      keep: { type: 'create-lead', config: { phone: 'lead.p', fields: 'lead' } },
      end: STOP,
    };
    const { key } = await publishWithSource(
      server,
      'told-first',
      flowOf('told-first', first as Record<string, FlowNode>, [
        ['in', 'lead', 'told'],
        ['told', 'answered', 'keep'],
        ['keep', 'created', 'end'],
        ['keep', 'duplicate', 'end'],
      ]),
    );
    const told = await server.send('told-first', { p: freshPhone() }, { 'x-leadflow-key': key });
    const run = told.headers.get('x-leadflow-run') ?? '';
    expect(rowsOf(server, 'SELECT answered FROM run WHERE id = ?', run)).toEqual([{ answered: 1 }]);
  });

  function keptFlow(): FlowBundle {
    const nodes = {
      keep: { type: 'create-lead', config: { phone: 'lead.p', fields: 'lead' } },
      ok: { type: 'respond', config: { message: '=steps.keep.did & " " & steps.keep.leadId' } },
    };
    return flowOf('kept', nodes as Record<string, FlowNode>, [
      ['in', 'lead', 'keep'],
      ['keep', 'created', 'ok'],
      ['keep', 'duplicate', 'ok'],
    ]);
  }

  function flowOf(path: string, nodes: Record<string, FlowNode>, edges: [string, string, string][]): FlowBundle {
    const door: FlowNode = { type: 'webhook', config: { path, idempotency: 'lead.key' } };
    const drawn = edges.map(([from, port, to]) => ({ from, port, to }));
    const document = { leadflow: 1 as const, name: path, nodes: { in: door, ...nodes }, edges: drawn };
    return { document, files: {}, layout: { nodes: {} } };
  }

  function send(p: string, more: Json = 'only'): Promise<Told> {
    return server.send('kept', { p, key: `${p} ${String(more)}` }, { 'x-leadflow-key': key });
  }

  function kinds(run: string): string[] {
    const rows = rowsOf(server, 'SELECT records FROM journal WHERE run = ? ORDER BY seq', run);
    return rows.flatMap(({ records }) => (JSON.parse(String(records)) as { t: string }[]).map(({ t }) => t));
  }
});
