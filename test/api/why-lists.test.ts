// Why, of lists and of leads that are there already: what is said of them holds of what they were when they judged.
import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../flows/language/document.ts';
import type { StepViewType } from '../../server/api/schemas-runs.ts';
import { one, step, T0 } from '../support/why-run.ts';

const look = (value: JsonObject) => [{ call: 'it.1', op: 'list.look', args: {}, value }];

describe('lists', () => {
  it('names an entry where the value is on no list, and what a list that is gone would have had to hold', async () => {
    const value = { value: 'Foo', found: false, entry: '', mode: 'include', gone: false };
    const given = { in: { list: 'accounts', value: 'Foo' }, out: value, reason: '"Foo" is not on the list accounts.' };
    const missing = step('it', 'fail', { ...given, calls: look({ found: false, version: 3, gone: false }) });
    const said = await one('validation-list', {}, missing, { edges: ['it.pass>next'] });
    expect(said?.wouldChange).toBe(
      'If the value had been one of the 12 entries of the list accounts, such as “Acme”, the lead would have gone on to “Next”.',
    );
    const gone = step('it', 'fail', { ...given, calls: look({ found: false, entry: '', gone: true }) });
    expect((await one('validation-list', {}, gone, { edges: ['it.pass>next'] }))?.wouldChange).toBe(
      'If the list accounts had been there, with “Foo” on it, the lead would have gone on to “Next”.',
    );
    const many = { value: ['Foo', 'Bar'], list: 'accounts', mode: 'exclude' };
    const bad = step('it', 'fail', { ...given, in: many, calls: look({ found: false, entry: '', gone: true }) });
    expect((await one('validation-list', {}, bad, { edges: ['it.pass>next'] }))?.wouldChange).toBe(
      'If the list accounts had been there, without any of its values on it, the lead would have gone on to “Next”.',
    );
    const blank = step('it', 'fail', { ...gone, in: { list: 'accounts', value: '' }, out: { ...value, value: '' } });
    expect((await one('validation-list', {}, blank, { edges: ['it.pass>next'] }))?.wouldChange).toBeNull();
  });

  it('says that an excluded value would have passed off the list', async () => {
    const left = step('it', 'fail', {
      in: { list: 'bad', value: 'Acme', mode: 'exclude' },
      out: { value: 'Acme', found: true },
      reason: '"Acme" is on the list bad.',
      calls: look({ found: true, entry: 'Acme', gone: false }),
    });
    const said = await one('validation-list', {}, left, { edges: ['it.pass>next'] });
    expect(said?.wouldChange).toBe('If “Acme” had not been on the list bad, the lead would have gone on to “Next”.');
  });

  it('goes by what the list held when it judged: by its rules where it has no values, and by nothing that is not kept', async () => {
    const about = async (list: string, more: JsonObject) => {
      const out = { value: '4', found: false, decidedBy: 'miss', ...more };
      const left = step('it', 'fail', {
        in: { list, value: '4' },
        out,
        reason: 'A miss.',
        calls: look({ found: false, ...more }),
      });
      return (await one('validation-list', {}, left, { edges: ['it.pass>next'] }))?.wouldChange;
    };
    const rules = 'If the value had been one that meets the rules of the list by-rules, such as “6”, the lead';
    expect(await about('by-rules', { version: 1 })).toContain(rules);
    expect(await about('by-rules', { version: 2 })).toBeNull();
    expect(await about('accounts', { version: 4 })).toBeNull();
    expect(await about('accounts', { version: 3, stale: true, decidedBy: 'stale' })).toBeNull();
  });

  it('speaks of all values where the lead had several, and of the age of a list that was too old', async () => {
    const given = {
      in: { list: 'bad', value: ['a', 'b'], mode: 'exclude' },
      out: { value: 'b', decidedBy: 'hit' },
      reason: 'A hit.',
    };
    const several = step('it', 'fail', { ...given, calls: look({ found: true, met: 'b', entry: 'B', version: 1 }) });
    expect((await one('validation-list', {}, several, { edges: ['it.pass>next'] }))?.wouldChange).toBe(
      'If none of its values had been on the list bad, the lead would have gone on to “Next”.',
    );
    const old = { in: { list: 'keys', value: 'a' }, out: { value: 'a', decidedBy: 'stale' }, reason: 'Too old.' };
    const stale = step('it', 'fail', { ...old, calls: look({ found: true, entry: 'A', version: 1, stale: true }) });
    expect((await one('validation-list', {}, stale, { edges: ['it.pass>next'] }))?.wouldChange).toBe(
      'If the list keys had not been older than its limit, the lead would have gone on to “Next”.',
    );
  });

  it('says of a number on a DNC list that others may hold it as well', async () => {
    const hit = { list: 'account', number: '+13105550111', reason: 'Asked', origin: '', addedAt: T0 };
    const call = (lists: string[], value: Json) => [{ call: 'it.1', op: 'dnc.check', args: { lists }, value }];
    const number = { e164: '+13105550111', raw: '' };
    const listed = (lists: string[]) => {
      return step('it', 'listed', {
        in: { phone: '3105550111', lists },
        out: { number, hit },
        calls: call(lists, hit),
      });
    };
    const about = async (left: StepViewType) => {
      return (await one('dnc-check', {}, left, { edges: ['it.clear>next'] }))?.wouldChange;
    };
    const goes = 'the lead would have gone on to “Next”.';
    expect(await about(listed(['account']))).toBe(`If +1 310 555 0111 had not been on the DNC list account, ${goes}`);
    expect(await about(listed(['account', 'solar']))).toBe(
      `If +1 310 555 0111 had been on none of the DNC lists account and solar, ${goes}`,
    );
    const doubt = { list: 'solar', why: 'old', says: 'It is too old.' };
    const given = {
      in: { phone: '3105550111', lists: ['solar'] },
      out: { number, hit: null, doubt },
      reason: 'Too old.',
    };
    expect(await about(step('it', 'stale', { ...given, calls: call(['solar'], doubt) }))).toBe(
      `If the DNC list solar had been there and up to date, without +1 310 555 0111, ${goes}`,
    );
    // Of all lists that were looked in the one that could not tell is named.
    const all = { ...given, calls: [{ call: 'it.1', op: 'dnc.check', args: { wholeAccount: true }, value: doubt }] };
    expect(await about(step('it', 'stale', all))).toBe(
      `If the DNC list solar, and every other of the DNC lists of the account, had been there and up to date, without +1 310 555 0111, ${goes}`,
    );
  });
});

describe('a lead that is there already', () => {
  const id = '0195c0de-0000-7000-8000-000000000001';
  const create = async (port: string, args: JsonObject, reason?: string) => {
    const out = { did: port, leadId: id };
    const calls = [{ call: 'it.1', op: 'lead.create', args, value: out }];
    const left = step('it', port, { in: { phone: '3105550123', fields: {} }, out, calls, reason: reason ?? null });
    return one('create-lead', {}, left);
  };

  it.each([
    [{ list: 'default' }, 'the list default'],
    [{ list: 'default', scope: 'list', scopeOf: 'spring' }, 'the list spring'],
    [{ list: 'default', scope: 'campaign', scopeOf: '' }, 'the campaign of the list default'],
    [{ list: 'default', scope: 'campaign', scopeOf: 'solar' }, 'the campaign solar'],
    [{ list: 'default', scope: 'account', scopeOf: '' }, 'the account'],
  ])('is said to be where duplicates were looked for: %j', async (args, place) => {
    const Place = place.replace('t', 'T');
    expect(await create('duplicate', args)).toMatchObject({
      says: `${Place} already holds this lead, so it was not created again.`,
      wouldChange: `If ${place} had not held a lead with this number, the lead would have been created.`,
    });
    expect((await create('updated', args))?.says).toBe(`The lead was in ${place} already and was updated.`);
  });

  it('is found by its number, and named without its id', async () => {
    const args = { list: 'default', phone: '+13105550123', scope: 'account', scopeOf: '' };
    const find = (port: string, value: string | null, reason: string) =>
      one(
        'find-lead',
        {},
        step('it', port, {
          in: { phone: '3105550123', scope: 'account' },
          out: { leadId: value ?? '' },
          calls: [{ call: 'it.1', op: 'lead.known', args, value }],
          reason,
        }),
        { edges: ['it.not-found>next'] },
      );
    expect(await find('found', id, `Lead ${id} has the number +13105550123 already.`)).toMatchObject({
      says: 'A lead with the number +1 310 555 0123 was in the account already.',
      wouldChange: 'If the account had not held a lead with this number, the lead would have gone on to “Next”.',
    });
    expect(await find('not-found', null, 'No lead has the number +13105550123 in any list.')).toMatchObject({
      says: 'No lead has the number +1 310 555 0123 in any list.',
      wouldChange: null,
    });
  });

  it('is named without its id, and so are the equal lead of a reservation and a run that was called', async () => {
    const reason =
      'The lead was received and not created: row 1 of the table says No. There was a lead with this number already.';
    expect((await create('skipped', {}, reason))?.says).toBe(reason);
    const met = { run: id, leadId: id, since: T0, state: 'in-flight', key: '+13105550123' };
    const taken = step('it', 'taken', {
      in: { keys: [{ value: '3105550123', as: 'phone' }] },
      out: { reserved: false, met },
      reason: `It is equal to run ${id}.`,
      calls: [{ call: 'it.1', op: 'reservation.take', args: {}, value: { until: '', met } }],
    });
    expect(await one('reserve', {}, taken, { edges: ['it.free>next'] })).toMatchObject({
      says: 'An equal lead (+1 310 555 0123) had come at 2026-03-01 10:00:00 UTC and was still under way.',
      wouldChange: 'If no equal lead had come before it, the lead would have gone on to “Next”.',
    });
    const says = `The flow that this step called ended with an error. The flow buyer ended with an error: Down. Its run: ${id}.it.1.`;
    const broken = step('it', 'error', { failure: { code: 'CHILD_FAILED', says } });
    expect((await one('call-flow', {}, broken))?.says).toBe(
      'The step “It” failed: the flow that this step called ended with an error. The flow buyer ended with an error: Down.',
    );
  });
});
