// A lead whose run is made again: it is kept once, with what a person gave it, and is nobody's duplicate of itself.
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { JsonObject } from '../../flows/language/document.ts';
import type { CreateLeadResult } from '../../nodes/tools.ts';
import { ask, change } from '../../server/store/admin-ops.ts';
import { engineCommands } from '../../server/store/sqlite/commands/engine.ts';
import { pointReads } from '../../server/store/sqlite/point-reads.ts';
import { type DirectStore, openDirectStore } from '../support/direct-store.ts';

const SENT = { first_name: 'Ann', city: 'Rome' };
const phoneOf = (e164: string) => ({ raw: e164, e164, national: e164.slice(2), valid: true, country: 'US' });

let store: DirectStore;
let ids = 0;
let number = '';
beforeAll(() => {
  store = openDirectStore();
});
beforeEach(() => {
  number = `+1310555${String(1000 + ++ids)}`;
});
afterAll(() => store.close());

/** A run, made from another or not, whose step creates the lead; it is in the journal as a walk leaves it. */
function run(id: string, from: string | null, more: JsonObject = {}, node = 'create'): CreateLeadResult {
  const row =
    "INSERT INTO run (id, release, flow, version, source, test, state, epoch, phone, accepted_at, from_run) VALUES (?, 'h', 'f', 1, 's', 0, 'finished', 1, '', 1, ?)";
  store.db.run(row, id, from);
  const lead = { list: 'default', status: 'NEW', phone: phoneOf(number), fields: SENT, onDuplicate: 'allow' };
  const again = from === null && !id.includes('.') ? {} : { again: node };
  const args = { ...lead, source: 's', raw: {}, flow: 'f', region: 'US', run: id, ...again, ...more };
  const moment = { now: ++ids, newId: () => `lead-${++ids}` };
  const value = engineCommands['lead.create']?.(store.db, args as unknown as JsonObject, moment) as CreateLeadResult;
  const records = JSON.stringify([{ t: 'call', at: 1, call: `${node}.1`, op: 'lead.create', args, value }]);
  store.db.run('INSERT INTO journal (run, epoch, at, records) VALUES (?, 1, 1, ?)', id, records);
  return value;
}

const leads = () =>
  store.db.all(
    'SELECT id, status, city FROM (SELECT *, fields ->> ? AS city FROM lead) WHERE phone = ? ORDER BY id',
    '$.city',
    number,
  );

it.each(['allow', 'skip', 'update', 'merge'])(
  'is kept once where duplicates are to %s, also without a number',
  (onDuplicate) => {
    for (const phone of [phoneOf(number), phoneOf('')]) {
      const first = run(`${onDuplicate} ${phone.e164}`, null, { phone, onDuplicate });
      expect(first).toEqual({ did: 'created', leadId: expect.any(String) });
      const same = { ...first, again: true };
      expect(run(`${onDuplicate} ${phone.e164} 2`, `${onDuplicate} ${phone.e164}`, { phone, onDuplicate })).toEqual(
        same,
      );
      expect(run(`${onDuplicate} ${phone.e164} 3`, `${onDuplicate} ${phone.e164} 2`, { phone, onDuplicate })).toEqual(
        same,
      );
    }
    expect(leads()).toHaveLength(1);
  },
);

it('is changed by what the run makes otherwise, and not where a person has had a hand in it', async () => {
  const { leadId } = run('a1', null);
  await change(store, 'lead.change', {
    id: leadId,
    fields: { first_name: 'Anna' },
    owner: 'bob',
    by: 'ann@example.com',
  });
  run('a2', 'a1', { status: 'HOT', fields: { first_name: 'Ann', zip: '90001' } });
  const kept = await ask(store, 'lead.detail', { id: leadId });
  expect(kept).toMatchObject({ status: 'HOT', owner: 'bob', fields: { first_name: 'Anna', zip: '90001' } });
  expect(Object.keys((kept?.fields ?? {}) as object)).not.toContain('city');
  expect(kept?.runs.map(({ id }) => id)).toEqual(expect.arrayContaining(['a1', 'a2']));
  await change(store, 'lead.change', { id: leadId, status: 'SALE', by: 'ann@example.com' });
  run('a3', 'a2', { status: 'COLD', phone: phoneOf('+13105559876') });
  expect(await ask(store, 'lead.detail', { id: leadId })).toMatchObject({ status: 'SALE', phone: '+13105559876' });
});

it('is another one where another step creates it, or the first is gone', () => {
  const { leadId } = run('b1', null);
  expect(run('b2', 'b1', {}, 'other').leadId).not.toBe(leadId);
  store.db.run('DELETE FROM lead WHERE id = ?', leadId);
  expect(run('b3', 'b1')).toEqual({ did: 'created', leadId: expect.not.stringMatching(leadId) });
});

it('is changed by what differs from the newest run, whichever it was made from', () => {
  run('f1', null);
  run('f2', 'f1', { fields: { city: 'Oslo' } });
  run('f3', 'f2', { fields: { city: 'Oslo' } });
  run('f4', 'f1', { fields: { city: 'Bern' } });
  run('f5', 'f1', { fields: { city: 'Oslo' } });
  expect(leads()).toMatchObject([{ city: 'Oslo' }]);
});

it('is not overwritten by another that stands in its place of a list now', () => {
  const ann = { phone: phoneOf(number), raw: { name: 'Ann' } };
  const ben = { phone: phoneOf(''), raw: { name: 'Ben' }, fields: { first_name: 'Ben' } };
  for (const [id, from] of [
    ['h1', null],
    ['h2', 'h1'],
    ['h3', 'h2'],
  ] as const)
    run(id, from, ben, 'top');
  const { leadId } = run('h1.each.1', null, ann);
  run('h1.each.2', null, ben);
  expect(run('h2.each.1', null, ben)).toEqual({ did: 'created', leadId: expect.not.stringMatching(leadId) });
  expect(run('h3.each.1', null, { ...ann, raw: { name: 'Anna' } })).toEqual({ did: 'created', leadId, again: true });
  expect(leads()).toMatchObject([{ city: 'Rome' }]);
  // Where one alone is called it is the same, whatever it is given.
  run('h1.call.1', null, ann);
  expect(run('h2.call.1', null, ben)).toMatchObject({ did: 'created', again: true });
});

it('is kept once by a flow that is called, and as received and not created', () => {
  run('c1', null, { received: 'The table says No.' });
  const [received] = leads();
  expect(run('c2', 'c1', { received: 'The table says No.' })).toMatchObject({ did: 'received', leadId: received?.id });
  expect(leads()).toHaveLength(1);
  const { leadId } = run('c1.call.0', null, {}, 'in');
  expect(run('c2.call.0', null, {}, 'in')).toEqual({ did: 'created', leadId, again: true });
  expect(run('c3', 'c2.call.0', {}, 'in')).toEqual({ did: 'created', leadId, again: true });
  // What is received now is a duplicate of others, and not of itself.
  expect(run('c4', 'c3', { received: 'No.' }, 'other')).toMatchObject({ did: 'received', duplicateOf: '' });
});

it('is created out of what was received and not created, which then is one lead with all that was done', async () => {
  const { leadId } = run('r1', null, { received: 'The table says No.', flags: ['web'], owner: 'flow-owner' });
  await change(store, 'lead.change', {
    id: leadId,
    flags: ['web', 'called'],
    owner: 'bob',
    by: 'ann@example.com',
    knownOnly: true,
  });
  const now = {
    status: 'DNC',
    fields: { first_name: 'Ann', zip: '90001' },
    flags: ['web', 'late'],
    owner: 'flow-owner',
  };
  expect(run('r2', 'r1', now)).toEqual({ did: 'created', leadId });
  const kept = await ask(store, 'lead.detail', { id: leadId });
  expect(kept).toMatchObject({ received: null, duplicateOf: null, status: 'DNC', list: 'default', owner: 'bob' });
  expect(kept).toMatchObject({ fields: now.fields, flags: ['web', 'called', 'late'] });
  expect(kept?.history.map(({ did, who, after }) => [did, who, after])).toEqual([
    ['created', 'source:s', ''],
    ['owner', 'ann@example.com', 'bob'],
    ['flags', 'ann@example.com', 'web, called'],
    ['fields', 'flow:f', 'zip: 90001'],
    ['status', 'flow:f', 'DNC'],
    ['flags', 'flow:f', 'web, called, late'],
  ]);
  expect(kept?.runs.map(({ id }) => id)).toEqual(expect.arrayContaining(['r1', 'r2']));
  expect(leads()).toMatchObject([{ id: leadId }]);
  expect(store.db.get('SELECT number FROM dnc WHERE number = ?', number)).toBeDefined();
  const count =
    "SELECT sum(leads) = (SELECT count(*) FROM lead WHERE status = 'DNC') AS same FROM lead_count WHERE status = 'DNC'";
  expect(store.db.get(count)).toEqual({ same: 1 });
  expect(run('r3', 'r2', now)).toEqual({ did: 'created', leadId, again: true });
});

it('is a duplicate of another that came meanwhile, and what was received stays beside it', () => {
  const { leadId } = run('m1', null, { received: 'The table says No.' });
  const other = run('m2', null);
  expect(run('m3', 'm1', { onDuplicate: 'skip' })).toEqual({ did: 'duplicate', leadId: other.leadId });
  expect(leads().map(({ id }) => id)).toEqual(expect.arrayContaining([leadId, other.leadId]));
});

it('stays as it is, and the only one, where it would not be created now', () => {
  const { leadId } = run('n1', null);
  const received = { received: 'The table says No.', fields: {} };
  expect(run('n2', 'n1', received)).toEqual({ did: 'received', leadId, again: true });
  expect(run('n3', 'n2', received)).toEqual({ did: 'received', leadId, again: true });
  expect(leads()).toMatchObject([{ id: leadId, status: 'NEW', city: 'Rome' }]);
});

it('is not found by a step that looks for duplicates, and others are', () => {
  const reads = pointReads(store.db);
  const where = { list: 'default', phone: number, scope: 'account' as const, scopeOf: '' };
  const { leadId } = run('d1', null);
  run('d2', 'd1');
  expect(reads.knownLead({ ...where })).toBe(leadId);
  expect(reads.knownLead({ ...where, run: 'd2' })).toBeUndefined();
  const other = run('e1', null);
  expect(reads.knownLead({ ...where, run: 'd2' })).toBe(other.leadId);
});
