// Flows, connections and adaptors over HTTP, on a real workspace: from nothing to published.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FlowDetail, FlowExport, FlowSummary, Problem } from '../../editor/api-types.ts';
import type { FlowBundle } from '../../flows/language/document.ts';
import type { ConnectionDocument } from '../../flows/language/receivers.ts';
import { type ApiServer, startApi } from '../support/api-server.ts';

const admin = { as: 'admin' } as const;
const viewer = { as: 'viewer' } as const;
let api: ApiServer;
beforeEach(async () => {
  api = await startApi();
});
afterEach(() => api.close());

interface List<T> {
  items: T[];
  next: string | null;
}

const good: FlowBundle = {
  document: {
    leadflow: 1,
    name: 'Web leads',
    nodes: {
      'lead-in': { type: 'webhook', config: { path: 'web/leads' } },
      done: { type: 'stop', config: { outcome: 'accepted', reason: 'Taken.' } },
    },
    edges: [{ from: 'lead-in', port: 'lead', to: 'done' }],
  },
  files: {},
  layout: { nodes: { 'lead-in': [0, 0], done: [240, 0] } },
};
const broken: FlowBundle = {
  ...good,
  document: { ...good.document, edges: [{ from: 'lead-in', port: 'lead', to: 'nowhere' }] },
};

async function newFlow(): Promise<FlowDetail> {
  return (await api.call<FlowDetail>('post', '/flows', { ...admin, body: { name: 'Web leads', bundle: good } })).json;
}
const at = (rev: number | string) => ({ ...admin, headers: { 'if-match': `"${rev}"` } });

describe('a flow', () => {
  it('goes from a draft to a version that serves, and says who did it', async () => {
    const made = await newFlow();
    expect(made).toMatchObject({ slug: 'web-leads', savedVersion: null, live: null, problems: [] });
    const saved = await api.call<FlowDetail>('post', '/flows/web-leads/save', {
      ...at(made.rev),
      body: { message: 'First.' },
    });
    const changed = { by: 'token:test admin', at: expect.stringMatching(/Z$/) };
    expect(saved.json).toMatchObject({ savedVersion: 1, draftChanged: false, changed });
    const published = await api.call<FlowDetail>('post', '/flows/web-leads/publish', {
      ...at(saved.json.rev),
      body: {},
    });
    expect(published.json.live).toMatchObject({ version: 1, by: 'token:test admin', at: expect.stringMatching(/Z$/) });
    const versions = await api.call('get', '/flows/web-leads/versions', viewer);
    expect(versions.json).toMatchObject({ items: [{ version: 1, message: 'First.', live: true }], next: null });
    const publications = await api.call('get', '/flows/web-leads/publications', viewer);
    expect(publications.json).toMatchObject({ items: [{ version: 1, by: 'token:test admin' }], next: null });
    const version = await api.call('get', '/flows/web-leads/versions/1', viewer);
    expect(version.json).toMatchObject({ bundle: { document: { name: 'Web leads' } } });
    const withdrawn = await api.call<FlowDetail>('post', '/flows/web-leads/withdraw', { ...admin, body: {} });
    expect(withdrawn.json.live).toBeNull();
  });

  it('with problems is kept as a draft, and its publication is refused with every problem', async () => {
    const made = await newFlow();
    const kept = await api.call<FlowDetail>('put', '/flows/web-leads/draft', {
      ...at(made.rev),
      body: { bundle: broken },
    });
    expect(kept.json.problems.length).toBeGreaterThan(0);
    const got = await api.call<{ problems: Problem[] }>('post', '/flows/web-leads/publish', {
      ...at(kept.json.rev),
      body: {},
    });
    expect(got.status).toBe(422);
    expect(got.json).toMatchObject({ code: 'FLOW_HAS_PROBLEMS', problems: kept.json.problems });
    const test = await api.call('post', '/flows/web-leads/test', { ...admin, body: { lead: {} } });
    expect(test.json).toMatchObject({ code: 'FLOW_HAS_PROBLEMS', problems: kept.json.problems });
  });

  it('that someone else changed is not overwritten', async () => {
    const made = await newFlow();
    await api.call('put', '/flows/web-leads/draft', { ...at(made.rev), body: { bundle: broken } });
    const late = await api.call('put', '/flows/web-leads/draft', { ...at(made.rev), body: { bundle: good } });
    expect(late.status).toBe(412);
    for (const headers of [{}, { 'if-match': '"x"' }]) {
      const blind = await api.call('put', '/flows/web-leads/draft', { ...admin, headers, body: { bundle: good } });
      expect(blind.json).toMatchObject({ errors: [{ field: 'If-Match' }] });
    }
  });

  it('that has not the shape of one is refused with the field', async () => {
    const bundle = {
      document: { leadflow: 1, name: 'x', nodes: { a: 5 }, edges: [] },
      files: {},
      layout: { nodes: {} },
    };
    const got = await api.call('post', '/flows', { ...admin, body: { name: 'Odd', bundle } });
    expect(got.status).toBe(422);
    expect(got.json).toMatchObject({ errors: [{ field: 'document.nodes.a' }] });
    expect((await api.call('get', '/flows/odd', viewer)).status).toBe(404);
  });

  it('travels as one document, and comes in again only where its name is free', async () => {
    await newFlow();
    const exported = await api.call<FlowExport>('get', '/flows/web-leads/export', viewer);
    const dry = await api.call('post', '/flows/import?dryRun=true', { ...admin, body: exported.json });
    expect(dry.json).toMatchObject({ slug: 'web-leads', nodes: 2, clashes: ['web-leads'] });
    expect((await api.call('post', '/flows/import', { ...admin, body: exported.json })).status).toBe(409);
    expect((await api.call('delete', '/flows/web-leads', admin)).status).toBe(204);
    const imported = await api.call('post', '/flows/import?dryRun=false', { ...admin, body: exported.json });
    expect(imported.status).toBe(200);
    expect((await api.call<FlowDetail>('get', '/flows/web-leads', viewer)).json.bundle.document).toEqual(good.document);
  });

  it('is checked as drawn without being kept', async () => {
    const got = await api.call<{ problems: Problem[] }>('post', '/check', { ...admin, body: { bundle: broken } });
    expect(got.json.problems.length).toBeGreaterThan(0);
    expect(got.json).toMatchObject({ ports: { 'lead-in': [{ name: 'lead' }] } });
    expect((await api.call<List<FlowSummary>>('get', '/flows', viewer)).json.items).toHaveLength(1);
  });
});

describe('the list of flows', () => {
  it('is sorted by name, searched, paged, and shows the newest run', async () => {
    for (const name of ['beta', 'Alpha']) await api.call('post', '/flows', { ...admin, body: { name } });
    const sql = `INSERT INTO run (id, release, flow, version, source, test, state, outcome, accepted_at)
      VALUES (?, 'r', 'alpha', 1, 's', 0, 'finished', 'rejected', ?)`;
    for (const id of ['run-1', 'run-2']) api.store.db.run(sql, id, 1000);
    const first = await api.call<List<FlowSummary>>('get', '/flows?limit=2', viewer);
    expect(first.json.items).toMatchObject([
      { name: 'Alpha', lastRun: { id: 'run-2', outcome: 'rejected', acceptedAt: '1970-01-01T00:00:01.000Z' } },
      { name: 'beta', lastRun: null },
    ]);
    const rest = await api.call<List<FlowSummary>>('get', `/flows?limit=2&cursor=${first.json.next}`, viewer);
    expect(rest.json).toMatchObject({ items: [{ slug: 'first-flow' }], next: null });
    const found = await api.call<List<FlowSummary>>('get', '/flows?q=BET', viewer);
    expect(found.json.items.map((flow) => flow.slug)).toEqual(['beta']);
  });
});

describe('connections and adaptors', () => {
  const acme: ConnectionDocument = {
    leadflow: 1,
    name: 'Acme CRM',
    scheme: 'https',
    host: 'crm.acme.example',
    auth: { type: 'bearer', secret: 'secret:acme-token' },
    endpoints: { find: { name: 'Find', method: 'POST', path: '/find' } },
  };

  it('are made, listed, changed on what was read, and deleted', async () => {
    const made = await api.call<{ hash: string }>('post', '/connections', { ...admin, body: { document: acme } });
    expect(made.json).toMatchObject({ slug: 'acme-crm', usedBy: [] });
    const list = await api.call('get', '/connections?q=acme', viewer);
    expect(list.json).toMatchObject({ items: [{ slug: 'acme-crm', auth: 'bearer', endpoints: 1, scheme: 'https' }] });
    const renamed = { document: { ...acme, name: 'Acme' } };
    expect((await api.call('put', '/connections/acme-crm', { ...at('old'), body: renamed })).status).toBe(412);
    const changed = await api.call('put', '/connections/acme-crm', { ...at(made.json.hash), body: renamed });
    expect(changed.json).toMatchObject({ document: { name: 'Acme' } });
    expect((await api.call('delete', '/connections/acme-crm', admin)).status).toBe(204);
    expect((await api.call('get', '/connections/acme-crm', viewer)).status).toBe(404);
  });

  it('say which secrets they name and whether these are set', async () => {
    await api.call('post', '/connections', { ...admin, body: { document: acme } });
    const before = await api.call('get', '/connections/acme-crm', viewer);
    expect(before.json).toMatchObject({ secrets: [{ name: 'acme-token', set: false, setAt: null, setBy: null }] });
    await api.call('put', '/secrets/acme-token', { ...admin, body: { value: 'hush hush' } });
    const after = await api.call('get', '/connections/acme-crm', viewer);
    expect(after.json).toMatchObject({ secrets: [{ name: 'acme-token', set: true, setBy: 'token:test admin' }] });
    expect(JSON.stringify(after.json)).not.toContain('hush');
  });

  it('name the field that is wrong in their document', async () => {
    const document = { ...acme, host: 'https://crm.acme.example/path' };
    const got = await api.call<{ errors: { field: string }[] }>('post', '/connections', {
      ...admin,
      body: { document },
    });
    expect(got.status).toBe(422);
    expect(got.json.errors.map((error) => error.field)).toEqual(['host']);
  });

  it('map fields, as adaptors', async () => {
    const document = { leadflow: 1, name: 'To Acme', fields: [{ target: 'phone', from: 'lead.phone' }] };
    const made = await api.call<{ hash: string }>('post', '/adaptors', { ...admin, body: { document } });
    expect(made.json).toMatchObject({ slug: 'to-acme' });
    expect((await api.call('get', '/adaptors', viewer)).json).toMatchObject({
      items: [{ slug: 'to-acme', fields: 1 }],
    });
    const fields = [...document.fields, { target: 'email', from: 'lead.email' }];
    const body = { document: { ...document, fields } };
    expect((await api.call('put', '/adaptors/to-acme', { ...at(made.json.hash), body })).status).toBe(200);
    expect((await api.call('get', '/names', viewer)).json).toMatchObject({ adaptors: [{ slug: 'to-acme' }] });
    expect((await api.call('delete', '/adaptors/to-acme', admin)).status).toBe(204);
  });
});

describe('the catalogue', () => {
  it('has every node type as data', async () => {
    const got = await api.call<{ nodes: { type: string }[] }>('get', '/catalogue', viewer);
    expect(got.json.nodes.map((node) => node.type)).toEqual(
      expect.arrayContaining(['webhook', 'key-value-branch', 'stop']),
    );
  });
});
