// What New Connect makes of what was typed: documents, secrets, faults, and the fields of an adaptor from a sample.
import { describe, expect, it } from 'vitest';
import { connectFaults } from '../../editor/pages/connections/connect/connect-faults.ts';
import { type ConnectForm, documentsOf, EMPTY_CONNECT } from '../../editor/pages/connections/connect/connect-form.ts';
import { fromTemplate, givesToken, withAddress } from '../../editor/pages/connections/connect/connect-start.ts';
import { requestLines } from '../../editor/pages/connections/connect/request-lines.ts';
import { sampleFields, shownSource, withShownSource } from '../../editor/pages/connections/connect/sample-fields.ts';
import { readExport } from '../../editor/pages/connections/exchange/import-file.ts';
import type { TemplateDocument } from '../../flows/language/receivers.ts';

const NOTHING = { connections: [], adaptors: [] };
const FORM: ConnectForm = {
  ...EMPTY_CONNECT,
  name: 'Acme CRM',
  url: 'https://api.acme.example/v1/leads?list=7',
  adaptor: { is: 'known', slug: 'acme-crm' },
};
const TEMPLATE: TemplateDocument = {
  leadflow: 1,
  name: 'rest',
  label: 'REST',
  parameters: [
    { name: 'client_id', in: 'body', required: true },
    { name: 'client_secret', in: 'body', secret: true },
  ],
  auth: { type: 'token', endpoint: 'sign-in', token: 'data.token' },
  endpoints: {
    'sign-in': { name: 'Sign in', type: 'auth', method: 'POST', path: '/token' },
    create: {
      name: 'Create',
      method: 'POST',
      path: '/{tenant}/contacts',
      send: 'json',
      receive: 'json',
      adaptor: 'rest-contact',
      answer: { rules: [{ path: 'ok', value: 'true', outcome: 'accepted' }] },
    },
  },
};

describe('the documents of New Connect', () => {
  it('hold connection and endpoint, the token as a reference, and the query of the address as parameters', () => {
    const made = documentsOf({ ...FORM, token: { ...FORM.token, value: ' t-1 ' } }, NOTHING);
    expect(made).toMatchObject({ slug: 'acme-crm', endpoint: 'v1-leads', secrets: { 'acme-crm-token': 't-1' } });
    expect(made.connection).toEqual({
      leadflow: 1,
      name: 'Acme CRM',
      scheme: 'https',
      host: 'api.acme.example',
      auth: { type: 'bearer', secret: 'secret:acme-crm-token' },
      endpoints: {
        'v1-leads': {
          name: 'Post to Acme CRM',
          method: 'POST',
          path: '/v1/leads',
          send: 'json',
          receive: 'json',
          parameters: [{ name: 'list', in: 'query', value: '7' }],
          adaptor: 'acme-crm',
        },
      },
    });
  });

  it('take a short name that neither a connection nor a page has', () => {
    expect(documentsOf(FORM, { ...NOTHING, connections: ['acme-crm'] }).slug).toBe('acme-crm-2');
    expect(documentsOf({ ...FORM, name: 'New' }, NOTHING).slug).toBe('new-2');
  });

  it('keep a header that shows who we are as a secret, and others as they are', () => {
    const headers = [
      { name: 'Authorization', value: 'OAuth abc' },
      { name: 'X-Campaign', value: 'spring' },
    ];
    const { connection, secrets } = documentsOf({ ...FORM, headers }, NOTHING);
    expect(connection.headers).toEqual([
      { name: 'Authorization', value: 'secret:acme-crm-authorization' },
      { name: 'X-Campaign', value: 'spring' },
    ]);
    expect(secrets).toEqual({ 'acme-crm-authorization': 'OAuth abc' });
  });

  it('send a RAW text of pairs as a form, and another as it stands', () => {
    const bodyOf = (raw: string) => {
      const { connection, endpoint } = documentsOf({ ...FORM, send: 'raw', raw }, NOTHING);
      return connection.endpoints[endpoint]?.body;
    };
    const contentType = 'application/x-www-form-urlencoded';
    expect(bodyOf('a={body.a}')).toEqual({ template: 'a={body.a}', contentType, escape: 'url' });
    expect(bodyOf('{body.a};{body.b}')).toEqual({ template: '{body.a};{body.b}' });
  });

  it('leave a call of the template in the template, and copy it with its reading once something differs', () => {
    const start = { ...fromTemplate(EMPTY_CONNECT, { slug: 'rest', document: TEMPLATE }), url: 'crm.example' };
    const form = { ...start, tenant: 'cc-1', fields: { client_id: 'me', client_secret: 's3' } };
    const made = documentsOf(form, NOTHING);
    expect(made.connection).toEqual({
      leadflow: 1,
      name: 'REST',
      template: 'rest',
      tenant: 'cc-1',
      scheme: 'https',
      host: 'crm.example',
      fields: { client_id: 'me', client_secret: 'secret:rest-client-secret' },
      endpoints: {},
    });
    const other = documentsOf({ ...form, adaptor: { is: 'known', slug: 'mine' } }, NOTHING);
    expect(other.connection.endpoints).toEqual({ create: { ...TEMPLATE.endpoints.create, adaptor: 'mine' } });
  });
});

describe('the faults of New Connect', () => {
  it('are none where a POST has name, address and adaptor', () => {
    expect(connectFaults(FORM)).toEqual({});
    expect(Object.keys(connectFaults(EMPTY_CONNECT))).toEqual(['name', 'url', 'adaptor']);
  });

  it('ask for no adaptor where nothing is posted', () => {
    expect(connectFaults({ ...FORM, method: 'GET', adaptor: { is: 'known', slug: '' } })).toEqual({});
  });

  it('name a header that (C) and (D) both set', () => {
    const headers = [{ name: 'authorization', value: 'x' }];
    expect(connectFaults({ ...FORM, headers, token: { ...FORM.token, value: 't' } }).headers).toContain('(C)');
  });

  it('ask for what the template needs of each connection', () => {
    const form = fromTemplate(FORM, { slug: 'rest', document: TEMPLATE });
    expect(Object.keys(connectFaults(form))).toEqual(['fields.client_id', 'tenant']);
    expect(givesToken(TEMPLATE)).toBe(true);
  });
});

describe('an address with a key in its query', () => {
  it('gives the key to (C), and keeps the rest', () => {
    const { form, notice } = withAddress({ ...FORM, url: 'https://a.example/x?auth_token=abc&list=7' });
    expect(form.url).toBe('https://a.example/x?list=7');
    expect(form.token).toEqual({ value: 'abc', in: 'query', name: 'auth_token', prefix: '' });
    expect(notice).toContain('auth_token');
  });

  it('is never shown, nor is any other secret', () => {
    const form = { ...FORM, token: { value: 'abc', in: 'query' as const, name: 'key', prefix: '' } };
    const lines = requestLines({ ...form, headers: [{ name: 'Authorization', value: 'hush' }] }, ['first_name']).join(
      '\n',
    );
    expect(lines).toContain('POST https://api.acme.example/v1/leads?list=7&key=••••••');
    expect(lines).not.toMatch(/abc|hush/);
  });
});

describe('an adaptor from a sample', () => {
  it('matches by name, and takes a plain value that nothing matches as a constant', () => {
    const read = sampleFields('{"fname":"Ann","phone":"310","list_id":"1001","note":null}');
    expect('fields' in read && read.fields.map((field) => [field.target, shownSource(field)])).toEqual([
      ['fname', 'lead.first_name'],
      ['phone', 'lead.phone_number'],
      ['list_id', 'always 1001'],
      ['note', ''],
    ]);
  });

  it('says what is wrong with a text that names no field', () => {
    expect(sampleFields('{"a":')).toHaveProperty('says');
  });

  it('is filled otherwise by a path, an expression or a constant', () => {
    const row = { target: 'list_id', value: '1001' };
    expect(withShownSource(row, 'lead.list')).toEqual({ target: 'list_id', from: 'lead.list' });
    expect(withShownSource(row, 'always 7')).toEqual({ target: 'list_id', value: '7' });
    expect(withShownSource(row, '')).toEqual({ target: 'list_id' });
  });
});

describe('the text of an exported connection', () => {
  it('is told from what is not one', () => {
    const file = { leadflow: 1, kind: 'connection', slug: 'a', connection: {}, template: null, adaptors: {} };
    expect(readExport(JSON.stringify(file))).toEqual({ file });
    expect(readExport('')).toEqual({ says: 'Choose a file, or paste the text of an exported connection.' });
    expect(readExport('a: 1')).toHaveProperty('says');
    expect(readExport('{"leadflow":1,"slug":"f","files":{}}')).toEqual({
      says: 'This is an exported flow. Import it on the page Flows.',
    });
  });
});
