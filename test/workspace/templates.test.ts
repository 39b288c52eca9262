// Templates: documents of their own, and what they give to the connections that are made from them.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ConnectionDocument, TemplateDocument } from '../../flows/language/receivers.ts';
import { ANN, type Bench, openBench } from './bench.ts';

let bench: Bench;
beforeEach(async () => {
  bench = openBench(['adaptors', 'duplicate-lead-check']);
  await bench.workspace.load();
});
afterEach(() => bench.close());

const DESK: TemplateDocument = {
  leadflow: 1,
  name: 'Help desk',
  type: 'crm',
  auth: { type: 'token', endpoint: 'login', token: 'data.access_token', in: 'header', name: 'X-Token' },
  headers: [{ name: 'X-Client', value: '{tenant}' }],
  parameters: [
    { name: 'api_key', in: 'header', required: true, secret: true },
    { name: 'region', in: 'query', default: 'eu' },
  ],
  endpoints: {
    login: { name: 'Log in', type: 'auth', method: 'POST', path: '/login' },
    insert: { name: 'Insert', method: 'POST', path: '/leads', adaptor: 'acme-crm' },
  },
};
const NORTH: ConnectionDocument = {
  leadflow: 1,
  name: 'Desk north',
  template: 'desk',
  scheme: 'https',
  host: 'north.example.com',
  fields: { api_key: 'secret:north-key' },
  endpoints: { insert: { name: 'Insert here', method: 'PUT', path: '/north/leads' } },
};
const made = { hash: undefined, by: ANN };

describe('a template', () => {
  it('is made as a file of its own folder, read again, changed by its hash, and deleted, with the audit to say so', async () => {
    const { workspace } = bench;
    const template = await workspace.putTemplate('desk', DESK, made);
    expect(bench.read('connections/templates/desk.yaml')).toContain('token: data.access_token');
    await expect(workspace.putTemplate('desk', DESK, made)).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });
    await expect(workspace.putTemplate('desk', DESK, { hash: 'old', by: ANN })).rejects.toMatchObject({
      code: 'CHANGED_MEANWHILE',
    });
    const again = bench.again();
    await again.load();
    expect(again.template('desk')).toMatchObject({ document: DESK, hash: template.hash, usedBy: [] });
    expect(again.connections()).toEqual([]);
    await workspace.removeTemplate('desk', ANN);
    expect(workspace.templates()).toEqual([]);
    const audit = bench.store.db.all("SELECT did FROM audit WHERE what = 'desk' ORDER BY id").map((row) => row.did);
    expect(audit).toEqual(['template.put', 'template.remove']);
  });

  it('gives its connection what it does not say otherwise, under a version that covers both', async () => {
    const { workspace } = bench;
    const template = await workspace.putTemplate('desk', DESK, made);
    await workspace.putConnection('desk-north', NORTH, made);
    const live = workspace.live('desk-north');
    expect(live?.document).toMatchObject({
      auth: DESK.auth,
      headers: DESK.headers,
      fields: { api_key: 'secret:north-key', region: 'eu' },
      endpoints: {
        login: { path: '/login' },
        insert: { method: 'PUT', path: '/north/leads', parameters: [{ name: 'api_key' }, { name: 'region' }] },
      },
    });
    expect(workspace.live('desk-north')).toBe(live);
    await workspace.putTemplate('desk', { ...DESK, headers: [] }, { hash: template.hash, by: ANN });
    const changed = workspace.live('desk-north');
    expect(changed?.version).not.toBe(live?.version);
    expect(changed?.document.headers).toBeUndefined();
    expect(workspace.known().connections['desk-north']?.endpoints).toEqual(['login', 'insert']);
  });

  it('that connections are made from is not deleted, nor made private to others', async () => {
    const { workspace } = bench;
    const { hash } = await workspace.putTemplate('desk', DESK, made);
    await workspace.putConnection('desk-north', NORTH, made);
    await expect(workspace.removeTemplate('desk', ANN)).rejects.toMatchObject({
      code: 'IN_USE',
      fields: [{ field: 'desk-north' }],
    });
    const shut = workspace.putTemplate('desk', { ...DESK, onlyFor: ['desk-south'] }, { hash, by: ANN });
    await expect(shut).rejects.toMatchObject({ code: 'REQUEST_INVALID', fields: [{ field: 'onlyFor' }] });
    await workspace.putTemplate('desk', { ...DESK, onlyFor: ['desk-north'] }, { hash, by: ANN });
    const other = workspace.putConnection('desk-south', NORTH, made);
    await expect(other).rejects.toMatchObject({ code: 'REQUEST_INVALID', fields: [{ field: 'template' }] });
  });

  it.each([
    ['a key in a field', { ...NORTH, fields: { api_key: 'sk_live_47114711' } }],
    [
      'a password in a constant',
      { ...NORTH, endpoints: { a: { name: 'A', method: 'GET', path: '/', hardParams: { token: 'x' } } } },
    ],
  ] as [string, ConnectionDocument][])('does not let its connection keep %s', async (_what, document) => {
    await bench.workspace.putTemplate('desk', DESK, made);
    const put = bench.workspace.putConnection('desk-north', document, made);
    await expect(put).rejects.toMatchObject({ code: 'REQUEST_INVALID' });
  });
});

describe('a template file', () => {
  it('that breaks leaves the connections as they were, also after a restart', async () => {
    const { workspace } = bench;
    await workspace.putTemplate('desk', DESK, made);
    await workspace.putConnection('desk-north', NORTH, made);
    const before = workspace.live('desk-north');
    bench.write('connections/templates/desk.yaml', '<<<<<<< HEAD\n');
    await bench.look();
    expect(workspace.live('desk-north')).toEqual(before);
    expect(bench.warnings.join()).toContain('connections/templates/desk.yaml');
    const again = bench.again();
    const { problems } = await again.load();
    expect(again.live('desk-north')).toEqual(before);
    expect(problems.map(({ slug }) => slug)).toContain('connections/templates/desk.yaml');
  });

  it('that goes stops the calls of its connections, since how they sign in is not known, and is a problem of theirs', async () => {
    const { workspace } = bench;
    await workspace.putTemplate('desk', DESK, made);
    await workspace.putConnection('desk-north', NORTH, made);
    rmSync(join(bench.folder, 'connections/templates/desk.yaml'));
    await bench.look();
    expect(() => workspace.live('desk-north')).toThrow(expect.objectContaining({ code: 'CONNECTION_MISSING' }));
    expect(workspace.effective('desk-north').endpoints).toHaveProperty('insert');
    expect(workspace.problemsOf('connection', 'desk-north')).toEqual([
      expect.objectContaining({ code: 'TEMPLATE_UNKNOWN', severity: 'error' }),
    ]);
    // It can be mended one thing at a time.
    const { hash = '' } = workspace.connection('desk-north') ?? {};
    await workspace.putConnection('desk-north', { ...NORTH, host: 'n.example.com' }, { hash, by: ANN });
  });
});
