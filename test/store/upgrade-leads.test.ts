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

/** The last shape without them. */
const BEFORE = 8;
const MIGRATIONS = new URL('../../server/store/migrations/', import.meta.url);
const page = { q: null, after: null, limit: 50 };

let folder: string;
let db: Database;
const ask = (name: string, args: object): unknown => queries[name]?.(db, args as JsonObject);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'upgrade-'));
  db = new Database(join(folder, 'leadflow.db'), { readOnly: false });
  const files = readdirSync(MIGRATIONS).sort().slice(0, BEFORE);
  for (const file of files) db.raw.exec(readFileSync(new URL(file, MIGRATIONS), 'utf8'));
  db.raw.exec(`PRAGMA user_version=${BEFORE}`);
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
});
