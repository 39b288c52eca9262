// What the pages of leads work out: filters, acts and their words, history, and a lead as a form.
import { describe, expect, it } from 'vitest';
import { absentWords, partWords } from '../../editor/pages/leads/contact-words.ts';
import {
  fieldChanges,
  fieldPatch,
  lineFault,
  linesOfFields,
  numberField,
} from '../../editor/pages/leads/field-form.ts';
import { changeWords, strokesOf, whoWords } from '../../editor/pages/leads/history-words.ts';
import { type ActForm, actOf, doneWords, EMPTY_ACT, planWords } from '../../editor/pages/leads/lead-acts.ts';
import { allFound, filtersOfMark, MARK_OPTIONS, markOf, seenOptions } from '../../editor/pages/leads/lead-filters.ts';
import { changesOf, faultsOf, formOf, priceWords } from '../../editor/pages/leads/lead-form.ts';
import { markWords } from '../../editor/pages/leads/mark-words.ts';
import type { LeadDetail, LeadEvent } from '../../editor/types.ts';

const NOW = '2026-11-21T12:00:00.000Z';

const LEAD: LeadDetail = {
  id: 'l1',
  list: 'default',
  status: 'NEW',
  phone: '+13105550123',
  phoneRaw: '(310) 555-0123',
  email: '',
  name: 'Ann',
  source: 'web',
  flow: 'intake',
  run: 'r1',
  createdAt: NOW,
  updatedAt: NOW,
  received: null,
  duplicateOf: null,
  owner: '',
  flags: ['VIP'],
  reference: '',
  import: null,
  price: { amount: 12.5, currency: 'USD' },
  fields: {},
  raw: {},
  runs: [],
  why: null,
  contact: [],
  externalIds: [{ system: 'crm', id: '7' }],
  history: [],
};

describe('the leads that a change of many means', () => {
  it('are those that the filters find, and none that came in since', () => {
    expect(
      allFound({ q: '', flag: 'VIP', final: 'false', after: '2026-11-01T00:00:00.000Z', sort: 'created' }, NOW),
    ).toEqual({
      filter: { flag: 'VIP', final: false, after: '2026-11-01T00:00:00.000Z', before: NOW },
    });
    const earlier = '2026-11-02T00:00:00.000Z';
    expect(allFound({ before: earlier }, NOW)).toEqual({ filter: { before: earlier } });
  });

  it('can be narrowed by the marks of their status', () => {
    for (const { id } of MARK_OPTIONS) expect(markOf(filtersOfMark(id))).toBe(id);
    expect(filtersOfMark('')).toEqual({ final: '', success: '' });
    expect(markOf({ final: '', success: '' })).toBe('');
  });

  it('offer the flags that were seen, each once, with the one chosen', () => {
    expect(seenOptions(['b', 'a', '', 'b'], 'c').map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  });
});

describe('an act on leads', () => {
  const form = (changes: Partial<ActForm>): ActForm => ({ ...EMPTY_ACT, ...changes });

  it('is there once nothing is left to choose', () => {
    expect(actOf('status', EMPTY_ACT)).toBeUndefined();
    expect(actOf('list', EMPTY_ACT)).toBeUndefined();
    expect(actOf('flags', EMPTY_ACT)).toBeUndefined();
    expect(actOf('owner', EMPTY_ACT)).toBeUndefined();
    expect(actOf('owner', form({ owns: 'take', owner: 'ann' }))).toEqual({ kind: 'owner', owner: '' });
    expect(actOf('dnc', form({ reason: ' asked ' }))).toEqual({ kind: 'dnc', list: 'account', reason: 'asked' });
    expect(actOf('rerun', EMPTY_ACT)).toEqual({ kind: 'rerun' });
  });

  it('is said before it is done, for one lead and for many', () => {
    expect(planWords({ kind: 'status', status: 'SALE' }, 1412)).toBe('1,412 leads get the status SALE.');
    expect(planWords({ kind: 'flags', add: ['VIP', 'hot'], remove: ['cold'] }, 1)).toBe(
      '1 lead gets the flags VIP, hot and loses the flag cold.',
    );
    expect(planWords({ kind: 'owner', owner: '' }, 2)).toBe('2 leads lose their owner.');
    expect(planWords({ kind: 'owner', owner: 'Ann' }, 1)).toBe('1 lead is given to Ann.');
    expect(planWords({ kind: 'dnc', list: 'Account', reason: '' }, 3)).toBe('The numbers of 3 leads go on Account.');
    expect(planWords({ kind: 'list', list: 'Spring' }, 2)).toBe('2 leads move to Spring.');
    expect(planWords({ kind: 'rerun' }, 1)).toBe('1 lead runs once more.');
  });

  it('is said once it is done', () => {
    expect([doneWords('rerun', 2), doneWords('list', 1), doneWords('flags', 3)]).toEqual([
      '2 runs started.',
      '1 lead moved.',
      '3 leads changed.',
    ]);
  });

  it('says what a status brings with it', () => {
    expect(markWords({ final: false, success: false, dnc: false })).toBe('');
    expect(markWords({ final: true, success: false, dnc: true })).toBe(
      'Final: flows leave it as it is from then on. The number goes on the account’s DNC list too.',
    );
  });
});

describe('the history of a lead', () => {
  it('says before and after, and "none" where one of them is empty', () => {
    const said = (did: LeadEvent['did'], before: string, after: string) => changeWords({ did, before, after }).changes;
    expect(changeWords({ did: 'status', before: 'NEW', after: 'SALE' })).toEqual({
      deed: 'Status changed',
      changes: [{ name: '', before: 'NEW', after: 'SALE' }],
    });
    expect(said('owner', '', 'Ann')).toEqual([{ name: '', before: 'none', after: 'Ann' }]);
    expect(said('created', '', 'NEW')).toEqual([{ name: '', before: undefined, after: 'with the status NEW' }]);
    expect(said('merged', '', '')).toEqual([]);
  });

  it('calls a lead that was received for nothing not created', () => {
    const came = (after: string) => changeWords({ did: 'created', before: '', after }).deed;
    expect([came('NEW'), came('')]).toEqual(['Created', 'Received, not created']);
    const later = changeWords({ did: 'status', before: '', after: 'NEW' });
    expect(later).toEqual({
      deed: 'Created',
      changes: [{ name: '', before: undefined, after: 'with the status NEW' }],
    });
  });

  it('says of each field what it was and is', () => {
    const before = 'email: ann@example\nnote: first\nsecond: of two';
    expect(changeWords({ did: 'fields', before, after: 'email: ann@example.com\nage: 40\nabout' }).changes).toEqual([
      { name: 'email', before: 'ann@example', after: 'ann@example.com' },
      { name: 'note', before: 'first', after: 'none' },
      { name: 'second', before: 'of two', after: 'none' },
      { name: 'age', before: 'none', after: '40\nabout' },
    ]);
  });

  it('puts together what was done at once, the newest first', () => {
    const entry = { at: NOW, who: 'ann', run: null, did: 'owner', before: '', after: '' } as const;
    const later = { ...entry, at: '2026-11-22T12:00:00.000Z' };
    const strokes = strokesOf([entry, { ...entry, did: 'flags' }, { ...entry, who: 'bob' }, later]);
    expect(strokes.map(({ who, entries }) => [who, ...entries.map(({ did }) => did)])).toEqual([
      ['ann', 'owner'],
      ['bob', 'owner'],
      ['ann', 'owner', 'flags'],
    ]);
  });

  it('says who did it', () => {
    expect(whoWords('flow:intake')).toEqual({ label: 'Flow intake', to: '/flows/intake' });
    expect(whoWords('source:Web: north')).toEqual({ label: 'Source Web: north', to: '/sources?q=Web%3A%20north' });
    expect(whoWords('token:dialer')).toEqual({ label: 'Token dialer', to: undefined });
    expect(whoWords('ann@example.com')).toEqual({ label: 'ann@example.com', to: undefined });
  });
});

describe('a lead as a form', () => {
  it('sends what differs and nothing else', () => {
    const form = formOf(LEAD);
    expect(changesOf(LEAD, form)).toEqual({});
    expect(changesOf(LEAD, { ...form, owner: ' Ann ', amount: '', flags: [], externalIds: [] })).toEqual({
      owner: 'Ann',
      price: null,
      flags: [],
      externalIds: [],
    });
    expect(changesOf(LEAD, { ...form, amount: '9,5', currency: 'eur' })).toEqual({
      price: { amount: 9.5, currency: 'EUR' },
    });
    expect(changesOf(LEAD, { ...form, externalIds: [...form.externalIds, { system: '', id: '' }] })).toEqual({});
  });

  it('says at the field what is wrong', () => {
    const form = formOf(LEAD);
    expect(faultsOf(form)).toEqual({});
    expect(Object.keys(faultsOf({ ...form, amount: 'much', currency: 'US' }))).toEqual(['amount', 'currency']);
    expect(faultsOf({ ...form, currency: '' })).toEqual({});
    expect(faultsOf({ ...form, externalIds: [{ system: 'crm', id: '' }] }).externalIds).toContain('Give each id');
    const twice = { system: 'crm', id: '8' };
    expect(faultsOf({ ...form, externalIds: [...form.externalIds, twice] }).externalIds).toContain('twice');
  });

  it('has a price in words', () => {
    expect([priceWords(LEAD.price), priceWords({ amount: 1200, currency: '' }), priceWords(null)]).toEqual([
      'USD 12.50',
      '1,200.00',
      '',
    ]);
  });
});

describe('the fields of a lead as lines', () => {
  const fields = { phone: '310', age: 40, opted: true, note: null, tags: ['a'] };

  it('are the plain ones; what differs is sent as the kind of value that stood there', () => {
    const lines = linesOfFields(fields);
    expect(lines.map(({ name }) => name)).toEqual(['phone', 'age', 'opted', 'note']);
    expect(fieldChanges(fields, lines)).toEqual({});
    const typed = { phone: '', age: '41', opted: 'false', note: 'call late' } as Record<string, string>;
    const edited = lines.map((line) => ({ ...line, text: typed[line.name] ?? '' }));
    const added = { name: ' email ', text: 'ann@example.com', isNew: true };
    expect(fieldChanges(fields, [...edited, added])).toEqual({
      phone: null,
      age: 41,
      opted: false,
      note: 'call late',
      email: 'ann@example.com',
    });
  });

  it('send the number with the field that holds it, or by itself', () => {
    const lead = { fields: { phone: '(310) 555', age: 40 }, phoneRaw: '(310) 555' };
    const lines = linesOfFields(lead.fields);
    const typed = lines.map((line) => (line.name === 'phone' ? { ...line, text: '310 556' } : line));
    expect(fieldPatch(lead, lines, lead.phoneRaw)).toEqual({});
    expect(fieldPatch(lead, typed, lead.phoneRaw)).toEqual({ fields: { phone: '310 556' }, phone: '310 556' });
    const other = { fields: { age: 40 }, phoneRaw: '310' };
    expect(fieldPatch(other, linesOfFields(other.fields), ' 311 ')).toEqual({ phone: '311' });
    expect(numberField({ fields: { note: '' }, phoneRaw: '' })).toBeUndefined();
  });

  it('say what is wrong with one that was added', () => {
    const empty = { name: '', text: '', isNew: true };
    expect(lineFault(empty, [empty], fields)).toBeUndefined();
    expect(lineFault({ ...empty, text: 'x' }, [], fields)).toContain('Type the name');
    expect(lineFault({ ...empty, name: 'age' }, [], fields)).toContain('already');
  });
});

describe('contact data', () => {
  it('says in one sentence what there is none of', () => {
    const part = { raw: '1', normal: '1', valid: null, says: '' } as const;
    const has = (['phone', 'email', 'name', 'address', 'state'] as const).map((each) => ({ ...part, part: each }));
    expect(absentWords(has)).toBe('Its fields hold no postal code, date of birth, or IP address.');
    const rest = (['postalCode', 'dateOfBirth', 'ip'] as const).map((each) => ({ ...part, part: each }));
    expect(absentWords([...has, ...rest])).toBe('');
    expect(partWords('email')).toBe('E-mail');
  });
});
