// Export and import: one document, the same bytes again, no secrets, nothing half imported.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FlowExport } from '../../server/workspace/workspace.ts';
import { ANN, type Bench, DUP, openBench } from './bench.ts';

const FLOWS = [DUP, 'convoso-connect-post', 'validation-list-check'];
let bench: Bench;
let other: Bench;
/** Every test has an empty workspace of its own; what is exported is theirs together. */
beforeAll(async () => {
  bench = openBench();
  await bench.workspace.load();
});
beforeEach(async () => {
  other = openBench([]);
  await other.workspace.load();
});
afterEach(() => other.close());
afterAll(() => bench.close());

describe('an exported flow', () => {
  it.each(FLOWS)('%s comes back byte for byte after an import elsewhere', async (slug) => {
    const file = await bench.workspace.export(slug);
    const report = await other.workspace.import(file, { by: ANN, dryRun: false });
    expect(report).toMatchObject({ slug, clashes: [], missing: { connections: [], adaptors: [], lists: [] } });
    expect(report.problems.filter((problem) => problem.severity === 'error')).toEqual([]);
    expect(JSON.stringify(await other.workspace.export(slug))).toBe(JSON.stringify(file));
    expect(other.read(`${slug}/flow.yaml`)).toBe(bench.read(`${slug}/flow.yaml`));
    expect(other.workspace.get(slug)).toMatchObject({ savedVersion: 1, draftChanged: false, live: null });
    await other.workspace.publish(slug, { rev: other.workspace.get(slug).rev, by: ANN });
    expect(other.workspace.get(slug).live).toMatchObject({ version: 1, by: ANN });
  });

  it('holds its files, cases, lists, adaptors and connections', async () => {
    const file = await bench.workspace.export('validation-list-check');
    expect(Object.keys(file.files)).toEqual(
      expect.arrayContaining(['flow.yaml', 'layout.json', 'lists.yaml', 'cases/off-list.yaml']),
    );
    expect(Object.keys(file.adaptors)).toEqual(['company-lead']);
    expect(Object.keys(file.connections)).toEqual(['acme-crm']);
  });

  it('is the draft where there is one, and can be a flow that was never saved', async () => {
    const { workspace } = bench;
    await workspace.create({ name: 'Blank' }, ANN);
    expect((await workspace.export('blank')).files['flow.yaml']).toContain('name: Blank');
  });
});

describe('an import', () => {
  it('in a dry run says what it would do, and does nothing', async () => {
    const file = await bench.workspace.export('validation-list-check');
    const report = await other.workspace.import({ ...file, connections: {} }, { by: ANN, dryRun: true });
    expect(report).toMatchObject({
      nodes: Object.keys(bench.workspace.get('validation-list-check').bundle.document.nodes).length,
      missing: { connections: ['acme-crm'], lists: [] },
    });
    expect(report.problems).toContainEqual(expect.objectContaining({ code: 'CONNECTION_UNKNOWN' }));
    expect(other.workspace.list()).toEqual([]);
    expect(existsSync(join(other.folder, 'validation-list-check'))).toBe(false);
    expect(other.workspace.known().lists).toEqual([]);
  });

  it('of a name that is taken is refused, and the dry run says so', async () => {
    const file = await bench.workspace.export(DUP);
    const report = await bench.workspace.import(file, { by: ANN, dryRun: true });
    expect(report.clashes).toEqual([DUP, 'acme-crm', 'acme-crm']);
    await expect(bench.workspace.import(file, { by: ANN, dryRun: false })).rejects.toMatchObject({
      code: 'ALREADY_EXISTS',
    });
    expect(bench.workspace.get(DUP).savedVersion).toBe(1);
  });

  it('keeps the connections and adaptors that exist', async () => {
    const file = await bench.workspace.export(DUP);
    const [host] = ['stolen.example'];
    const connection = file.connections['acme-crm'];
    if (!connection) throw new Error('acme-crm is missing');
    const changed = { ...file, slug: 'copy', connections: { 'acme-crm': { ...connection, host } } };
    await bench.workspace.import(changed, { by: ANN, dryRun: false });
    expect(bench.workspace.live('acme-crm')?.document.host).toBe('127.0.0.1:4410');
  });

  const bad: [string, (file: FlowExport) => unknown, string][] = [
    [
      'a file that leads out',
      (file) => ({ ...file, files: { ...file.files, '../../x.yaml': 'x' } }),
      'REQUEST_INVALID',
    ],
    ['an absolute file', (file) => ({ ...file, files: { ...file.files, '/etc/cron.d/x': 'x' } }), 'REQUEST_INVALID'],
    [
      'a file of another kind',
      (file) => ({ ...file, files: { ...file.files, '.git/config': 'x' } }),
      'REQUEST_INVALID',
    ],
    ['a slug that leads out', (file) => ({ ...file, slug: '../x' }), 'REQUEST_INVALID'],
    ['a reserved slug', (file) => ({ ...file, slug: 'connections' }), 'ALREADY_EXISTS'],
    [
      'a connection slug that leads out',
      (file) => ({ ...file, connections: { '../x': file.connections['acme-crm'] } }),
      'REQUEST_INVALID',
    ],
    ['no flow.yaml', (file) => ({ ...file, files: {} }), 'TEXT_UNREADABLE'],
    [
      'a broken flow.yaml',
      (file) => ({ ...file, files: { ...file.files, 'flow.yaml': 'nodes: [' } }),
      'TEXT_UNREADABLE',
    ],
    ['a broken lists.yaml', (file) => ({ ...file, files: { ...file.files, 'lists.yaml': 'a: {' } }), 'TEXT_UNREADABLE'],
    ['a newer format', (file) => ({ ...file, leadflow: 2 }), 'REQUEST_INVALID'],
    [
      'a broken connection',
      (file) => ({ ...file, connections: { crm: { leadflow: 1, name: 'x' } } }),
      'REQUEST_INVALID',
    ],
    [
      'a secret in a connection',
      (file) => ({
        ...file,
        connections: { crm: { ...file.connections['acme-crm'], headers: [{ name: 'X-Api-Key', value: 'abc' }] } },
      }),
      'REQUEST_INVALID',
    ],
    [
      'a broken adaptor',
      (file) => ({ ...file, adaptors: { map: { leadflow: 1, name: 'x', fields: [{ target: 'a', from: '((' }] } } }),
      'REQUEST_INVALID',
    ],
  ];
  it.each(bad)('with %s is refused, and nothing of it is kept', async (_what, breaks, code) => {
    const file = await bench.workspace.export('validation-list-check');
    const broken = breaks(file) as FlowExport;
    await expect(other.workspace.import(broken, { by: ANN, dryRun: false })).rejects.toMatchObject({ code });
    expect(other.workspace.list()).toEqual([]);
    expect(other.workspace.connections()).toEqual([]);
    expect(other.workspace.adaptors()).toEqual([]);
    expect(other.workspace.known().lists).toEqual([]);
    expect(existsSync(join(other.folder, '../x'))).toBe(false);
  });
});
