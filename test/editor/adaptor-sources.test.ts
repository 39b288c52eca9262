// Where a mapping's rows and samples come from: names that match, pasted fields, comma targets, runs, the tree of paths.
import { describe, expect, it } from 'vitest';
import { isUnmapped, matchNames, withMatches } from '../../editor/pages/adaptors/match-names.ts';
import { likeness, normalName } from '../../editor/pages/adaptors/names.ts';
import { sampleOf } from '../../editor/pages/adaptors/samples.ts';
import { branchesOf, filtered, shownAt } from '../../editor/pages/adaptors/source-branches.ts';
import { splitTargets } from '../../editor/pages/adaptors/split-targets.ts';
import { targetsOf } from '../../editor/pages/adaptors/targets.ts';
import { firstOf } from '../../editor/pages/adaptors/use-samples.ts';
import { withSource } from '../../editor/pages/adaptors/with-source.ts';
import type { AdaptorField, JsonObject } from '../../flows/language/document.ts';

const LEAD: JsonObject = {
  phone_number: '(555) 010-2030',
  first_name: 'Ann',
  last_name: 'Lee',
  email: 'ann@example.com',
  address1: '1 Main St',
  city: 'Reno',
  state: 'NV',
  postal_code: '89501',
  date_of_birth: '04/23/1985',
  lead_source: 'web',
  income: '52000',
  custom_field_1: 'a',
};
const VIEW: JsonObject = { lead: LEAD, steps: { ask: { id: 7, status: 'new' } }, trigger: {}, vars: {} };

function named(...targets: string[]): AdaptorField[] {
  return targets.map((target) => ({ target }));
}

function pathsOf(fields: readonly AdaptorField[], view = VIEW): Record<string, string> {
  return Object.fromEntries(matchNames(fields, view).map(({ index, path }) => [fields[index]?.target ?? '', path]));
}

describe('auto-match', () => {
  it('finds what is called the same, or is known by another name', () => {
    const targets = ['firstName', 'lname', 'EmailAddress', 'contact.phone', 'zip', 'birthdate', 'adress1', 'City'];
    expect(pathsOf(named(...targets, 'leadSource'))).toEqual({
      firstName: 'lead.first_name',
      lname: 'lead.last_name',
      EmailAddress: 'lead.email',
      'contact.phone': 'lead.phone_number',
      zip: 'lead.postal_code',
      birthdate: 'lead.date_of_birth',
      adress1: 'lead.address1',
      City: 'lead.city',
      leadSource: 'lead.lead_source',
    });
  });

  it('never touches a row that is mapped or fixed, and never takes one path twice', () => {
    const fields: AdaptorField[] = [
      { target: 'first_name', from: 'vars.x' },
      { target: 'city', value: 'Reno' },
      { target: 'phone' },
      { target: 'mobile' },
    ];
    const matches = matchNames(fields, VIEW);
    expect(matches.map(({ index }) => index)).toEqual([2]);
    expect(withMatches(fields, matches)).toEqual([
      fields[0],
      fields[1],
      { target: 'phone', from: 'lead.phone_number' },
      { target: 'mobile' },
    ]);
  });

  it('gives a path that a row has already to its namesake alone', () => {
    const fields: AdaptorField[] = [
      { target: 'mobile', from: '$trim(lead.phone_number)' },
      { target: 'tel' },
      { target: 'phoneNumber' },
    ];
    expect(pathsOf(fields)).toEqual({ phoneNumber: 'lead.phone_number' });
    expect(pathsOf(fields.slice(0, 2))).toEqual({});
  });

  it('looks at the type that the receiver wants', () => {
    expect(pathsOf([{ target: 'income', type: 'number' }])).toEqual({ income: 'lead.income' });
    expect(pathsOf([{ target: 'state', type: 'number' }])).toEqual({});
    expect(pathsOf([{ target: 'state', type: 'boolean' }])).toEqual({});
  });

  it('keeps numbered fields apart, and leaves alone what is only a little alike', () => {
    expect(pathsOf(named('custom_field_2', 'firstname_of_agent', 'income_range'))).toEqual({});
    expect(matchNames(named('adress1'), VIEW)[0]?.confidence).toBeGreaterThanOrEqual(0.85);
    expect(likeness('abc', 'abd')).toBeCloseTo(2 / 3);
    expect(normalName('leadFirst_Name')).toBe('firstname');
    expect(normalName('lead')).toBe('lead');
  });

  it('takes the lead before what a step found', () => {
    const view = { lead: { id: 1 }, steps: { ask: { id: 7 } } };
    expect(pathsOf(named('id'), view)).toEqual({ id: 'lead.id' });
    expect(matchNames(named('ask.status'), VIEW)[0]).toMatchObject({ path: 'steps.ask.status', confidence: 1 });
  });
});

describe('targets that are pasted', () => {
  it('come with type and required from a JSON Schema', () => {
    const schema = {
      type: 'object',
      required: ['phone', 'contact'],
      properties: {
        phone: { type: 'string', description: 'Ten digits.' },
        age: { type: ['integer', 'null'] },
        optIn: { type: 'boolean', default: false },
        source: { const: 'web' },
        contact: { $ref: '#/$defs/contact' },
        tags: { type: 'array', items: { type: 'string' } },
        homes: { type: 'array', items: { type: 'object', properties: { zip: { type: 'string' } } } },
        'a.b': { type: 'string' },
      },
      $defs: { contact: { type: 'object', required: ['first'], properties: { first: {}, last: {} } } },
    };
    expect(targetsOf(JSON.stringify(schema))).toEqual({
      from: 'JSON Schema',
      leftOut: ['a.b'],
      targets: [
        { target: 'phone', required: true, type: 'string', comment: 'Ten digits.' },
        { target: 'age', type: 'number' },
        { target: 'optIn', type: 'boolean', default: false },
        { target: 'source', value: 'web' },
        { target: 'contact.first', required: true },
        { target: 'contact.last' },
        { target: 'tags' },
        { target: 'homes.0.zip', type: 'string' },
      ],
    });
  });

  it('a schema that names itself ends', () => {
    const schema = { type: 'object', properties: { a: { type: 'string' }, again: { $ref: '#' } } };
    expect(targetsOf(JSON.stringify(schema))).toMatchObject({
      targets: expect.arrayContaining([{ target: 'a', type: 'string' }]),
    });
  });

  it('come from a sample, a query string, or names one a line', () => {
    const targets = (text: string): unknown => {
      const found = targetsOf(text);
      return 'says' in found ? found.says : found.targets;
    };
    expect(targets('{"phone": "1", "list_id": 7, "who": {"first": "A"}, "rows": [{"x": true}]}')).toEqual([
      { target: 'phone' },
      { target: 'list_id', type: 'number' },
      { target: 'who.first' },
      { target: 'rows.0.x', type: 'boolean' },
    ]);
    expect(targets('https://api.example.com/insert?phone=1&first_name=A&phone=2')).toEqual(
      named('phone', 'first_name'),
    );
    expect(targets('a=1&b=')).toEqual(named('a', 'b'));
    expect(targets('first_name\n\nphone *\nphone_1, phone_2\n')).toEqual([
      { target: 'first_name' },
      { target: 'phone', required: true },
      { target: 'phone_1' },
      { target: 'phone_2' },
    ]);
    expect(targets('')).toContain('one field name a line');
    expect(targets('{"a": ')).toContain('This is not JSON');
    expect(targets('our phone number')).toContain('has a space in it');
  });

  it('with commas are a row each, with all else alike', () => {
    expect(splitTargets({ target: 'phone_1, phone_2,', from: 'lead.phone', required: true })).toEqual([
      { target: 'phone_1', from: 'lead.phone', required: true },
      { target: 'phone_2', from: 'lead.phone', required: true },
    ]);
    expect(splitTargets({ target: ' phone ' })).toEqual([{ target: 'phone' }]);
    expect(splitTargets({ target: ',' })).toEqual([{ target: '' }]);
  });
});

describe('a path put into a row', () => {
  it('takes the place of a fixed value and leaves the rest', () => {
    const field: AdaptorField = { target: 'phone', value: '1', required: true, default: 'none' };
    expect(withSource(field, 'lead.phone')).toEqual({
      target: 'phone',
      from: 'lead.phone',
      required: true,
      default: 'none',
    });
    expect(isUnmapped({ target: 'phone', from: ' ' })).toBe(true);
    expect(isUnmapped(withSource({ target: 'phone' }, 'lead.phone'))).toBe(false);
  });
});

describe('samples', () => {
  it('are made of pasted JSON: a lead, or the whole view', () => {
    expect(sampleOf('{"phone": "1"}', 5)).toMatchObject({
      id: 'pasted',
      now: 5,
      view: { lead: { phone: '1' }, steps: {} },
    });
    expect(sampleOf('{"lead": {"a": 1}, "steps": {"ask": 2}}')).toMatchObject({
      view: { lead: { a: 1 }, steps: { ask: 2 } },
    });
    expect(sampleOf('{"lead": {"a": 1}, "phone": 2}')).toMatchObject({ view: { lead: { lead: { a: 1 }, phone: 2 } } });
    expect(sampleOf('[1]')).toMatchObject({ says: expect.stringContaining('one object') });
    expect(sampleOf('{')).toMatchObject({ says: expect.stringContaining('not JSON') });
  });

  it('begin with the one of the address, then the last used, then the newest', () => {
    const runs = ['r1', 'r2'].map((id) => ({ id, run: id, label: id }));
    expect(firstOf([{ id: 'r9 map', run: 'r9', label: '' }, ...runs], 'r2', true)).toBe('r9 map');
    expect(firstOf(runs, 'r2', true)).toBe('r2');
    expect(firstOf(runs, 'pasted', true)).toBe('pasted');
    expect(firstOf(runs, 'gone', false)).toBe('r1');
    expect(firstOf([], null, true)).toBe('pasted');
    expect(firstOf([], null, false)).toBeUndefined();
  });
});

describe('the tree of a sample', () => {
  it('names each place as an expression writes it', () => {
    const view = { lead: { 'first name': 'Ann', rows: [{ id: 7 }] }, steps: {} };
    expect(shownAt(view, 'lead.`first name`')).toBe('"Ann"');
    expect(shownAt(view, 'lead.rows[0].id')).toBe('7');
    expect(branchesOf(view).map(({ path }) => path)).toEqual(['lead']);
  });

  it('is filtered by name, path and value, with the branches above', () => {
    const paths = (filter: string): string[] =>
      filtered(branchesOf(VIEW), filter).flatMap((root) => root.children.map(({ path }) => path));
    expect(paths('phone')).toEqual(['lead.phone_number']);
    expect(paths('reno')).toEqual(['lead.city']);
    expect(paths('lead name')).toEqual(['lead.first_name', 'lead.last_name']);
    expect(paths('nothing like it')).toEqual([]);
  });
});
