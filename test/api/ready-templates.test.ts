// The templates that come with Leadflow, offered to a workspace that has none of them.
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ReadyTemplate, TemplateDetail } from '../../editor/api-types.ts';
import { type ApiServer, startApi } from '../support/api-server.ts';

let api: ApiServer;
beforeEach(async () => {
  api = await startApi();
});
afterEach(() => api.close());

const ready = async () => {
  const { json } = await api.call<{ items: ReadyTemplate[] }>('get', '/ready-templates', { as: 'viewer' });
  return json.items;
};

it('offers what is shipped and not there, copies it with its adaptors, and offers it no more', async () => {
  const before = await ready();
  expect(before.map(({ slug }) => slug)).toEqual(['convoso', 'leadconduit', 'rest', 'soap']);
  const rest = before.find(({ slug }) => slug === 'rest');
  expect(rest).toMatchObject({
    label: 'REST (generic)',
    adaptors: ['rest-call', 'rest-contact', 'rest-find', 'rest-sms'],
  });
  const added = await api.call<TemplateDetail>('post', '/ready-templates/rest/add', { as: 'admin' });
  expect(added.status).toBe(201);
  expect(added.json).toMatchObject({ slug: 'rest', problems: [] });
  expect(Object.keys(added.json.document.endpoints)).toContain('create-contact');
  const adaptor = await api.call('get', '/adaptors/rest-contact', { as: 'viewer' });
  expect(adaptor.status).toBe(200);
  expect((await ready()).map(({ slug }) => slug)).not.toContain('rest');
});

it('leaves an adaptor of the same name as it is', async () => {
  const document = { leadflow: 1, name: 'Mine', fields: [{ target: 'to', from: 'lead.mobile' }] };
  await api.call('post', '/adaptors', { as: 'admin', body: { slug: 'rest-sms', document } });
  expect((await ready()).find(({ slug }) => slug === 'rest')?.adaptors).not.toContain('rest-sms');
  await api.call('post', '/ready-templates/rest/add', { as: 'admin' });
  const kept = await api.call<{ document: { name: string } }>('get', '/adaptors/rest-sms', { as: 'viewer' });
  expect(kept.json.document.name).toBe('Mine');
});

it('refuses one that is there, and one that is not shipped', async () => {
  await api.call('post', '/ready-templates/soap/add', { as: 'admin' });
  expect((await api.call('post', '/ready-templates/soap/add', { as: 'admin' })).status).toBe(409);
  expect((await api.call('post', '/ready-templates/none/add', { as: 'admin' })).status).toBe(404);
  expect((await api.call('post', '/ready-templates/rest/add', { as: 'viewer' })).status).toBe(403);
});
