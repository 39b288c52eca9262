// A database from before leads had contact data, histories and counts is brought to the newest shape with all its leads.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../flows/language/document.ts';
import { engineCommands } from '../../server/store/sqlite/commands/engine.ts';
import { Database } from '../../server/store/sqlite/database.ts';
import { migrate } from '../../server/store/sqlite/migrate.ts';
import { queries } from '../../server/store/sqlite/queries/registry.ts';

/** The last shape without them, and the last one before changes named their import. */
const BEFORE = 8;
const UNNAMED = 14;
const MIGRATIONS = new URL('../../server/store/migrations/', import.meta.url);
const page = { q: null, after: null, limit: 50 };

let folder: string;
let db: Database;
const ask = (name: string, args: object): unknown => queries[name]?.(db, args as JsonObject);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'upgrade-'));
  db = ofShape(BEFORE);
  db.run("INSERT INTO lead_list (slug, name, created_at, campaign) VALUES ('auto', 'Auto', 5, 'spring')");
  db.run("INSERT INTO lead_status (abbrev, label) VALUES ('WON', 'Won')");
  const lead =
    db.statement(`INSERT INTO lead (id, list, status, phone, phone_raw, email, name, fields, raw, source, flow, run,
    created_at, updated_at, received) VALUES (?, ?, ?, ?, '310', 'ann@example.com', 'Ann', '{"first_name":"ann"}', '{}', 's', 'f', ?, 7, 8, ?)`);
  lead.run('l1', 'default', 'NEW', '+13105550123', 'r1', null);
  lead.run('l2', 'auto', 'WON', '+13105550123', 'r2', null);
  lead.run('l3', 'auto', '', '+13105550123', 'r3', 'A duplicate.');
  migrate(db);
});
afterAll(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

/** An empty database as it was after so many migrations. */
function ofShape(shape: number): Database {
  const old = new Database(join(folder, `${shape}.db`), { readOnly: false });
  old.raw.function('folded', { deterministic: true }, (text) => String(text));
  for (const file of readdirSync(MIGRATIONS).sort().slice(0, shape))
    old.raw.exec(readFileSync(new URL(file, MIGRATIONS), 'utf8'));
  old.raw.exec(`PRAGMA user_version=${shape}`);
  return old;
}

describe('after the upgrade', () => {
  it('leads are read, found and told of as they were, without flags, prices or a history', () => {
    expect(ask('lead.detail', { id: 'l2' })).toMatchObject({
      ...{ status: 'WON', list: 'auto', flags: [], price: null, externalIds: [], owner: '', import: null },
      contact: [
        { part: 'phone', normal: '+13105550123' },
        { part: 'name', normal: 'Ann' },
      ],
      history: [{ did: 'created', at: 7, run: 'r2', after: 'WON' }],
    });
    const found = ask('lead.find', { phones: ['+13105550123'], fields: {}, offset: 0, limit: 9 });
    expect(found).toMatchObject({ total: 3, entries: [{ id: 'l3' }, { id: 'l2' }, { id: 'l1' }] });
  });

  it('lists, campaigns and statuses are there with their counts, and mean what they meant', () => {
    expect(ask('campaign.list', page)).toMatchObject({ items: [{ slug: 'spring', lists: ['auto'], leads: 2 }] });
    expect(ask('leadList.list', page)).toMatchObject({
      items: [
        { slug: 'auto', leads: 2 },
        { slug: 'default', leads: 1 },
      ],
    });
    const { items } = ask('status.list', page) as { items: { abbrev: string; final: boolean; dnc: boolean }[] };
    expect(items.filter(({ final, dnc }) => final || dnc)).toEqual([]);
    expect(items.find(({ abbrev }) => abbrev === 'WON')).toMatchObject({ leads: 1, success: false });
  });

  it('leads are changed by flows as before', () => {
    const phone = { raw: '310', e164: '+13105550123' };
    const sent = {
      list: 'default',
      status: 'WON',
      phone,
      fields: { age: '30' },
      raw: {},
      source: 's',
      flow: 'f',
      run: 'r9',
    };
    const moment = { now: 9, newId: () => 'l9' };
    const did = engineCommands['lead.create']?.(db, { ...sent, onDuplicate: 'merge' }, moment);
    expect(did).toEqual({ did: 'updated', leadId: 'l1' });
    expect(ask('lead.detail', { id: 'l1' })).toMatchObject({
      fields: { first_name: 'ann', age: '30' },
      history: [
        { did: 'created', run: 'r1' },
        { did: 'merged', run: 'r9' },
      ],
    });
  });

  it('imports of one name are told apart by when they changed a lead, and a lead with duplicates is known to have them', () => {
    const old = ofShape(UNNAMED);
    for (const id of ['i1', 'i2'])
      old.run(
        "INSERT INTO lead_import (id, state, name, size, etag, by_whom, at) VALUES (?, 'done', 'fair.csv', 1, '', 'ann', 1)",
        id,
      );
    const lead = `INSERT INTO lead (id, list, status, phone, phone_raw, email, name, fields, raw, source, flow, run,
      created_at, updated_at, import, duplicate_of) VALUES (?, 'default', 'NEW', '+1', '', '', '', '{}', '{}', 's', 'f', '', 1, 9, ?, ?)`;
    for (const [id, made, of] of [
      ['l1', 'i1', null],
      ['l2', null, 'l1'],
      ['l3', null, ''],
    ] as const)
      old.run(lead, id, made, of);
    const before = 'INSERT INTO lead_import_before (import, lead, was, updated_at) VALUES (?, ?, ?, ?)';
    old.run(before, 'i1', 'l1', '', 5);
    old.run(before, 'i2', 'l1', '{}', 9);
    const history = "INSERT INTO lead_history VALUES ('l1', ?, ?, ?, NULL, 'imported', '', '')";
    for (const [seq, [at, who]] of [
      [5, 'import:fair.csv'],
      [7, 'ann'],
      [9, 'import:fair.csv'],
    ].entries())
      old.run(history, seq, Number(at), String(who));
    const named = readFileSync(new URL('0015-taking-imports-back.sql', MIGRATIONS), 'utf8');
    migrate(old);
    // Each line of a large import is found in what it had changed, and not by going through all of that.
    const [update = ''] = /^UPDATE lead_history[^;]*/m.exec(named) ?? [];
    const plan = old.all(`EXPLAIN QUERY PLAN ${update}`).map(({ detail }) => detail);
    expect(plan).toEqual(expect.arrayContaining([expect.stringMatching(/^SEARCH b .*import=\? AND lead=\?/)]));
    expect(old.all('SELECT at, import FROM lead_history ORDER BY seq')).toEqual([
      { at: 5, import: 'i1' },
      { at: 7, import: null },
      { at: 9, import: 'i2' },
    ]);
    expect(old.all('SELECT * FROM lead_met')).toEqual([{ lead: 'l1', who: '' }]);
    old.close();
  });
});
