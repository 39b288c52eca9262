// What is read of lists with every lead: kept in memory, and never older than what anybody was told.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../flows/language/document.ts';
import type { Store } from '../../server/store/ports.ts';
import { openStore } from '../../server/store/sqlite/client.ts';

const BY = 'ann@example.com';

describe('what is read of lists', () => {
  let folder: string;
  let store: Store;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'leadflow-kept-'));
    store = await openStore(folder);
  });
  afterAll(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });
  const write = (op: string, args: JsonObject) => store.write(op, { by: BY, ...args });

  it('is read once, until something is written', async () => {
    const first = store.reads.dncStand('account');
    expect(first).toMatchObject({ slug: 'account', limitDays: 31 });
    expect(store.reads.dncStand('account')).toBe(first);
    await write('dncList.change', { slug: 'account', limitDays: 7 });
    expect(store.reads.dncStand('account')).toMatchObject({ limitDays: 7 });
  });

  it('is what a person was told of it last: lead lists, their statuses, and the DNC lists of the account and of campaigns', async () => {
    const { leadList, dncListsOf, dncStand } = store.reads;
    const seen = () => [
      leadList('spring'),
      leadList('spring', 'GONE'),
      dncListsOf('solar'),
      dncListsOf(''),
      dncStand('optout'),
    ];
    expect(seen()).toEqual([undefined, undefined, [], ['account'], undefined]);
    await write('leadList.create', { slug: 'spring', name: 'Spring', campaign: 'solar' });
    await write('dncList.create', { slug: 'optout', name: 'Opt-outs', scope: 'campaign', campaign: 'solar' });
    expect(seen()).toMatchObject([{ dnc: false }, { dnc: false }, ['optout'], ['account'], { slug: 'optout' }]);
    await write('status.create', { abbrev: 'GONE', label: 'Gone', final: true, success: false, dnc: true });
    await write('dncList.change', { slug: 'optout', scope: 'account', campaign: '' });
    expect(seen()).toMatchObject([{ dnc: false }, { dnc: true }, [], ['account', 'optout'], { scope: 'account' }]);
    await write('leadList.remove', { slug: 'spring' });
    await expect(write('leadList.remove', { slug: 'spring' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(seen().slice(0, 2)).toEqual([undefined, undefined]);
  });

  it('tells a list and a status from others whose names come to the same text', async () => {
    await write('leadList.create', { slug: 'a', name: 'A', campaign: '' });
    expect([store.reads.leadList('a', 'bc'), store.reads.leadList('ab', 'c')]).toEqual([{ dnc: false }, undefined]);
  });
});
