// When two leads are equal: the parts of a duplicate key, however they were typed, and what is no part at all.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { check } from '../../flows/language/check.ts';
import type { Json, JsonObject } from '../../flows/language/document.ts';
import { type KeyKind, keysOfLead, normalPart } from '../../flows/language/reservation.ts';
import { catalogue } from '../../nodes/registry.ts';
import { readPhone } from '../../server/tools/read-phone.ts';

const phone = (raw: Json) => readPhone(raw, 'US').e164;
const normal = (value: Json | undefined, as: KeyKind) => normalPart(value, as, phone);

describe('a part of a key', () => {
  it.each<[KeyKind, Json, Json]>([
    ['phone', '(310) 555-0123', '+1 310 555 0123'],
    ['phone', 3105550123, '310.555.0123'],
    ['email', ' Ann@Example.COM', 'ann@example.com\u200b'],
    ['text', 'Mu\u0308ller  STRASSE', 'm\u00fcller straße'],
    ['text', 'STRA\u1e9eE', 'strasse'],
    ['text', ' Ann\u00a0Lee ', 'ann lee'],
    ['digits', 'ZIP 90-210', '９０２１０'],
    ['exact', 'A-1', 'A-1'],
  ])('as %s is the same in %j and %j', (as, one, other) => {
    expect(normal(one, as)).toBe(normal(other, as));
    expect(normal(one, as)).not.toBe('');
  });

  it.each<[KeyKind, Json, Json]>([
    ['exact', 'A-1', 'a-1'],
    ['exact', '1', '01'],
    ['text', 'Ann Lee', 'AnnLee'],
    ['phone', '310 555 0123', '310 555 0124'],
  ])('as %s is not the same in %j and %j', (as, one, other) => {
    expect(normal(one, as)).not.toBe(normal(other, as));
  });

  it.each<[KeyKind, Json | undefined]>([
    ['phone', ''],
    ['phone', 'n/a'],
    ['phone', '0000000'],
    ['email', 'none'],
    ['email', '@'],
    ['text', ' \u00a0\u200b\ufeff'],
    ['text', null],
    ['text', undefined],
    ['text', ['Ann']],
    ['digits', 'none'],
    ['exact', ' \t'],
    ['exact', {}],
  ])('as %s is blank in %j', (as, value) => {
    expect(normal(value, as)).toBe('');
  });

  it('stays what it is where it is normalised again', () => {
    const kinds: KeyKind[] = ['email', 'text', 'digits', 'exact'];
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom(...kinds), (text, as) => {
        const once = normal(text, as);
        expect(normal(once, as)).toBe(once);
      }),
    );
  });
});

describe('the keys of a lead', () => {
  const of = (values: [Json | undefined, KeyKind][], match: 'all' | 'any') =>
    keysOfLead(
      values.map(([value, as]) => ({ value, as })),
      match,
      phone,
    );

  it('are one of all parts, and none where a part is blank', () => {
    const { keys } = of(
      [
        ['310 555 0123', 'phone'],
        ['Ann', 'text'],
      ],
      'all',
    );
    expect(keys).toEqual([{ parts: ['phone:+13105550123', 'text 2:ann'], says: '+13105550123, ann' }]);
    const none = of(
      [
        ['310 555 0123', 'phone'],
        ['', 'text'],
      ],
      'all',
    );
    expect(none).toEqual({ keys: [], blank: [2] });
  });

  it('are one for each part that is not blank, where any of them is enough', () => {
    const { keys, blank } = of(
      [
        ['310 555 0123', 'phone'],
        ['+13105550123', 'phone'],
        ['', 'email'],
        ['7', 'exact'],
        ['7', 'exact'],
      ],
      'any',
    );
    expect(keys.map(({ parts }) => parts)).toEqual([['phone:+13105550123'], ['exact 4:7'], ['exact 5:7']]);
    expect(blank).toEqual([3]);
  });

  it('do not run into each other, whatever the parts hold', () => {
    const two = (a: string, b: string) =>
      JSON.stringify(
        of(
          [
            [a, 'exact'],
            [b, 'exact'],
          ],
          'all',
        ).keys[0]?.parts,
      );
    expect(two('a', 'b","exact 2:c')).not.toBe(two('a","exact 2:b', 'c'));
  });
});

describe('a reserve step', () => {
  const problems = (config: JsonObject) => {
    const document = {
      leadflow: 1 as const,
      name: 'Once',
      nodes: {
        in: { type: 'webhook', config: { path: 'once', fields: [{ name: 'phone' }] } },
        once: { type: 'reserve', config },
        yes: { type: 'stop', config: { outcome: 'accepted', reason: 'New.' } },
      },
      edges: [
        { from: 'in', port: 'lead', to: 'once' },
        { from: 'once', port: 'free', to: 'yes' },
        { from: 'once', port: 'taken', to: 'yes' },
      ],
    };
    const known = { connections: {}, adaptors: {}, lists: [], dncLists: [], leadLists: [], statuses: [], paths: {} };
    const found = check(
      { document, files: {}, layout: { nodes: {} } },
      {
        catalogue: catalogue(),
        known: { ...known, flows: {} },
      },
    );
    return found.map(({ code, node, field }) => [code, node, field].filter(Boolean).join(' '));
  };
  const keys = [{ value: 'lead.phone', as: 'phone' }];

  it.each<[JsonObject, string[]]>([
    [{ keys }, []],
    [{ keys, window: 'forever', scope: 'campaign', campaign: 'Solar' }, []],
    [{}, ['FIELD_MISSING once keys']],
    [{ keys: [] }, ['FIELD_MISSING once keys']],
    [{ keys: [{ value: '', as: 'phone' }] }, ['FIELD_MISSING once keys.0.value']],
    [{ keys: [{ value: 'lead.email', as: 'email' }] }, ['FIELD_NOT_DECLARED once keys.0.value']],
    [{ keys: [{ value: 'lead.Phone', as: 'phone' }] }, ['FIELD_RENAMED once keys.0.value']],
    [{ keys: [{ value: 'vars.x', as: 'exact' }] }, ['VALUE_UNKNOWN once keys.0.value']],
    [{ keys, window: 'a month' }, ['FIELD_WRONG once window']],
    [{ keys, window: '0d' }, ['FIELD_WRONG once window']],
    [{ keys, scope: 'campaign' }, ['FIELD_MISSING once campaign']],
    [{ keys, scope: 'list', list: 'gone' }, ['LEAD_LIST_UNKNOWN once list']],
  ])('with %j has the problems %j', (config, expected) => {
    expect(problems(config)).toEqual(expected);
  });
});
