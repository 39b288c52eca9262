// The places in a config that hold expressions or names, and the texts that look like secrets.
import { describe, expect, it } from 'vitest';
import { bundleFrom } from '../../flows/language/bundle.ts';
import type { JsonSchema } from '../../flows/language/catalogue.ts';
import { adaptorReads, checkAdaptor } from '../../flows/language/check-adaptor.ts';
import { Failure } from '../../flows/language/failures.ts';
import { looksLikeSecret } from '../../flows/language/secret.ts';
import { expressionSlots, refSlots } from '../../flows/language/slots.ts';
import { alternativeOf, misfits } from '../../flows/language/structure.ts';
import { bundleOf, CATALOGUE, cleanDocument } from './sample.ts';

const SCHEMA: JsonSchema = {
  type: 'object',
  properties: {
    body: { type: 'string', 'x-expression': 'only' },
    text: { type: 'string', 'x-expression': 'allowed' },
    rows: {
      type: 'array',
      items: { type: 'object', properties: { value: { 'x-expression': 'allowed' }, list: { 'x-ref': 'list' } } },
    },
    lists: { type: 'array', items: { type: 'string', 'x-ref': 'dnc-list' } },
    status: { type: 'string', 'x-ref': 'status', 'x-expression': 'allowed' },
    connection: { type: 'string', 'x-ref': 'connection' },
    endpoint: { type: 'string', 'x-ref': 'endpoint', 'x-depends-on': 'connection' },
    values: { type: 'object', additionalProperties: { type: 'string', 'x-expression': 'only' } },
    auth: {
      anyOf: [
        { type: 'object', properties: { type: { const: 'a' }, user: { 'x-expression': 'only' } }, required: ['type'] },
        { type: 'object', properties: { type: { const: 'b' }, token: { 'x-expression': 'only' } }, required: ['type'] },
      ],
    },
  },
};

describe('expression slots', () => {
  it('are found in fields, rows, named values and alternatives', () => {
    const config = {
      body: 'lead',
      text: '=lead.a',
      rows: [{ value: 'fixed' }, { value: '=lead.b' }],
      values: { x: '1', y: '' },
      auth: { type: 'b', token: 'lead.t', user: 'not this' },
    };
    expect(expressionSlots(SCHEMA, config)).toEqual([
      { path: ['body'], text: 'lead' },
      { path: ['text'], text: 'lead.a' },
      { path: ['rows', 1, 'value'], text: 'lead.b' },
      { path: ['values', 'x'], text: '1' },
      { path: ['auth', 'token'], text: 'lead.t' },
    ]);
  });

  it('take their text from files', () => {
    const files = { 'a.jsonata': '1 +\n2\n', 'b.jsonata': '=lead.b\n', 'c.jsonata': 'plain text' };
    expect(expressionSlots(SCHEMA, { body: { file: 'a.jsonata' }, text: { file: 'b.jsonata' } }, files)).toEqual([
      { path: ['body'], text: '1 +\n2', file: 'a.jsonata' },
      { path: ['text'], text: 'lead.b', file: 'b.jsonata' },
    ]);
    expect(expressionSlots(SCHEMA, { text: { file: 'c.jsonata' } }, files)).toEqual([]);
    expect(expressionSlots(SCHEMA, { body: { file: 'gone.jsonata' } }, files)).toEqual([
      { path: ['body'], text: '', file: 'gone.jsonata' },
    ]);
  });

  it('are none where the value is of another kind', () => {
    expect(expressionSlots(SCHEMA, { body: 5, text: null, rows: 'x', values: ['a'], auth: [] })).toEqual([]);
  });
});

describe('reference slots', () => {
  it('are found with their kind, blank ones and expressions left out', () => {
    const config = {
      connection: 'acme',
      endpoint: 'find',
      lists: ['a', ''],
      status: '=steps.x',
      rows: [{ list: 'l' }],
    };
    expect(refSlots(SCHEMA, config)).toEqual([
      { path: ['rows', 0, 'list'], ref: 'list', value: 'l' },
      { path: ['lists', 0], ref: 'dnc-list', value: 'a' },
      { path: ['connection'], ref: 'connection', value: 'acme' },
      { path: ['endpoint'], ref: 'endpoint', value: 'find', dependsOn: 'connection' },
    ]);
    expect(refSlots(SCHEMA, { status: 'NEW' })).toEqual([{ path: ['status'], ref: 'status', value: 'NEW' }]);
  });
});

describe('the structural check', () => {
  it('takes the alternative that a value is meant for', () => {
    const auth = SCHEMA.properties?.auth ?? {};
    expect(alternativeOf(auth, { type: 'b' })).toBe(auth.anyOf?.[1]);
    expect(alternativeOf(auth, { type: 'c' })).toBe(auth);
    expect(misfits({ anyOf: [{ const: 'x' }, { const: 'y' }] }, 'z')[0]?.says).toBe(
      'The document must be one of x, y, but it is the text “z”.',
    );
  });

  it('counts rows and characters', () => {
    const schema: JsonSchema = {
      type: 'object',
      properties: { a: { type: 'array', minItems: 1, maxItems: 2, items: { maxLength: 3 } } },
    };
    const says = (value: string[]) => misfits(schema, { a: value }).map((one) => one.says);
    expect(says([])).toEqual(['“a” needs at least 1.']);
    expect(says(['', '', ''])).toEqual(['“a” may have at most 2.']);
    expect(says(['abcd'])).toEqual(['row 1 of “a” is too long: at most 3 characters, but it has 4.']);
  });
});

describe('a bundle from outside', () => {
  it('is taken where it has the shape, and gets what it may leave out', () => {
    const document = cleanDocument();
    expect(bundleFrom({ document })).toEqual(bundleOf(document));
    expect(
      bundleFrom({ document: { leadflow: 1, name: 'x', nodes: { a: { type: 't' } }, edges: [] } }).document.nodes.a,
    ).toEqual({ type: 't', config: {} });
  });

  it('is refused with the place otherwise', () => {
    const refused = (value: unknown): string[] => {
      try {
        bundleFrom(value);
        return [];
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        expect(error.code).toBe('REQUEST_INVALID');
        return error.fields.map(({ field }) => field);
      }
    };
    const document = cleanDocument();
    expect(refused(null)).toEqual(['']);
    expect(refused({})).toEqual(['document']);
    expect(refused({ document: { ...document, edges: [{ from: 'a' }] } })).toEqual([
      'document.edges.0.port',
      'document.edges.0.to',
    ]);
    expect(refused({ document, files: { '../x': '' } })).toEqual(['files.../x']);
    expect(refused({ document, layout: { nodes: { a: [1] } } })).toEqual(['layout.nodes.a']);
    expect(refused(JSON.parse('{"document":{"__proto__":{}}}'))).toEqual(['document']);
  });
});

describe('adaptors', () => {
  it('say what they read', () => {
    const fields = [
      { target: 'a', from: 'lead.x & steps.ask.y' },
      { target: 'b', value: 1 },
      { target: 'c', from: '((' },
    ];
    expect(adaptorReads({ leadflow: 1, name: 'x', fields })).toEqual([
      ['lead', 'x'],
      ['steps', 'ask', 'y'],
    ]);
  });

  it('are checked: expressions, targets that cannot be or collide, two values', () => {
    const fields = [
      { target: 'a.b', from: 'lead.x' },
      { target: 'a', from: 'lead.y' },
      { target: '__proto__.x', value: 1 },
      { target: 'c', from: '((', value: 1 },
    ];
    const found = checkAdaptor({ leadflow: 1, name: 'x', fields });
    expect(found.map(({ code, field }) => [code, field])).toEqual([
      ['TARGET_WRONG', 'fields.1.target'],
      ['TARGET_WRONG', 'fields.2.target'],
      ['FIELD_WRONG', 'fields.3.value'],
      ['EXPRESSION_UNREADABLE', 'fields.3.from'],
    ]);
    expect(
      checkAdaptor({
        leadflow: 1,
        name: 'x',
        fields: [
          { target: 'a.0.b', from: 'lead.x' },
          { target: 'a.1.b', value: null },
        ],
      }),
    ).toEqual([]);
  });
});

describe('secrets', () => {
  it('are known by their form or their randomness', () => {
    const secrets = [
      'Bearer abcdefghijklmnop1234',
      'Authorization: Basic dXNlcjpwYXNzd29yZDEyMw==',
      'sk_live_4eC39HqLyjWDarjtT1zdp7dc',
      'AKIAIOSFODNN7EXAMPLE',
      'ghp_16C7e42F292c6912E7710c838347Ae178B4a',
      'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abc',
      '-----BEGIN RSA PRIVATE KEY-----',
      '5f4dcc3b5aa765d61d8327deb882cf99',
      '{ "token": "q7Yt3Zp0Lk9Xv2Bn8Mw4Rc6Ds1" }',
    ];
    for (const text of secrets) expect(looksLikeSecret(text), text).toBe(true);
  });

  it('are not names, words, paths, expressions, ids and phone numbers', () => {
    const others = [
      'secret:acme-token',
      'acme-crm-find-lead-by-phone-number-2',
      'The CRM answered with a status that the table does not know.',
      'steps.validateThePhoneNumberOfTheLead2.fields.external_reference_id',
      '$replace($replace($string(lead.phone_number), /[^0-9]/, ""), /^1([0-9]{10})$/, "$1")',
      '6f9619ff-8b86-d011-b42d-00cf4fc964ff',
      '+13105550123',
      'https://api.acme.example/v1/leads/2026/campaigns/summer2026sale',
      '{"success":true,"data":{"lead_id":"65007347"}}',
      'bearer of bad news',
    ];
    for (const text of others) expect(looksLikeSecret(text), text).toBe(false);
  });

  it('are in no default or example of the sample catalogue', () => {
    expect(looksLikeSecret(JSON.stringify(CATALOGUE))).toBe(false);
  });
});
