// Going back to an earlier version: what served for it serves again, whatever became of the draft and of what it names.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ask } from '../../server/store/admin-ops.ts';
import { ANN, type Bench, DUP, openBench, renamed } from './bench.ts';

let bench: Bench;
beforeEach(async () => {
  bench = openBench();
  await bench.workspace.load();
});
afterEach(() => bench.close());

/** Saves and publishes the flow under another name: version 2. */
async function publishSecond(name = 'Second') {
  const { bundle, rev } = bench.workspace.get(DUP);
  const drafted = await bench.workspace.putDraft(DUP, renamed(bundle, name), { rev, by: ANN });
  return bench.workspace.publish(DUP, { rev: drafted.rev, by: ANN });
}

describe('going back', () => {
  it('serves the release that served then, keeps the draft, and is written down', async () => {
    const { workspace, store } = bench;
    const first = workspace.get(DUP).live?.release;
    const second = await publishSecond();
    const draft = await workspace.putDraft(DUP, renamed(second.bundle, 'Third'), { rev: second.rev, by: ANN });
    const back = await workspace.goBack(DUP, 1, ANN);
    expect(back).toMatchObject({ live: { version: 1, release: first, by: ANN }, rev: draft.rev, draftChanged: true });
    expect(back.bundle.document.name).toBe('Third');
    expect(workspace.liveAt('acme/leads')).toMatchObject({ version: 1, hash: first });
    const { items } = await ask(store, 'publication.list', { flow: DUP, after: null, limit: 10 });
    expect(items.map(({ version }) => version)).toEqual([1, 2, 1]);
    expect(items[0]).toMatchObject({ release: first, by: ANN });
    const audit = await ask(store, 'audit.list', { q: null, after: null, limit: 1 });
    expect(audit.items[0]).toMatchObject({ did: 'flow.go-back', what: DUP, who: ANN });
  });

  it('holds over a restart, and ends with the next publication', async () => {
    await publishSecond();
    await bench.workspace.goBack(DUP, 1, ANN);
    const second = bench.again();
    await second.load();
    expect(second.liveAt('acme/leads')?.version).toBe(1);
    expect(second.get(DUP)).toMatchObject({ savedVersion: 2, live: { version: 1 } });
    await second.publish(DUP, { rev: second.get(DUP).rev, by: ANN });
    expect(second.liveAt('acme/leads')?.version).toBe(2);
  });

  it('serves with the adaptor as it was then, though that was changed since', async () => {
    const { workspace } = bench;
    const first = workspace.get(DUP).live?.release;
    const adaptor = workspace.adaptor('acme-crm');
    if (!adaptor) throw new Error('The adaptor is gone.');
    const changed = { ...adaptor.document, name: 'Changed' };
    await workspace.putAdaptor('acme-crm', changed, { hash: adaptor.hash, by: ANN });
    await publishSecond();
    const back = await workspace.goBack(DUP, 1, ANN);
    expect(back.live?.release).toBe(first);
  });

  it('compiles a version that never served with what it names now', async () => {
    const { workspace } = bench;
    const { bundle, rev } = workspace.get(DUP);
    const drafted = await workspace.putDraft(DUP, renamed(bundle, 'Saved only'), { rev, by: ANN });
    const saved = await workspace.save(DUP, { rev: drafted.rev, by: ANN, message: '' });
    expect(saved).toMatchObject({ savedVersion: 2, live: { version: 1 } });
    await publishSecond('Third');
    const back = await workspace.goBack(DUP, 2, ANN);
    expect(back.live?.version).toBe(2);
    expect(workspace.liveAt('acme/leads')?.name).toBe('Saved only');
  });

  it('to what serves already changes nothing', async () => {
    const before = bench.store.db.get('SELECT count(*) AS n FROM publication')?.n;
    await bench.workspace.goBack(DUP, 1, ANN);
    expect(bench.store.db.get('SELECT count(*) AS n FROM publication')?.n).toBe(before);
  });

  it('is refused for a version that there is not, and where another flow has its address by now', async () => {
    const { workspace } = bench;
    await expect(workspace.goBack(DUP, 99, ANN)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(workspace.goBack('gone', 1, ANN)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const { bundle } = workspace.get(DUP);
    await workspace.withdraw(DUP, ANN);
    const other = await workspace.create({ name: 'Other', slug: 'other', bundle }, ANN);
    await workspace.publish('other', { rev: other.rev, by: ANN });
    const refused = workspace.goBack(DUP, 1, ANN);
    await expect(refused).rejects.toMatchObject({
      code: 'FLOW_HAS_PROBLEMS',
      message: expect.stringContaining('other'),
    });
    expect(workspace.get(DUP).live).toBeNull();
  });
});
