// The forms of a connection and its endpoints: what goes in as a document comes out as one, and what is missing is said.
import { describe, expect, it } from 'vitest';
import { faultsOf } from '../../editor/kit/form-faults.ts';
import { asVariant, variantsOf } from '../../editor/kit/form-model.ts';
import { authFormOf, authOfForm } from '../../editor/pages/connections/auth-form.ts';
import { sentAs } from '../../editor/pages/connections/auth-preview.ts';
import { connectionFault, readHost, secretFault, secretName } from '../../editor/pages/connections/connection-model.ts';
import { bodyForm } from '../../editor/pages/connections/endpoints/body-form.ts';
import { callForm } from '../../editor/pages/connections/endpoints/call-form.ts';
import { constantsOfRows, fitsRows, rowsOfConstants } from '../../editor/pages/connections/endpoints/constants.ts';
import { listed, renamed, withEndpoints } from '../../editor/pages/connections/endpoints/endpoint-list.ts';
import { sourceOfValue, valueOfSource } from '../../editor/pages/connections/endpoints/parameter-source.ts';
import { partOf, withPart } from '../../editor/pages/connections/endpoints/shaped.ts';
import { fieldsOfRows, rowsOfFields, templateFieldForm } from '../../editor/pages/connections/general/field-form.ts';
import type { ConnectionAuth, ConnectionDocument, EndpointDocument } from '../../flows/language/receivers.ts';

const HOLDER = { kind: 'connection', slug: 'acme', parameters: [] } as const;
const WHOLE = { ...HOLDER, fields: [], results: [], hasToken: false };
const SIGN_IN: EndpointDocument = { name: 'Sign in', type: 'auth', method: 'POST', path: '/auth' };
const CONNECTION: ConnectionDocument = {
  leadflow: 1,
  name: 'Acme',
  scheme: 'https',
  host: 'acme.example',
  endpoints: {},
};

describe('a pasted host', () => {
  it('loses its scheme and path, and says so', () => {
    expect(readHost('https://app.gcalls.co/api/v1')).toEqual({
      host: 'app.gcalls.co',
      scheme: 'https',
      notice: 'https:// is kept as the scheme; /api/v1 belongs to the path of an endpoint and was left out.',
    });
  });

  it('keeps its port, and is silent where nothing was left out', () => {
    expect(readHost(' 127.0.0.1:4410 ')).toEqual({ host: '127.0.0.1:4410', scheme: undefined, notice: '' });
    expect(readHost('http://crm.example/').host).toBe('crm.example');
  });

  it('never keeps a password that was pasted with it', () => {
    expect(readHost('https://ann:pw@crm.example').host).toBe('crm.example');
  });
});

describe('the authentication of a connection', () => {
  const form = authFormOf(HOLDER, { 'sign-in': SIGN_IN, other: { ...SIGN_IN, type: 'post-data' } });
  const kinds = variantsOf(form.properties?.auth ?? {});
  const chosen = (type: string, before = {}) => authOfForm(kinds && asVariant(kinds, type, before), HOLDER, form);

  it('is a form of six kinds, and comes back as the document keeps it', () => {
    expect(Object.values(kinds?.shapes ?? {}).map((shape) => shape.title)).toEqual([
      'None',
      'API key',
      'User and password',
      'Bearer token',
      'Token of an Auth endpoint',
      'OAuth 2',
    ]);
    expect(chosen('api-key')).toEqual({
      type: 'api-key',
      in: 'header',
      name: 'X-Api-Key',
      secret: 'secret:acme-token',
    });
    const shared = { type: 'basic', user: 'ann', secret: 'secret:shared' };
    expect(chosen('bearer', shared)).toEqual({ type: 'bearer', secret: 'secret:shared' });
    expect(authOfForm({ type: 'none', later: 1 }, HOLDER, form)).toEqual({ type: 'none', later: 1 });
    expect(faultsOf(form, { auth: { type: 'bearer', secret: 'secret:Acme Token' } })).toEqual([
      { field: 'auth.secret', says: 'Use small letters, digits, dots and hyphens, such as acme-token.' },
    ]);
  });

  it('offers the endpoints of the type Auth alone, and names the secrets of OAuth 2', () => {
    expect(kinds?.shapes.token?.properties?.endpoint?.enum).toEqual(['sign-in']);
    expect(chosen('token')).toEqual({ type: 'token', token: 'access_token' });
    const oauth = { type: 'oauth2', grant: 'refresh-token', tokenUrl: '/token', clientId: 'x', scope: '' };
    expect(authOfForm(oauth, HOLDER, form)).toEqual({
      type: 'oauth2',
      grant: 'refresh-token',
      tokenUrl: '/token',
      clientId: 'x',
      secret: 'secret:acme-client-secret',
      refresh: 'secret:acme-refresh-token',
    });
  });

  it('asks a template for the field that holds the secret, and never for the secret', () => {
    const template = {
      kind: 'template',
      slug: 'acme',
      parameters: [{ name: 'key', in: 'header', secret: true }],
    } as const;
    const bearer = variantsOf(authFormOf(template, {}).properties?.auth ?? {})?.shapes.bearer;
    expect(bearer?.properties?.secret).toMatchObject({ enum: ['{field.key}'] });
    expect(bearer?.properties?.secret?.['x-secret']).toBeUndefined();
  });

  it('is shown as it will be sent, without the secret', () => {
    const lines: [ConnectionAuth, string][] = [
      [{ type: 'none' }, ''],
      [{ type: 'bearer', secret: 'secret:a' }, 'Authorization: Bearer ••••'],
      [{ type: 'basic', user: 'ann', secret: 'secret:a' }, 'Authorization: Basic ••••'],
      [{ type: 'api-key', in: 'query', name: 'key', secret: 'secret:a' }, '?key=••••'],
      [{ type: 'api-key', in: 'body', name: 'key', secret: 'secret:a' }, 'Body: {"key":"••••"}'],
      [{ type: 'token', endpoint: 'sign-in', token: 'token' }, 'Authorization: Bearer ••••'],
      [{ type: 'token', endpoint: 'sign-in', token: 'token', name: 'X-Token' }, 'X-Token: ••••'],
    ];
    for (const [auth, line] of lines) expect(sentAs(auth)).toBe(line);
  });

  it('names secrets by lower-case words', () => {
    expect(secretName('secret:acme-token')).toBe('acme-token');
    expect(secretFault('acme.token-2')).toBeUndefined();
    expect(secretFault('Acme Token')).toContain('small letters');
  });
});

describe('a connection', () => {
  it('is refused with the first thing that is missing', () => {
    const fault = (part: Partial<ConnectionDocument>) => connectionFault({ ...CONNECTION, ...part });
    expect(fault({})).toBeUndefined();
    expect(fault({ host: ' ' })).toContain('host');
    expect(fault({ auth: { type: 'basic', user: '', secret: 'secret:a' } })).toContain('user');
    expect(fault({ auth: { type: 'token', endpoint: '', token: 'token' } })).toContain('Auth endpoint');
    expect(fault({ headers: [{ name: '', value: 'x' }] })).toContain('header');
    expect(fault({ endpoints: { find: { name: 'Find', method: 'GET', path: 'find' } } })).toContain('Endpoint Find');
    const soap: EndpointDocument = { name: 'Insert', method: 'POST', path: '/', send: 'soap' };
    expect(fault({ endpoints: { soap } })).toContain('SOAP');
  });

  it('keeps texts and secrets of its fields apart, and waits while two have one name', () => {
    const fields = { agent: '12', key: 'secret:acme-key' };
    expect(rowsOfFields(fields)).toEqual([
      { name: 'agent', value: '12' },
      { name: 'key', kind: 'secret', secret: 'secret:acme-key' },
    ]);
    expect(fieldsOfRows(rowsOfFields(fields))).toEqual(fields);
    expect(fieldsOfRows([{ name: 'a' }, { name: 'a' }])).toBeUndefined();
  });

  it('asks for the parameters of its template by their labels', () => {
    const form = templateFieldForm(
      [
        { name: 'X-Key', label: 'API key', in: 'header', secret: true, required: true },
        { name: 'list', in: 'body', default: '1001' },
        { name: 'stamp', in: 'query', value: '{body.phone}' },
      ],
      'acme',
    );
    expect(Object.keys(form.properties ?? {})).toEqual(['X-Key', 'list']);
    expect(form.required).toEqual(['X-Key']);
    expect(form.properties?.['X-Key']).toMatchObject({
      title: 'API key',
      default: 'secret:acme-x-key',
      'x-secret': true,
    });
  });
});

describe('the endpoints of a connection', () => {
  const find: EndpointDocument = { name: 'Find', method: 'POST', path: '/find' };

  it('stand over those of its template, and keep their order when one is renamed', () => {
    const rows = listed({ find: { ...find, path: '/v2/find' }, own: find }, { insert: find, find });
    expect(rows.map(({ slug, from }) => `${slug} ${from}`)).toEqual(['insert template', 'find changed', 'own own']);
    expect(Object.keys(renamed({ find, insert: find }, 'find', 'search'))).toEqual(['search', 'insert']);
  });

  it('take the authentication with them when the Auth endpoint gets another short name', () => {
    const auth: ConnectionAuth = { type: 'token', endpoint: 'sign-in', token: 'token' };
    const moved = withEndpoints({ ...CONNECTION, auth }, { login: SIGN_IN }, { from: 'sign-in', to: 'login' });
    expect(moved.auth).toMatchObject({ endpoint: 'login' });
  });

  it('have paths that begin with a slash and hold no blank', () => {
    const says = (path: string) =>
      faultsOf(callForm('GET'), { name: 'Find', method: 'GET', path })
        .map((fault) => fault.says)
        .join();
    expect(says('/leads/{id}')).toBe('');
    expect(says('leads')).toContain('slash');
    expect(says('/a b')).toContain('blanks');
  });

  it('go into their forms and come back as they were', () => {
    const whole: EndpointDocument = {
      name: 'Insert',
      description: 'Takes a lead.',
      type: 'post-data',
      method: 'POST',
      path: '/leads',
      send: 'form',
      body: { lists: 'brackets', stuffed: { field: 'data', as: 'json' } },
      receive: 'xml',
      hardParams: { list_id: '1001' },
      timeoutMs: 8000,
      idempotent: true,
      answer: { rules: [{ path: 'a', value: '1', outcome: 'accepted' }] },
    };
    for (const form of [callForm('POST'), bodyForm(whole, WHOLE)]) {
      expect(withPart(whole, form, partOf(whole, form))).toEqual(whole);
    }
    expect(
      withPart(whole, callForm('POST'), { ...partOf(whole, callForm('POST')), trigger: 'none', label: '' }),
    ).toEqual(whole);
  });

  it('ask for what the kind of body needs', () => {
    const asked = (send: EndpointDocument['send']) =>
      Object.keys(bodyForm({ ...find, ...(send ? { send } : {}) }, WHOLE).properties?.body?.properties ?? {});
    expect(asked('json')).toEqual([]);
    expect(asked('soap')).toContain('soap');
    expect(asked('raw')).toContain('template');
    expect(Object.keys(bodyForm({ ...find, method: 'GET' }, WHOLE).properties ?? {})).toEqual(['body']);
  });

  it('hold constants as rows of their kind, and as JSON where they hold more', () => {
    const constants = { list_id: '1001', count: 3, test: true, none: null };
    expect(constantsOfRows(rowsOfConstants(constants))).toEqual(constants);
    expect(constantsOfRows([{ key: 'a', value: '1' }, { key: 'a' }])).toBeUndefined();
    expect(fitsRows({ a: [1] })).toBe(false);
  });

  it('draw parameters from where a person says', () => {
    const values = ['{field.api_key}', '{token}', '{body.phone}', '{result.contact.id}', '{tenant}', 'a{body.b}', ''];
    for (const value of [...values, undefined]) expect(valueOfSource(sourceOfValue(value))).toBe(value);
    expect(values.map((value) => sourceOfValue(value).kind)).toEqual([
      'field',
      'token',
      'body',
      'result',
      'tenant',
      'text',
      'text',
    ]);
    expect(sourceOfValue('{ body.phone }')).toEqual({ kind: 'text', detail: '{ body.phone }' });
  });
});
