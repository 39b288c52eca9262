// Connections and adaptors: read, changed, refused, and kept while a flow uses them.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AdaptorDocument } from '../../flows/language/document.ts';
import type { ConnectionDocument } from '../../flows/language/receivers.ts';
import { ANN, type Bench, DUP, openBench } from './bench.ts';

let bench: Bench;
beforeEach(async () => {
  bench = openBench();
  await bench.workspace.load();
});
afterEach(() => bench.close());

const CRM: ConnectionDocument = {
  leadflow: 1,
  name: 'Other CRM',
  scheme: 'https',
  host: 'crm.example.com',
  auth: { type: 'bearer', secret: 'secret:other-token' },
  endpoints: { insert: { name: 'Insert', method: 'POST', path: '/leads' } },
};

describe('a connection', () => {
  it('is made as a file, known to flows, served to calls, changed by its hash, and deleted', async () => {
    const { workspace } = bench;
    const made = await workspace.putConnection('other-crm', CRM, { hash: undefined, by: ANN });
    expect(made).toMatchObject({ slug: 'other-crm', document: CRM, usedBy: [] });
    expect(bench.read('connections/other-crm.yaml')).toContain('secret: secret:other-token');
    expect(workspace.known().connections['other-crm']).toMatchObject({ endpoints: ['insert'] });
    expect(workspace.live('other-crm')).toEqual({ document: CRM, version: made.hash.slice(0, 12) });
    await expect(workspace.putConnection('other-crm', CRM, { hash: undefined, by: ANN })).rejects.toMatchObject({
      code: 'ALREADY_EXISTS',
    });
    await expect(workspace.putConnection('other-crm', CRM, { hash: 'old', by: ANN })).rejects.toMatchObject({
      code: 'CHANGED_MEANWHILE',
    });
    await expect(workspace.putConnection('gone', CRM, { hash: 'x', by: ANN })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    const moved = await workspace.putConnection(
      'other-crm',
      { ...CRM, host: 'crm.example.org' },
      { hash: made.hash, by: ANN },
    );
    expect(moved.hash).not.toBe(made.hash);
    expect(workspace.live('other-crm')?.document.host).toBe('crm.example.org');
    expect((await readAgain()).connection('other-crm')?.hash).toBe(moved.hash);
    await workspace.removeConnection('other-crm', ANN);
    expect(workspace.connection('other-crm')).toBeUndefined();
    expect(() => bench.read('connections/other-crm.yaml')).toThrow('ENOENT');
    const audit = bench.store.db
      .all("SELECT did FROM audit WHERE what = 'other-crm' ORDER BY id")
      .map((row) => row.did);
    expect(audit).toEqual(['connection.put', 'connection.put', 'connection.remove']);
  });

  it('keeps the comments of its file when it is changed', async () => {
    const { workspace } = bench;
    const acme = workspace.connection('acme-crm');
    if (!acme) throw new Error('acme-crm is missing');
    await workspace.putConnection(
      'acme-crm',
      { ...acme.document, host: 'crm.acme.example' },
      { hash: acme.hash, by: ANN },
    );
    expect(bench.read('connections/acme-crm.yaml')).toContain('# For a real CRM');
    expect(bench.read('connections/acme-crm.yaml')).toContain('host: crm.acme.example');
  });

  it('that a flow uses cannot be deleted, also where only the published release does', async () => {
    const { workspace } = bench;
    expect(workspace.connection('acme-crm')?.usedBy).toEqual([DUP, 'validation-list-check']);
    await expect(workspace.removeConnection('acme-crm', ANN)).rejects.toMatchObject({ code: 'IN_USE' });
    const { rev, bundle } = workspace.get('convoso-connect-post');
    const document = { ...bundle.document, nodes: {}, edges: [] };
    const drafted = await workspace.putDraft('convoso-connect-post', { ...bundle, document }, { rev, by: ANN });
    await workspace.save('convoso-connect-post', { rev: drafted.rev, by: ANN, message: '' });
    expect(workspace.connection('convoso')?.usedBy).toEqual(['convoso-connect-post']);
    await workspace.withdraw('convoso-connect-post', ANN);
    expect(workspace.connection('convoso')?.usedBy).toEqual([]);
    await workspace.removeConnection('convoso', ANN);
  });

  const bad: [string, unknown][] = [
    ['a path in the host', { ...CRM, host: 'crm.example.com/leads' }],
    ['a user in the host', { ...CRM, host: 'user@crm.example.com' }],
    ['another scheme', { ...CRM, scheme: 'gopher' }],
    ['a secret in the open', { ...CRM, auth: { type: 'bearer', secret: 'sk_live_4711' } }],
    ['a token in a header', { ...CRM, headers: [{ name: 'Authorization', value: 'Bearer abcdefgh12345' }] }],
    [
      'a password in the constants',
      { ...CRM, endpoints: { insert: { ...CRM.endpoints.insert, hardParams: { password: 'x' } } } },
    ],
    ['a field that is not known', { ...CRM, hots: 'crm' }],
    ['no host', { ...CRM, host: undefined }],
    ['a port that no web server has', { ...CRM, host: 'crm.example.com:22' }],
    ['a template that is not there', { ...CRM, template: 'gone' }],
  ];
  it.each(bad)('with %s is refused, and no file is written', async (_what, document) => {
    await expect(
      bench.workspace.putConnection('bad', document as ConnectionDocument, { hash: undefined, by: ANN }),
    ).rejects.toMatchObject({ code: 'REQUEST_INVALID' });
    expect(() => bench.read('connections/bad.yaml')).toThrow('ENOENT');
  });

  it.each(['../x', 'A', '', 'a/b', '__proto__'])('cannot be called %j', async (slug) => {
    await expect(bench.workspace.putConnection(slug, CRM, { hash: undefined, by: ANN })).rejects.toMatchObject({
      code: 'REQUEST_INVALID',
    });
  });
});

describe('a connection file', () => {
  it('that breaks is named; calls go on with what was last read, and no save writes over it', async () => {
    const { workspace } = bench;
    const before = workspace.live('acme-crm');
    bench.write('connections/acme-crm.yaml', '<<<<<<< HEAD\n');
    await bench.look();
    expect(workspace.live('acme-crm')).toEqual(before);
    expect(bench.warnings.join()).toContain('merge-conflict');
    const hash = workspace.connection('acme-crm')?.hash;
    await expect(workspace.putConnection('acme-crm', CRM, { hash, by: ANN })).rejects.toMatchObject({
      code: 'TEXT_UNREADABLE',
    });
    expect(bench.read('connections/acme-crm.yaml')).toBe('<<<<<<< HEAD\n');
    const restarted = bench.again();
    const { problems } = await restarted.load();
    expect(restarted.live('acme-crm')).toEqual(before);
    expect(problems.map(({ slug }) => slug)).toContain('connections/acme-crm.yaml');
  });

  it('that is changed counts for the next call at once, that is deleted is gone', async () => {
    const { workspace } = bench;
    bench.write(
      'connections/acme-crm.yaml',
      bench.read('connections/acme-crm.yaml').replace('127.0.0.1:4410', 'crm.acme.example'),
    );
    await bench.look();
    expect(workspace.live('acme-crm')?.document.host).toBe('crm.acme.example');
    rmSync(join(bench.folder, 'connections/acme-crm.yaml'));
    await bench.look();
    expect(workspace.live('acme-crm')).toBeUndefined();
    expect(workspace.get(DUP).problems).toContainEqual(expect.objectContaining({ code: 'CONNECTION_UNKNOWN' }));
  });
});

describe('an adaptor', () => {
  const MAP: AdaptorDocument = { leadflow: 1, name: 'Map', fields: [{ target: 'phone', from: 'lead.phone_number' }] };

  it('is made, known with what it reads, used, and deleted when nobody uses it', async () => {
    const { workspace } = bench;
    await workspace.putAdaptor('map', MAP, { hash: undefined, by: ANN });
    expect(workspace.known().adaptors.map).toMatchObject({ reads: [['lead', 'phone_number']], targets: ['phone'] });
    expect(workspace.adaptors().map(({ slug }) => slug)).toEqual(
      expect.arrayContaining(['acme-crm', 'convoso-lead', 'map']),
    );
    await expect(workspace.removeAdaptor('acme-crm', ANN)).rejects.toMatchObject({ code: 'IN_USE' });
    await workspace.removeAdaptor('map', ANN);
    await expect(workspace.removeAdaptor('map', ANN)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  const bad: [string, AdaptorDocument, RegExp][] = [
    ['an expression that does not parse', { ...MAP, fields: [{ target: 'a', from: 'lead.(' }] }, /fields\.0\.from/],
    [
      'a target that would reach a prototype',
      { ...MAP, fields: [{ target: '__proto__.x', from: 'lead.a' }] },
      /fields\.0\.target/,
    ],
    [
      'a target twice',
      {
        ...MAP,
        fields: [
          { target: 'a', value: 1 },
          { target: 'a', value: 2 },
        ],
      },
      /fields\.1\.target/,
    ],
    ['a secret', { ...MAP, fields: [{ target: 'auth_token', value: 'abc' }] }, /fields\.0\.value/],
  ];
  it.each(bad)('with %s is refused at its place', async (_what, document, place) => {
    const error = await bench.workspace
      .putAdaptor('bad', document, { hash: undefined, by: ANN })
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'REQUEST_INVALID', fields: [{ field: expect.stringMatching(place) }] });
  });

  it('that breaks on disk keeps its flow from being published', async () => {
    const { workspace } = bench;
    bench.write('adaptors/acme-crm.yaml', 'leadflow: 1\nname: Acme\nfields:\n  - { target: phone, from: "lead.(" }\n');
    await bench.look();
    expect(workspace.get(DUP).problems).toContainEqual(
      expect.objectContaining({ code: 'EXPRESSION_UNREADABLE', says: expect.stringContaining('acme-crm') }),
    );
    await expect(workspace.publish(DUP, { rev: workspace.get(DUP).rev, by: ANN })).rejects.toMatchObject({
      code: 'FLOW_HAS_PROBLEMS',
    });
    expect(workspace.liveAt('acme/leads')?.version).toBe(1);
  });
});

async function readAgain() {
  const again = bench.again();
  await again.load();
  return again;
}
