// The life of a flow: drawn, saved as files, published, changed, withdrawn, deleted; and what two editors must not lose.
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FlowBundle } from '../../flows/language/document.ts';
import { ANN, type Bench, DUP, openBench, renamed } from './bench.ts';

let bench: Bench;
beforeEach(() => {
  bench = openBench();
});
afterEach(() => bench.close());

describe('a first start', () => {
  it('publishes every clean flow, makes its lists, and serves its path', async () => {
    const { workspace, store } = bench;
    const { published, problems } = await workspace.load();
    expect(problems).toEqual([]);
    expect(published).toEqual(['convoso-connect-post', DUP, 'validation-list-check']);
    expect(workspace.liveAt('acme/leads')).toMatchObject({ flow: DUP, version: 1 });
    expect(workspace.liveAt('/acme/leads/')?.flow).toBe(DUP);
    expect(workspace.liveAt('nowhere')).toBeUndefined();
    expect(workspace.known().lists).toEqual(['key-accounts']);
    expect(store.db.get('SELECT count(*) AS n FROM value_list_entry')?.n).toBe(4);
    expect(workspace.get(DUP)).toMatchObject({
      savedVersion: 1,
      draftChanged: false,
      live: { version: 1, by: 'workspace' },
      fileError: null,
    });
    expect(workspace.list().map(({ slug, state, problems: count }) => [slug, state, count])).toEqual([
      ['convoso-connect-post', 'live', 0],
      [DUP, 'live', 0],
      ['validation-list-check', 'live', 0],
    ]);
  });

  it('is the only start that publishes by itself, and changes no file', async () => {
    const before = bench.read(`${DUP}/flow.yaml`);
    await bench.workspace.load();
    await bench.workspace.withdraw(DUP, ANN);
    const second = bench.again();
    expect((await second.load()).published).toEqual([]);
    expect(second.liveAt('acme/leads')).toBeUndefined();
    expect(second.liveAt('convoso/leads')?.flow).toBe('convoso-connect-post');
    expect(second.get(DUP)).toMatchObject({ savedVersion: 1, live: null });
    expect(bench.read(`${DUP}/flow.yaml`)).toBe(before);
  });

  it('leaves a flow with problems unpublished and names them', async () => {
    bench.write(`${DUP}/flow.yaml`, bench.read(`${DUP}/flow.yaml`).replace('adaptor: acme-crm', 'adaptor: gone'));
    const { published, problems } = await bench.workspace.load();
    expect(published).not.toContain(DUP);
    expect(problems).toEqual([
      { slug: DUP, problems: [expect.objectContaining({ code: 'ADAPTOR_UNKNOWN', node: 'map' })] },
    ]);
  });
});

describe('a draft', () => {
  it('is kept over a restart, raises the revision, and touches no file', async () => {
    const { workspace } = bench;
    await workspace.load();
    const before = workspace.get(DUP);
    const text = bench.read(`${DUP}/flow.yaml`);
    const after = await workspace.putDraft(DUP, renamed(before.bundle, 'New name'), { rev: before.rev, by: ANN });
    expect(after).toMatchObject({ rev: before.rev + 1, draftChanged: true, savedVersion: 1 });
    expect(workspace.list().find((flow) => flow.slug === DUP)).toMatchObject({ name: 'New name', state: 'changed' });
    const second = bench.again();
    await second.load();
    expect(second.get(DUP)).toMatchObject({
      rev: after.rev,
      draftChanged: true,
      bundle: { document: { name: 'New name' } },
    });
    expect(bench.read(`${DUP}/flow.yaml`)).toBe(text);
  });

  it('of a second editor is refused, and the first one is kept', async () => {
    const { workspace } = bench;
    await workspace.load();
    const { bundle, rev } = workspace.get(DUP);
    const [first, second] = await Promise.allSettled([
      workspace.putDraft(DUP, renamed(bundle, 'First'), { rev, by: ANN }),
      workspace.putDraft(DUP, renamed(bundle, 'Second'), { rev, by: 'bob@example.com' }),
    ]);
    expect(first.status).toBe('fulfilled');
    expect(second).toMatchObject({ status: 'rejected', reason: { code: 'CHANGED_MEANWHILE' } });
    expect(workspace.get(DUP).bundle.document.name).toBe('First');
  });

  it('that says what the saved version says is no draft', async () => {
    const { workspace } = bench;
    await workspace.load();
    const { bundle, rev } = workspace.get(DUP);
    const changed = await workspace.putDraft(DUP, renamed(bundle, 'X'), { rev, by: ANN });
    const back = await workspace.putDraft(DUP, bundle, { rev: changed.rev, by: ANN });
    expect(back.draftChanged).toBe(false);
    expect(bench.store.db.get('SELECT draft FROM flow WHERE slug = ?', DUP)?.draft).toBeNull();
  });

  it('of the wrong shape is refused', async () => {
    const { workspace } = bench;
    await workspace.load();
    const { rev } = workspace.get(DUP);
    const bad = { document: { nodes: [] } } as unknown as FlowBundle;
    await expect(workspace.putDraft(DUP, bad, { rev, by: ANN })).rejects.toMatchObject({ code: 'REQUEST_INVALID' });
    await expect(workspace.putDraft('gone', bad, { rev, by: ANN })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('saving', () => {
  it('writes a readable difference, makes a version, and publishes nothing', async () => {
    const { workspace } = bench;
    await workspace.load();
    const { bundle, rev } = workspace.get(DUP);
    const before = bench.read(`${DUP}/flow.yaml`).split('\n');
    const { rev: drafted } = await workspace.putDraft(DUP, renamed(bundle, 'Other name'), { rev, by: ANN });
    const saved = await workspace.save(DUP, { rev: drafted, by: ANN, message: 'A better name' });
    expect(saved).toMatchObject({ savedVersion: 2, draftChanged: false, live: { version: 1 } });
    const after = bench.read(`${DUP}/flow.yaml`).split('\n');
    expect(after.filter((line, i) => line !== before[i])).toEqual(['name: Other name']);
    expect(await workspace.versions(DUP)).toMatchObject([
      { version: 2, savedBy: ANN, message: 'A better name', live: false },
      { version: 1, savedBy: 'workspace', live: true },
    ]);
    expect((await workspace.version(DUP, 1)).document.name).toBe('Duplicate lead check');
    await expect(workspace.version(DUP, 9)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(workspace.liveAt('acme/leads')?.version).toBe(1);
  });

  it('moved nodes changes layout.json alone, and makes no version', async () => {
    const { workspace } = bench;
    await workspace.load();
    const { bundle, rev } = workspace.get(DUP);
    const layout = { ...bundle.layout, nodes: { ...bundle.layout.nodes, map: [777, 888] as [number, number] } };
    const drafted = await workspace.putDraft(DUP, { ...bundle, layout }, { rev, by: ANN });
    expect(drafted.draftChanged).toBe(true);
    const text = bench.read(`${DUP}/flow.yaml`);
    const saved = await workspace.save(DUP, { rev: drafted.rev, by: ANN, message: '' });
    expect(saved).toMatchObject({ savedVersion: 1, draftChanged: false });
    expect(bench.read(`${DUP}/flow.yaml`)).toBe(text);
    expect(bench.read(`${DUP}/layout.json`)).toContain('"map": [777, 888]');
    expect(workspace.list().find((flow) => flow.slug === DUP)?.state).toBe('live');
  });

  it('nothing is nothing, and an old revision is refused', async () => {
    const { workspace } = bench;
    await workspace.load();
    const { rev } = workspace.get(DUP);
    await expect(workspace.save(DUP, { rev: rev + 1, by: ANN, message: '' })).rejects.toMatchObject({
      code: 'CHANGED_MEANWHILE',
    });
    expect((await workspace.save(DUP, { rev, by: ANN, message: '' })).savedVersion).toBe(1);
  });

  it('over a file that was changed on disk meanwhile is refused, and both contents are kept', async () => {
    const { workspace } = bench;
    await workspace.load();
    const { bundle, rev } = workspace.get(DUP);
    const drafted = await workspace.putDraft(DUP, renamed(bundle, 'Mine'), { rev, by: ANN });
    bench.write(
      `${DUP}/flow.yaml`,
      bench.read(`${DUP}/flow.yaml`).replace('name: Duplicate lead check', 'name: Pulled'),
    );
    await expect(workspace.save(DUP, { rev: drafted.rev, by: ANN, message: '' })).rejects.toMatchObject({
      code: 'CHANGED_MEANWHILE',
    });
    expect(bench.read(`${DUP}/flow.yaml`)).toContain('name: Pulled');
    expect(workspace.get(DUP)).toMatchObject({
      savedVersion: 2,
      draftChanged: true,
      bundle: { document: { name: 'Mine' } },
    });
    expect((await workspace.version(DUP, 2)).document.name).toBe('Pulled');
  });

  it('leaves no temporary file behind', async () => {
    const { workspace } = bench;
    await workspace.load();
    const { bundle, rev } = workspace.get(DUP);
    await workspace.publish(DUP, {
      rev: (await workspace.putDraft(DUP, renamed(bundle, 'X'), { rev, by: ANN })).rev,
      by: ANN,
    });
    const { readdirSync } = await import('node:fs');
    expect(readdirSync(join(bench.folder, DUP)).sort()).toEqual(['cases', 'flow.yaml', 'layout.json']);
  });
});

describe('publishing', () => {
  it('saves the draft, serves the new release, and keeps the old one for its runs', async () => {
    const { workspace, store } = bench;
    await workspace.load();
    const old = workspace.liveAt('acme/leads');
    const { bundle, rev } = workspace.get(DUP);
    const drafted = await workspace.putDraft(DUP, renamed(bundle, 'Second'), { rev, by: ANN });
    const published = await workspace.publish(DUP, { rev: drafted.rev, by: ANN });
    expect(published).toMatchObject({ savedVersion: 2, draftChanged: false, live: { version: 2, by: ANN } });
    const now = workspace.liveAt('acme/leads');
    expect(now).toMatchObject({ version: 2, name: 'Second' });
    expect(now?.hash).toBe(published.live?.release);
    expect(await workspace.release(old?.hash ?? '')).toBe(old);
    const second = bench.again();
    await second.load();
    expect(second.liveAt('acme/leads')?.hash).toBe(now?.hash);
    expect((await second.release(old?.hash ?? '')).version).toBe(1);
    await expect(second.release('0'.repeat(64))).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const rows = store.db.all('SELECT version, by_whom FROM publication WHERE flow = ? ORDER BY id', DUP);
    expect(rows.map((row) => [row.version, row.by_whom])).toEqual([
      [1, 'workspace'],
      [2, ANN],
    ]);
  });

  it('what serves already notes nothing', async () => {
    const { workspace, store } = bench;
    await workspace.load();
    await workspace.publish(DUP, { rev: workspace.get(DUP).rev, by: ANN });
    expect(store.db.get('SELECT count(*) AS n FROM publication WHERE flow = ?', DUP)?.n).toBe(1);
  });

  it('a flow with problems is refused, and the last release goes on serving', async () => {
    const { workspace } = bench;
    await workspace.load();
    const { bundle, rev } = workspace.get(DUP);
    const edges = bundle.document.edges.filter((edge) => edge.from !== 'ask');
    const drafted = await workspace.putDraft(
      DUP,
      { ...bundle, document: { ...bundle.document, edges } },
      { rev, by: ANN },
    );
    await expect(workspace.publish(DUP, { rev: drafted.rev, by: ANN })).rejects.toMatchObject({
      code: 'FLOW_HAS_PROBLEMS',
    });
    expect(workspace.get(DUP)).toMatchObject({ draftChanged: true, savedVersion: 1 });
    expect(workspace.get(DUP).problems.length).toBeGreaterThan(0);
    expect(workspace.liveAt('acme/leads')?.version).toBe(1);
  });

  it('refuses a value that looks like a secret', async () => {
    const { workspace } = bench;
    await workspace.load();
    const { bundle, rev } = workspace.get(DUP);
    const vars = { api_token: 'sk_live_4711canary' };
    const drafted = await workspace.putDraft(
      DUP,
      { ...bundle, document: { ...bundle.document, vars } },
      { rev, by: ANN },
    );
    expect(drafted.problems).toContainEqual(
      expect.objectContaining({ code: 'SECRET_IN_DOCUMENT', field: 'vars.api_token' }),
    );
    await expect(workspace.publish(DUP, { rev: drafted.rev, by: ANN })).rejects.toMatchObject({
      code: 'FLOW_HAS_PROBLEMS',
    });
    await expect(workspace.export(DUP)).rejects.toMatchObject({ code: 'REQUEST_INVALID' });
  });

  it('again after an adaptor changed makes a release of the same version, and until then the old mapping runs', async () => {
    const { workspace } = bench;
    await workspace.load();
    const first = workspace.liveAt('acme/leads');
    const adaptor = workspace.adaptor('acme-crm');
    if (!adaptor) throw new Error('acme-crm is missing');
    const document = { ...adaptor.document, description: 'Changed' };
    await workspace.putAdaptor('acme-crm', document, { hash: adaptor.hash, by: ANN });
    expect(workspace.liveAt('acme/leads')).toBe(first);
    expect(workspace.list().find((flow) => flow.slug === DUP)?.state).toBe('changed');
    await workspace.publish(DUP, { rev: workspace.get(DUP).rev, by: ANN });
    expect(workspace.liveAt('acme/leads')).toMatchObject({ version: 1 });
    expect(workspace.liveAt('acme/leads')?.hash).not.toBe(first?.hash);
  });

  it('a test release serves nobody and pins the draft', async () => {
    const { workspace } = bench;
    await workspace.load();
    const { bundle, rev } = workspace.get(DUP);
    await workspace.putDraft(DUP, renamed(bundle, 'Trial'), { rev, by: ANN });
    const release = await workspace.testRelease(DUP);
    expect(release.name).toBe('Trial');
    expect(workspace.liveAt('acme/leads')?.name).toBe('Duplicate lead check');
    expect((await bench.again().release(release.hash)).name).toBe('Trial');
  });
});

describe('making and deleting', () => {
  it('makes a draft with a free short name, and its folder at the first save', async () => {
    const { workspace } = bench;
    await workspace.load();
    const made = await workspace.create({ name: 'Köln: leads (new)!' }, ANN);
    expect(made).toMatchObject({ slug: 'koln-leads-new', rev: 1, savedVersion: null, draftChanged: true, live: null });
    expect((await workspace.create({ name: 'Koln leads new' }, ANN)).slug).toBe('koln-leads-new-2');
    expect((await workspace.create({ name: '2024' }, ANN)).slug).toBe('flow-2024');
    expect(existsSync(join(bench.folder, 'koln-leads-new'))).toBe(false);
    await workspace.save('koln-leads-new', { rev: 1, by: ANN, message: '' });
    expect(bench.read('koln-leads-new/flow.yaml')).toContain('name: "Köln: leads (new)!"');
    await expect(workspace.create({ name: 'x', slug: DUP }, ANN)).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });
    await expect(workspace.create({ name: 'x', slug: 'adaptors' }, ANN)).rejects.toMatchObject({
      code: 'ALREADY_EXISTS',
    });
    for (const slug of ['../x', 'a/b', '', 'A', '__proto__', 'a'.repeat(65)]) {
      await expect(workspace.create({ name: 'x', slug }, ANN)).rejects.toMatchObject({ code: 'REQUEST_INVALID' });
    }
  });

  it('does not take the name of a folder that is there already', async () => {
    mkdirSync(join(bench.folder, 'notes'));
    await bench.workspace.load();
    expect((await bench.workspace.create({ name: 'Notes' }, ANN)).slug).toBe('notes-2');
  });

  it('copies a flow so that the copy can be published beside it', async () => {
    const { workspace } = bench;
    await workspace.load();
    const copy = await workspace.create({ name: 'Copy', from: DUP }, ANN);
    expect(copy.trigger?.path).toBe('acme/leads-2');
    expect(copy.problems.filter((problem) => problem.severity === 'error')).toEqual([]);
    await workspace.publish('copy', { rev: copy.rev, by: ANN });
    expect(workspace.liveAt('acme/leads')?.flow).toBe(DUP);
    expect(workspace.liveAt('acme/leads-2')?.flow).toBe('copy');
  });

  it('refuses a second flow at a path that is served', async () => {
    const { workspace } = bench;
    await workspace.load();
    const copy = await workspace.create({ name: 'Copy', bundle: workspace.get(DUP).bundle }, ANN);
    expect(copy.problems).toContainEqual(expect.objectContaining({ code: 'PATH_TAKEN' }));
    await expect(workspace.publish('copy', { rev: copy.rev, by: ANN })).rejects.toMatchObject({
      code: 'FLOW_HAS_PROBLEMS',
    });
    await workspace.withdraw(DUP, ANN);
    await workspace.publish('copy', { rev: copy.rev, by: ANN });
    expect(workspace.liveAt('acme/leads')?.flow).toBe('copy');
  });

  it('deletes folder and draft, serves no more, and begins anew under the same name', async () => {
    const { workspace, store } = bench;
    await workspace.load();
    const release = workspace.liveAt('acme/leads')?.hash ?? '';
    await workspace.remove(DUP, ANN);
    expect(existsSync(join(bench.folder, DUP))).toBe(false);
    expect(workspace.liveAt('acme/leads')).toBeUndefined();
    expect(() => workspace.get(DUP)).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }));
    expect((await workspace.release(release)).flow).toBe(DUP);
    const again = await workspace.create({ name: 'Anew', slug: DUP }, ANN);
    expect(again).toMatchObject({ savedVersion: null, live: null });
    expect(await workspace.versions(DUP)).toEqual([]);
    const second = bench.again();
    await second.load();
    expect(second.get(DUP)).toMatchObject({ savedVersion: null, live: null, bundle: { document: { name: 'Anew' } } });
    const saved = await workspace.save(DUP, { rev: again.rev, by: ANN, message: '' });
    expect(saved.savedVersion).toBe(2);
    expect(store.db.get('SELECT release FROM publication WHERE flow = ? ORDER BY id DESC', DUP)?.release).toBeNull();
  });
});
