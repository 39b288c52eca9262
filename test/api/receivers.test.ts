// Connections and templates over the API: made in one go, copied, listed, taken out and brought in, with their problems.
import { request } from 'undici';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type {
  AdaptorDetail,
  ConnectAnswer,
  ConnectionChanged,
  ConnectionDetail,
  ConnectionExport,
  ConnectionImportReport,
  ConnectionSummary,
  ProblemDocument,
  TemplateDetail,
  TemplateSummary,
} from '../../editor/api-types.ts';
import type { TemplateDocument } from '../../flows/language/receivers.ts';
import { type ApiServer, startApi } from '../support/api-server.ts';

let api: ApiServer;
beforeEach(async () => {
  api = await startApi();
  const document = { leadflow: 1, name: 'Person', fields: [{ target: 'phone', from: 'lead.phone' }] };
  await api.call('post', '/adaptors', { as: 'admin', body: { slug: 'person', document } });
});
afterEach(() => api.close());

const DESK: TemplateDocument = {
  leadflow: 1,
  name: 'desk',
  label: 'Help desk',
  type: 'crm',
  host: 'api.desk.example',
  auth: { type: 'bearer', secret: 'secret:desk-key' },
  parameters: [{ name: 'region', label: 'Region', in: 'query', required: true }],
  endpoints: { insert: { name: 'Insert', method: 'POST', path: '/leads', adaptor: 'person' } },
};
interface List<T> {
  items: T[];
}
const post = <T>(path: string, body: object) => api.call<T>('post', path, { as: 'admin', body });
const get = async <T>(path: string) => (await api.call<T>('get', path, { as: 'viewer' })).json;

describe('New Connect', () => {
  it('makes the connection, its first endpoint and the link to the adaptor in one go, and keeps credentials as secrets', async () => {
    const { status, json } = await post<ConnectAnswer>('/connections/connect', {
      name: 'Acme CRM',
      address: 'https://API.acme.example/v1/leads?list=7&api_key=abc123',
      headers: [
        { name: 'Authorization', value: 'OAuth SomeOAuthaccess_tokenString' },
        { name: 'X-Team', value: 'north' },
      ],
      auth: { type: 'none' },
      method: 'POST',
      send: 'json',
      receive: 'json',
      adaptor: 'person',
    });
    expect(status).toBe(201);
    expect(json).toMatchObject({ connection: 'acme-crm', endpoint: 'post-a-lead', adaptor: 'person', problems: [] });
    expect(json.notices.join(' ')).toMatch(/https:\/\/ was taken off.*acme-crm-authorization.*acme-crm-api-key/);
    expect(json.secrets.map(({ name, set }) => [name, set])).toEqual([
      ['acme-crm-api-key', true],
      ['acme-crm-authorization', true],
    ]);
    const { document } = await get<ConnectionDetail>('/connections/acme-crm');
    expect(document).toMatchObject({
      scheme: 'https',
      host: 'api.acme.example',
      headers: [
        { name: 'Authorization', value: 'secret:acme-crm-authorization' },
        { name: 'X-Team', value: 'north' },
      ],
      endpoints: {
        'post-a-lead': {
          method: 'POST',
          path: '/v1/leads',
          adaptor: 'person',
          parameters: [
            { name: 'list', in: 'query', value: '7' },
            { name: 'api_key', in: 'query', value: '{field.api_key}' },
          ],
        },
      },
    });
    expect(JSON.stringify(document)).not.toMatch(/SomeOAuth|abc123/);
    const { usedByEndpoints } = await get<AdaptorDetail>('/adaptors/person');
    expect(usedByEndpoints).toEqual([{ kind: 'connection', slug: 'acme-crm', endpoint: 'post-a-lead' }]);
  });

  it('from a template takes its host and endpoints, and says what is still to be filled in', async () => {
    await post('/templates', { document: DESK });
    const { json } = await post<ConnectAnswer>('/connections/connect', {
      name: 'North',
      template: 'desk',
      tenant: 'cc-7',
    });
    expect(json).toMatchObject({
      connection: 'north',
      endpoint: 'insert',
      adaptor: 'person',
      secrets: [{ name: 'desk-key', set: false }],
      problems: [{ code: 'FIELD_BLANK', field: 'fields.region' }],
    });
    const { items } = await get<List<ConnectionSummary>>('/connections?q=cc-7');
    expect(items).toEqual([
      expect.objectContaining({
        slug: 'north',
        template: 'desk',
        templateName: 'Help desk',
        type: 'crm',
        tenant: 'cc-7',
        host: 'api.desk.example',
        auth: 'bearer',
        endpoints: 1,
        problems: 1,
        missingSecrets: 1,
        changedAt: expect.stringMatching(/^20/),
      }),
    ]);
  });

  it.each([
    ['a POST without an adaptor', { address: 'a.example/x', method: 'POST' }, 'adaptor'],
    ['an adaptor that is not there', { address: 'a.example', adaptor: 'gone' }, 'adaptor'],
    ['an address with a user', { address: 'https://ann:pw@a.example/', adaptor: 'person' }, 'address'],
    ['no address', { adaptor: 'person' }, 'address'],
    ['a port of another protocol', { address: 'a.example:22', adaptor: 'person' }, 'address'],
    ['a template that is not there', { address: 'a.example', template: 'gone', method: 'GET' }, 'template'],
    ['a way to sign in that is none', { address: 'a.example', adaptor: 'person', auth: { type: 'psychic' } }, 'auth'],
  ])('with %s is refused at its field, and makes nothing', async (_what, form, field) => {
    const { status, json } = await post<ProblemDocument>('/connections/connect', { name: 'Acme', ...form });
    expect([status, json.errors?.[0]?.field]).toEqual([422, field]);
    expect((await get<List<ConnectionSummary>>('/connections')).items).toEqual([]);
  });
});

describe('templates', () => {
  it('are made, listed with what uses them, changed by their hash, copied, and kept while they are used', async () => {
    const { json: made } = await post<TemplateDetail>('/templates', { document: DESK });
    expect(made).toMatchObject({ slug: 'desk', usedBy: [], connections: [], problems: [] });
    await post('/connections/connect', { name: 'North', template: 'desk', description: 'Our own.' });
    const { items } = await get<List<TemplateSummary>>('/templates?q=help');
    expect(items).toEqual([
      expect.objectContaining({
        slug: 'desk',
        label: 'Help desk',
        public: true,
        usedBy: ['north'],
        parameters: 1,
        endpoints: 1,
      }),
    ]);
    const headers = { 'if-match': `"${made.hash}"` };
    const body = { document: { ...DESK, onlyFor: ['north'] } };
    const changed = await api.call<TemplateDetail>('put', '/templates/desk', { as: 'admin', headers, body });
    expect(changed.json.connections).toEqual([
      { slug: 'north', name: 'North', tenant: '', host: 'api.desk.example', description: 'Our own.' },
    ]);
    expect((await api.call('put', '/templates/desk', { as: 'admin', headers, body })).status).toBe(412);
    const copy = await post<TemplateDetail>('/templates/desk/duplicate', {});
    expect(copy.json).toMatchObject({ slug: 'copy-of-desk', document: { name: 'Copy of desk' }, usedBy: [] });
    expect(copy.json.document).not.toHaveProperty('onlyFor');
    expect((await post<TemplateDetail>('/templates/desk/duplicate', {})).json.slug).toBe('copy-of-desk-2');
    const refused = await api.call<ProblemDocument>('delete', '/templates/desk', { as: 'admin' });
    expect(refused.json).toMatchObject({ code: 'IN_USE', detail: expect.stringContaining('north') });
    expect((await api.call('delete', '/templates/copy-of-desk', { as: 'admin' })).status).toBe(204);
  });

  it('are a file for a spreadsheet, as are connections', async () => {
    await post('/templates', { document: DESK });
    await post('/connections/connect', { name: 'North', template: 'desk' });
    for (const [path, line] of [
      ['/templates', 'desk,Help desk'],
      ['/connections', 'north,'],
    ] as const) {
      const headers = { authorization: `Bearer ${api.tokens.admin}` };
      const answer = await request(`${api.url}/api${path}?as=csv`, { headers });
      expect(answer.headers['content-type']).toContain('text/csv');
      expect(await answer.body.text()).toContain(line);
    }
  });
});

describe('a connection', () => {
  it('is copied under a name of its own, and keeps what it names', async () => {
    await post('/templates', { document: DESK });
    await post('/connections/connect', { name: 'North', template: 'desk', fields: { region: 'eu' } });
    const { json } = await post<ConnectionChanged>('/connections/north/duplicate', { name: 'South' });
    expect(json).toMatchObject({
      slug: 'south',
      document: { name: 'South', template: 'desk', fields: { region: 'eu' } },
    });
    expect((await post('/connections/gone/duplicate', {})).status).toBe(404);
  });

  it('goes from one server to an empty one as a file, with only the secrets to fill in', async () => {
    await post('/templates', { document: DESK });
    await post('/connections/connect', { name: 'North', template: 'desk', fields: { region: 'eu' } });
    const file = await get<ConnectionExport>('/connections/north/export?file=yes');
    const other = await startApi();
    try {
      const bring = (dryRun: boolean) =>
        other.call<ConnectionImportReport>('post', '/connections/import', { as: 'admin', body: { file, dryRun } });
      const told = (await bring(true)).json;
      expect(told.parts.map(({ kind, state }) => `${kind} ${state}`)).toEqual([
        'connection new',
        'template new',
        'adaptor new',
      ]);
      expect(told.parts[0]?.diff[0]).toEqual({ change: 'added', text: 'leadflow: 1' });
      expect(told).toMatchObject({ secrets: [{ name: 'desk-key', set: false }], problems: [] });
      expect((await other.call('get', '/connections/north', { as: 'admin' })).status).toBe(404);
      expect((await bring(false)).status).toBe(200);
      const { json } = await other.call<ConnectionExport>('get', '/connections/north/export', { as: 'admin' });
      expect(json).toEqual(file);
    } finally {
      await other.close();
    }
  });

  it('shows what its calls use, and a problem of its template', async () => {
    await post('/templates', { document: DESK });
    await post('/connections/connect', { name: 'North', template: 'desk' });
    const detail = await get<ConnectionDetail>('/connections/north');
    expect(detail.document.endpoints).toEqual({});
    expect(detail.effective).toMatchObject({
      auth: DESK.auth,
      endpoints: { insert: { parameters: [{ name: 'region' }] } },
    });
    expect(detail.template).toEqual(DESK);
    expect(detail.problems).toEqual([
      expect.objectContaining({ code: 'FIELD_BLANK', says: expect.stringContaining('Region') }),
    ]);
  });
});
