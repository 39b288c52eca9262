// Text with places: what is a place, what is not, and what a fault says.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endpointTexts, resultsUsed } from '../../flows/language/endpoint-places.ts';
import { fillPlaces, placesIn, readPath, readPlaces } from '../../flows/language/places.ts';

const places = (text: string) => placesIn(readPlaces(text)).map(({ source, name, path }) => ({ source, name, path }));

describe('a text with places', () => {
  it.each([
    ['{field.api_key}', { source: 'field', name: 'api_key', path: '' }],
    ['{field.form[email]}', { source: 'field', name: 'form[email]', path: '' }],
    ['{tenant}', { source: 'tenant', name: '', path: '' }],
    ['{host}', { source: 'host', name: '', path: '' }],
    ['{token}', { source: 'token', name: '', path: '' }],
    ['{body}', { source: 'body', name: '', path: '' }],
    ['{body.contacts.0.phone}', { source: 'body', name: '', path: 'contacts.0.phone' }],
    ['{body.First Name}', { source: 'body', name: '', path: 'First Name' }],
    ['{ body.phone }', { source: 'body', name: '', path: 'phone' }],
    ['{result.contact}', { source: 'result', name: 'contact', path: '' }],
    ['{result.contact.data.id}', { source: 'result', name: 'contact', path: 'data.id' }],
  ])('has %s as a place', (text, place) => {
    expect(readPlaces(text).faults).toEqual([]);
    expect(places(text)).toEqual([place]);
  });

  it.each(['{"a": {"b": 1}}', '{}', '<a>{ }</a>', 'a{1,3}', '{{"a"}}', 'plain', '', '{\n  "a": []\n}'])(
    'leaves %j as it is',
    (text) => {
      expect(readPlaces(text)).toEqual({ parts: text === '' ? [] : [text], faults: [] });
    },
  );

  it('finds places inside JSON, and takes doubled braces for the text itself', () => {
    const text = readPlaces('{"phone": "{body.phone}", "n": {body.n}}{{body.n}}');
    expect(fillPlaces(text, ({ path }) => path.toUpperCase())).toBe('{"phone": "PHONE", "n": N}{body.n}');
  });

  it.each(['{lead.phone}', '{field}', '{field.}', '{tenant.id}', '{token.x}', '{result}', '{result.}', '{color: red}'])(
    'refuses %s and says what to write',
    (text) => {
      const { parts, faults } = readPlaces(text);
      expect(parts).toEqual([text]);
      expect(faults).toHaveLength(1);
      expect(faults[0]?.says).toContain(text);
      expect(faults[0]?.remedy).toContain('{body.…}');
    },
  );

  it('is not changed by filling each place with what is written there', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('{body.a}', '{tenant}', 'x', '{', '}', '"', ' ')), (pieces) => {
        const text = pieces.join('');
        fc.pre(!/\{\{[ \t]*[A-Za-z_]/.test(text));
        const read = readPlaces(text);
        fc.pre(!/\{[ \t]+[A-Za-z_]|[A-Za-z_][ \t]+\}/.test(text));
        return fillPlaces(read, (place) => `{${place.text}}`) === text;
      }),
    );
  });
});

describe('an endpoint', () => {
  it('has bare names of the body in its path, and the other sources beside them', () => {
    expect(placesIn(readPath('/t/{tenant}/leads/{lead.id}')).map(({ source, path }) => [source, path])).toEqual([
      ['tenant', ''],
      ['body', 'lead.id'],
    ]);
  });

  it('names every text that it has places in, and each kept result once', () => {
    const endpoint = {
      name: 'Note',
      method: 'POST' as const,
      path: '/leads/{result.lead.id}/notes',
      parameters: [{ name: 'api_key' }, { name: 'X-Owner', value: '{result.owner.id}{result.lead.id}' }],
      body: { template: 'a {body.b}' },
    };
    expect(endpointTexts(endpoint).map(({ where }) => where)).toEqual([
      'path',
      'parameters.0.value',
      'parameters.1.value',
      'body.template',
    ]);
    expect(resultsUsed(endpoint)).toEqual(['lead', 'owner']);
    expect(resultsUsed(endpoint)).toBe(resultsUsed(endpoint));
  });
});
