// What happens on disk while the server runs: pulls, broken files, conflicts, links, folders that come and go.
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDisk } from '../../server/workspace/disk.ts';
import { ANN, type Bench, DUP, openBench, renamed } from './bench.ts';

let bench: Bench;
beforeEach(() => {
  bench = openBench();
});
afterEach(() => bench.close());

const FLOW = `${DUP}/flow.yaml`;
const rename = (to: string) => bench.write(FLOW, bench.read(FLOW).replace(/^name: .*$/m, `name: ${to}`));

describe('a changed file', () => {
  it('becomes a saved version that is published by hand', async () => {
    const { workspace } = bench;
    await workspace.load();
    const { rev } = workspace.get(DUP);
    rename('Pulled');
    await bench.look();
    expect(workspace.get(DUP)).toMatchObject({
      savedVersion: 2,
      draftChanged: false,
      rev: rev + 1,
      live: { version: 1 },
    });
    expect(workspace.list().find((flow) => flow.slug === DUP)).toMatchObject({ state: 'changed', name: 'Pulled' });
    expect(workspace.liveAt('acme/leads')?.name).toBe('Duplicate lead check');
    expect(await workspace.versions(DUP)).toMatchObject([
      { version: 2, savedBy: 'workspace', message: 'Changed on disk.' },
      { version: 1 },
    ]);
    await workspace.publish(DUP, { rev: rev + 1, by: ANN });
    expect(workspace.liveAt('acme/leads')?.name).toBe('Pulled');
  });

  it('while the server was down becomes a version at the start', async () => {
    await bench.workspace.load();
    rename('Pulled');
    const second = bench.again();
    await second.load();
    expect(second.get(DUP)).toMatchObject({ savedVersion: 2, live: { version: 1 } });
  });

  it('with other comments and another order makes no version', async () => {
    const { workspace } = bench;
    await workspace.load();
    const { rev } = workspace.get(DUP);
    bench.write(FLOW, `# A word to the reader.\n${bench.read(FLOW)}\n# The end.\n`);
    await bench.look();
    expect(workspace.get(DUP)).toMatchObject({ savedVersion: 1, rev });
  });

  it('keeps the draft that was being edited, and the editor is told by its revision', async () => {
    const { workspace } = bench;
    await workspace.load();
    const { bundle, rev } = workspace.get(DUP);
    const drafted = await workspace.putDraft(DUP, renamed(bundle, 'Mine'), { rev, by: ANN });
    rename('Pulled');
    await bench.look();
    const now = workspace.get(DUP);
    expect(now).toMatchObject({ savedVersion: 2, draftChanged: true, bundle: { document: { name: 'Mine' } } });
    await expect(workspace.putDraft(DUP, bundle, { rev: drafted.rev, by: ANN })).rejects.toMatchObject({
      code: 'CHANGED_MEANWHILE',
    });
    const saved = await workspace.save(DUP, { rev: now.rev, by: ANN, message: '' });
    expect(saved.savedVersion).toBe(3);
    expect(bench.read(FLOW)).toContain('name: Mine');
  });

  it('in a new folder is a new flow', async () => {
    const { workspace } = bench;
    await workspace.load();
    mkdirSync(join(bench.folder, 'pulled'));
    bench.write('pulled/flow.yaml', bench.read(FLOW).replace('path: acme/leads', 'path: pulled/leads'));
    await bench.look();
    expect(workspace.get('pulled')).toMatchObject({ savedVersion: 1, live: null, trigger: { path: 'pulled/leads' } });
    await workspace.publish('pulled', { rev: workspace.get('pulled').rev, by: ANN });
    expect(workspace.liveAt('pulled/leads')?.flow).toBe('pulled');
  });
});

describe('a file that cannot be read', () => {
  const broken: [string, (text: string) => string, RegExp][] = [
    ['a syntax error', (text) => `${text}\nnodes: [`, /flow\.yaml:\d+:\d+/],
    [
      'a merge conflict',
      (text) => text.replace(/^name: .*$/m, '<<<<<<< HEAD\nname: A\n=======\nname: B\n>>>>>>> pulled'),
      /merge-conflict/,
    ],
    ['an empty file', () => '', /empty/],
    ['a duplicate node', (text) => text.replace('  map: ', '  lead-in: { type: stop }\n  map: '), /twice/],
    ['a node called __proto__', (text) => text.replace('  map: ', '  __proto__: { type: stop }\n  map: '), /__proto__/],
    ['a newer format', (text) => text.replace('leadflow: 1', 'leadflow: 2'), /format 2/],
  ];
  it.each(broken)(
    '(%s) is named, and the last good release keeps serving, also after a restart',
    async (_what, breaks, words) => {
      const { workspace } = bench;
      await workspace.load();
      const good = bench.read(FLOW);
      bench.write(FLOW, breaks(good));
      await bench.look();
      const flow = workspace.get(DUP);
      expect(flow.fileError?.says).toMatch(words);
      expect(flow).toMatchObject({
        savedVersion: 1,
        live: { version: 1 },
        bundle: { document: { name: 'Duplicate lead check' } },
      });
      expect(workspace.list().find((each) => each.slug === DUP)?.state).toBe('file-error');
      const second = bench.again();
      const { problems } = await second.load();
      expect(problems).toEqual([{ slug: DUP, problems: [expect.objectContaining({ code: 'TEXT_UNREADABLE' })] }]);
      expect(second.liveAt('acme/leads')?.version).toBe(1);
      bench.write(FLOW, good);
      await bench.look();
      expect(workspace.get(DUP)).toMatchObject({ fileError: null, savedVersion: 1 });
    },
  );

  it('is never written over by a save, nor by a draft', async () => {
    const { workspace } = bench;
    await workspace.load();
    const { bundle, rev } = workspace.get(DUP);
    const drafted = await workspace.putDraft(DUP, renamed(bundle, 'Mine'), { rev, by: ANN });
    bench.write(FLOW, '<<<<<<< HEAD\n');
    await expect(workspace.save(DUP, { rev: drafted.rev, by: ANN, message: '' })).rejects.toMatchObject({
      code: 'TEXT_UNREADABLE',
    });
    await expect(workspace.putDraft(DUP, bundle, { rev: drafted.rev, by: ANN })).rejects.toMatchObject({
      code: 'TEXT_UNREADABLE',
    });
    expect(bench.read(FLOW)).toBe('<<<<<<< HEAD\n');
  });

  it('in a folder that was never read is shown, and is gone when the folder is', async () => {
    const { workspace } = bench;
    mkdirSync(join(bench.folder, 'half'));
    bench.write('half/flow.yaml', 'nodes: [');
    await workspace.load();
    expect(workspace.get('half')).toMatchObject({ savedVersion: null, live: null });
    expect(workspace.get('half').fileError?.says).toMatch(/^flow\.yaml:/);
    await expect(workspace.publish('half', { rev: 0, by: ANN })).rejects.toMatchObject({ code: 'FLOW_HAS_PROBLEMS' });
    rmSync(join(bench.folder, 'half'), { recursive: true });
    await bench.look();
    expect(() => workspace.get('half')).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }));
  });

  it('that is not UTF-8, or too large, is named', async () => {
    await bench.workspace.load();
    writeFileSync(join(bench.folder, FLOW), Buffer.from([0x6e, 0x3a, 0xff]));
    await bench.look();
    expect(bench.workspace.get(DUP).fileError?.says).toMatch(/UTF-8/);
    bench.write(FLOW, `# ${'a'.repeat(1_000_001)}\n`);
    await bench.look();
    expect(bench.workspace.get(DUP).fileError?.says).toMatch(/1 MB/);
  });
});

describe('a folder that is gone', () => {
  it('is named, what serves goes on, and it comes back as it was', async () => {
    const { workspace } = bench;
    await workspace.load();
    renameSync(join(bench.folder, DUP), join(bench.folder, '.away'));
    await bench.look();
    expect(workspace.get(DUP).fileError?.says).toMatch(/is gone/);
    expect(workspace.liveAt('acme/leads')?.version).toBe(1);
    renameSync(join(bench.folder, '.away'), join(bench.folder, DUP));
    await bench.look();
    expect(workspace.get(DUP)).toMatchObject({ fileError: null, savedVersion: 1 });
  });
});

describe('a link that leads out of the folder', () => {
  let outside: string;
  beforeEach(() => {
    outside = mkdtempSync(join(tmpdir(), 'leadflow-outside-'));
    writeFileSync(join(outside, 'flow.yaml'), bench.read(FLOW));
    writeFileSync(join(outside, 'acme-crm.yaml'), bench.read('connections/acme-crm.yaml'));
  });
  afterEach(() => rmSync(outside, { recursive: true }));

  it('is not a flow, not a file of one, and not a connection', async () => {
    symlinkSync(outside, join(bench.folder, 'linked'));
    mkdirSync(join(bench.folder, 'half'));
    symlinkSync(join(outside, 'flow.yaml'), join(bench.folder, 'half', 'flow.yaml'));
    symlinkSync(join(outside, 'acme-crm.yaml'), join(bench.folder, 'connections', 'linked.yaml'));
    await bench.workspace.load();
    expect(bench.workspace.list().map((flow) => flow.slug)).not.toContain('linked');
    expect(bench.workspace.list().map((flow) => flow.slug)).not.toContain('half');
    expect(bench.workspace.connection('linked')).toBeUndefined();
  });

  it('is never written through', async () => {
    symlinkSync(outside, join(bench.folder, 'linked'));
    const disk = await openDisk(bench.folder);
    await expect(disk.writeFlow('linked', { 'flow.yaml': 'x' }, [])).rejects.toMatchObject({ code: 'REQUEST_INVALID' });
    await expect(disk.writeFlow('linked', { 'cases/a.yaml': 'x' }, [])).rejects.toMatchObject({
      code: 'REQUEST_INVALID',
    });
    expect(readFileSync(join(outside, 'flow.yaml'), 'utf8')).toContain('Duplicate lead check');
    rmSync(join(bench.folder, 'connections'), { recursive: true });
    symlinkSync(outside, join(bench.folder, 'connections'));
    await expect(disk.writeDocument('connections', 'acme-crm', 'x')).rejects.toMatchObject({ code: 'REQUEST_INVALID' });
    expect(readFileSync(join(outside, 'acme-crm.yaml'), 'utf8')).toContain('Acme CRM');
  });

  it('as a file is replaced, not followed', async () => {
    await bench.workspace.load();
    rmSync(join(bench.folder, DUP, 'layout.json'));
    writeFileSync(join(outside, 'precious'), 'precious');
    symlinkSync(join(outside, 'precious'), join(bench.folder, DUP, 'layout.json'));
    await (await openDisk(bench.folder)).writeFlow(DUP, { 'layout.json': '{}\n' }, []);
    expect(readFileSync(join(outside, 'precious'), 'utf8')).toBe('precious');
    expect(bench.read(`${DUP}/layout.json`)).toBe('{}\n');
  });
});

describe('a name that would leave the folder', () => {
  it.each(['../x', '..', '.', 'a/b', 'a\\b', '/etc', 'language', 'adaptors', '', 'A', 'a\0b', '%2e%2e'])(
    '%j is refused',
    async (name) => {
      const disk = await openDisk(bench.folder);
      await expect(async () => disk.readFlow(name)).rejects.toMatchObject({ code: 'REQUEST_INVALID' });
      await expect(async () => disk.writeFlow(name, { 'flow.yaml': 'x' }, [])).rejects.toMatchObject({
        code: 'REQUEST_INVALID',
      });
      await expect(async () => disk.removeFlow(name)).rejects.toMatchObject({ code: 'REQUEST_INVALID' });
    },
  );

  it.each(['../x.yaml', 'cases/../../x.yaml', '/x.yaml', 'x.txt', '.git/config', 'cases/a/b.yaml', 'map.jsonata/../x'])(
    '%j is refused as a file',
    async (name) => {
      const disk = await openDisk(bench.folder);
      await expect(async () => disk.writeFlow(DUP, { [name]: 'x' }, [])).rejects.toMatchObject({
        code: 'REQUEST_INVALID',
      });
      await expect(async () => disk.writeFlow(DUP, {}, [name])).rejects.toMatchObject({ code: 'REQUEST_INVALID' });
    },
  );
});
