// Imports of leads that meet trouble: rows that are refused only when they are imported, a full disk, and a store that takes nothing.
import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AdaptorDocument } from '../../flows/language/document.ts';
import { createExpressionPool, type ExpressionPool } from '../../server/expression/pool.ts';
import type { LeadImports } from '../../server/imports/imports.ts';
import { openLeadImports } from '../../server/imports/open.ts';
import type { ImportSettings, LeadImportRow } from '../../server/store/import-ops.ts';
import { errorOf, errorReply } from '../../server/store/sqlite/protocol.ts';
import { StoreFault } from '../../server/store/store-fault.ts';
import { type DirectStore, openDirectStore } from '../support/direct-store.ts';

let store: DirectStore;
let pool: ExpressionPool;
let imports: LeadImports;
const SETTINGS: ImportSettings = {
  adaptor: 'file',
  phoneField: 'phone_number',
  list: 'default',
  status: 'NEW',
  source: 'Fair',
  region: 'US',
  onDuplicate: 'skip',
  scope: 'list',
  scopeOf: '',
  onDnc: 'skip',
  onUnreadable: 'skip',
};
const DOCUMENT: AdaptorDocument = {
  leadflow: 1,
  name: 'File',
  fields: [{ target: 'phone_number', from: 'lead.Phone' }],
};

beforeAll(() => {
  store = openDirectStore();
  pool = createExpressionPool();
  imports = open();
});
afterAll(async () => {
  await imports.close();
  await pool.close();
  store.close();
});

const open = () =>
  openLeadImports({
    data: store.folder,
    store,
    pool,
    workspace: { adaptor: () => ({ document: DOCUMENT }) as never },
    secrets: { derive: () => Buffer.alloc(32) },
    log: { error: () => undefined },
    againMs: 1,
  });
const fileOf = (id: string, ending: string) => join(store.folder, 'lead-imports', `${id}.part${ending}`);

async function upload(lines: readonly string[]): Promise<string> {
  const bytes = Buffer.from(`Phone,Note\n${lines.map((line) => `${line}\n`).join('')}`);
  const { id } = await imports.begin({ name: 'fair.csv', size: bytes.length, etag: '', by: 'ann' });
  await imports.append(id, 0, bytes);
  await imports.describe(id, {}, 'ann');
  return id;
}

async function until(id: string, is: (stand: LeadImportRow) => boolean): Promise<LeadImportRow> {
  for (;;) {
    const stand = await imports.get(id);
    if (is(stand)) return stand;
    await new Promise(setImmediate);
  }
}
const inState = (id: string, state: LeadImportRow['state']) => until(id, (stand) => stand.state === state);

async function checked(lines: readonly string[]): Promise<string> {
  const id = await upload(lines);
  await imports.check(id, SETTINGS, 'ann');
  await inState(id, 'checked');
  return id;
}

async function imported(id: string): Promise<LeadImportRow> {
  await imports.import(id, 'ann');
  await imports.settled();
  return imports.get(id);
}

/** The lines of the rows that were left out, without their titles and the mark. */
const leftOf = (id: string) => readFileSync(fileOf(id, '.left'), 'utf8').trim().split('\r\n').slice(1);
const numbers = (count: number, first: number) => Array.from({ length: count }, (_, at) => `+1310${first + at},n${at}`);

describe('rows that are not imported', () => {
  it('can be downloaded with why, whatever the check said of them, and deleted', async () => {
    const id = await checked(['3105550101,a', '3105550102,b', '3105550103,=c', 'nobody,d', '3105550105,e,f']);
    // Between the check and the import one is called off, and one comes by another way.
    const entry = { list: 'account', number: '+13105550102', reason: 'asked', by: 'ann' };
    await store.write('dnc.enter', entry);
    await imported(await checked(['3105550103,before']));
    const done = await imported(id);
    expect(done).toMatchObject({ counts: { created: 1, duplicates: 1, onDnc: 1, unreadable: 1, failed: 1 } });
    expect([done.state, imports.hasFile(id)]).toEqual(['done', false]);
    expect((await text(imports.made.left(id))).trim().split('\r\n')).toEqual([
      'Line,Column,Reason,Phone,Note',
      "3,Phone,'+13105550102 is on the DNC list account: asked. Not imported.,3105550102,b",
      '5,Phone,“nobody” is no number. Not imported.,nobody,d',
      '6,,"The row has 3 cells, and there are 2 columns.",3105550105,e,f',
      "4,,A lead is there for it already. Left as a duplicate.,3105550103,'=c",
    ]);
    await imports.forget.left(id, 'ann');
    expect(() => imports.made.left(id)).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }));
  });

  it('are none where every row is a lead, and go with an import that is removed', async () => {
    const clean = await imported(await checked(['3105550111,a']));
    expect(imports.made.hasLeft(clean.id)).toBe(false);
    const id = await checked(['3105550111,again']);
    await imported(id);
    expect(imports.made.hasLeft(id)).toBe(true);
    await expect(imports.remove(id, 'ann')).rejects.toThrow('Take it back first.');
    await imports.cancel(id, 'ann');
    // It made no lead.
    await inState(id, 'cancelled');
    await imports.remove(id, 'ann');
    expect(existsSync(fileOf(id, '.left'))).toBe(false);
  });

  it('are each there once after a crash at any moment', async () => {
    const lines = numbers(130, 6000000);
    await imported(await checked(lines));
    const id = await checked(lines);
    const written = store.write;
    let chunks = 0;
    // The chunk is on disk, and nobody is told so.
    store.write = async (op, args) => {
      if (chunks > 0) throw new Error('gone');
      const result = await written(op, args);
      if (op !== 'leadImport.chunk') return result;
      chunks += 1;
      throw new Error('gone');
    };
    await imports.import(id, 'ann');
    await imports.settled();
    store.write = written;
    expect(await imports.get(id)).toMatchObject({ state: 'importing', done: 100, counts: { duplicates: 100 } });
    const next = open();
    await next.start();
    await next.settled();
    await next.close();
    expect(await imports.get(id)).toMatchObject({ state: 'done', counts: { duplicates: 130 } });
    expect(leftOf(id).map((line) => line.split(',').at(-1))).toEqual(lines.map((line) => line.split(',')[1]));
  });
});

describe('the file that was sent', () => {
  it('can be deleted once the import is over, and then it is not imported again', async () => {
    const id = await checked(['3105550171,a']);
    await expect(imports.forget.file(id, 'ann')).rejects.toMatchObject({ code: 'CHANGED_MEANWHILE' });
    await imported(id);
    store.db.run("UPDATE lead SET updated_at = updated_at + 1, owner = 'bob' WHERE import = ?", id);
    await imports.cancel(id, 'ann');
    expect(await inState(id, 'cancelled')).toMatchObject({ counts: { kept: 1 } });
    // The lead that is kept says where it is from: the import stays, and a file that was never imported to its end with it.
    writeFileSync(fileOf(id, ''), 'Phone,Note');
    await expect(imports.remove(id, 'ann')).rejects.toMatchObject({ code: 'IN_USE' });
    expect(imports.hasFile(id)).toBe(true);
    await imports.forget.file(id, 'ann');
    expect([imports.hasFile(id), existsSync(fileOf(id, ''))]).toEqual([false, false]);
    await expect(imports.import(id, 'ann')).rejects.toThrow('deleted. Upload it again.');
    await expect(imports.forget.file(id, 'ann')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const said = store.db.all("SELECT who, what FROM audit WHERE did = 'lead-import.forget-file' AND detail = ?", id);
    expect(said).toEqual([{ who: 'ann', what: 'fair.csv' }]);
  });

  it('is checked again where the process ended while it was', async () => {
    const id = await upload(numbers(1000, 6200000));
    const first = open();
    await first.check(id, SETTINGS, 'ann');
    await first.close();
    expect((await imports.get(id)).state).toBe('checking');
    const next = open();
    await next.start();
    await next.settled();
    await next.close();
    expect(await imports.get(id)).toMatchObject({
      state: 'received',
      says: expect.stringContaining('was stopped while'),
    });
  });

  it('goes at the next start where the process ended just before it was deleted, and stays where it is needed', async () => {
    const [done, waiting] = [await checked(['3105550173,a']), await checked(['3105550174,a'])];
    await imported(done);
    writeFileSync(fileOf(done, ''), 'Phone,Note');
    const gone = 'no-import-any-more';
    store.db.run("INSERT INTO lead_import_before (import, lead, was, updated_at) VALUES (?, 'l', '{}', 1)", gone);
    const next = open();
    await next.start();
    await next.close();
    expect([imports.hasFile(done), imports.hasFile(waiting)]).toEqual([false, true]);
    expect(store.db.all('SELECT * FROM lead_import_before WHERE import = ?', gone)).toEqual([]);
  });
});

describe('two people at one file', () => {
  it('do not check it while it is looked at', async () => {
    const id = await upload(['3105550175,a']);
    const written = store.write;
    let checking: unknown;
    store.write = async (op, args) => {
      store.write = written;
      checking = await imports.check(id, SETTINGS, 'bob').catch((error: unknown) => error);
      return written(op, args);
    };
    expect(await imports.describe(id, {}, 'ann')).toMatchObject({ state: 'received' });
    expect(checking).toMatchObject({ code: 'CHANGED_MEANWHILE', detail: expect.stringContaining('just now') });
  });
});

describe('an import behind another', () => {
  it('says that it waits for it, and one that goes on at once after a pause is not paused again', async () => {
    const [first, second] = [await checked(numbers(300, 6100000)), await checked(['3105550177,a'])];
    await imports.import(first, 'ann');
    const behind = await imports.import(second, 'ann');
    expect(imports.progressOf(behind).waits).toContain('Another import of leads is under way.');
    await imports.pause(first, 'ann');
    await imports.import(first, 'ann');
    await imports.settled();
    expect(await imports.get(first)).toMatchObject({ state: 'done', says: '', counts: { created: 300 } });
    expect(await imports.get(second)).toMatchObject({ state: 'done', counts: { created: 1 } });
    expect(imports.progressOf(await imports.get(second)).waits).toBe('');
  });
});

describe('a full disk', () => {
  it('ends a check with what to do, and the import can be removed', async () => {
    const id = await upload(['3105550121,a', 'nobody,b']);
    symlinkSync('/dev/full', fileOf(id, '.problems'));
    await imports.check(id, SETTINGS, 'ann');
    expect((await inState(id, 'received')).says).toBe('The disk is full. Make room, then go on.');
    await imports.remove(id, 'ann');
  });
});

describe('a store that is full', () => {
  /** It takes nothing of this kind until it is asked to. */
  function full(op: string, is: (args: object) => boolean = () => true): () => void {
    const written = store.write;
    store.write = async (name, args) => {
      if (name === op && is(args)) throw errorOf(errorReply(1, noRoom()) as never);
      return written(name, args);
    };
    return () => {
      store.write = written;
    };
  }
  /** What the database really says. */
  function noRoom(): unknown {
    const { db } = store;
    const pages = Number(db.get('PRAGMA page_count')?.page_count);
    db.raw.exec(`BEGIN; PRAGMA max_page_count=${pages}`);
    try {
      db.raw.exec('CREATE TABLE too_large (x); INSERT INTO too_large VALUES (zeroblob(10000000))');
    } catch (error) {
      return error;
    } finally {
      if (db.raw.isTransaction) db.raw.exec('ROLLBACK');
      db.raw.exec('PRAGMA max_page_count=1073741823');
    }
    throw new Error('There was room.');
  }
  const waitsOf = (stand: LeadImportRow) => imports.progressOf(stand).waits;
  const waiting = async (id: string) => waitsOf(await until(id, (stand) => waitsOf(stand) !== ''));
  const stateOf = (args: object) => (args as { change: { state: string } }).change.state;

  it('is told as what passes', () => {
    expect(errorOf(errorReply(1, noRoom()) as never)).toBeInstanceOf(StoreFault);
  });

  it('keeps a check, an import and its taking back waiting with a word, and each goes on by itself', async () => {
    const id = await upload(['3105550131,a']);
    let room = full('leadImport.set', (args) => stateOf(args) === 'checked');
    await imports.check(id, SETTINGS, 'ann');
    expect(await waiting(id)).toContain('The disk is full. Make room');
    expect((await imports.get(id)).state).toBe('checking');
    room();
    await inState(id, 'checked');
    room = full('leadImport.chunk');
    await imports.import(id, 'ann');
    expect(await waiting(id)).toContain('The disk is full.');
    expect((await imports.get(id)).state).toBe('importing');
    room();
    const done = await inState(id, 'done');
    expect([done.counts.created, done.says, waitsOf(done)]).toEqual([1, '', '']);
    room = full('leadImport.takeBack');
    await imports.cancel(id, 'ann');
    expect(await waiting(id)).toContain('The disk is full.');
    room();
    expect(await inState(id, 'cancelled')).toMatchObject({ counts: { removed: 1 } });
  });

  it('leaves an import paused once it could be told why it stopped', async () => {
    const id = await checked(['3105550141,a']);
    const written = store.write;
    store.write = async (name, args) => {
      if (name === 'leadImport.chunk') throw new Error('What nobody foresaw.');
      return written(name, args);
    };
    const room = full('leadImport.set', (args) => stateOf(args) === 'paused');
    await imports.import(id, 'ann');
    await waiting(id);
    room();
    expect((await inState(id, 'paused')).says).toBe('What nobody foresaw.');
    store.write = written;
    await imported(id);
  });

  it('tells why it could not be taken back, and is asked again', async () => {
    const id = await checked(['3105550151,a']);
    await imported(id);
    const written = store.write;
    store.write = async (name, args) => {
      if (name === 'leadImport.takeBack') throw new Error('What nobody foresaw.');
      return written(name, args);
    };
    await imports.cancel(id, 'ann');
    const stand = await until(id, ({ says }) => says !== '');
    expect(stand).toMatchObject({ state: 'taking-back', says: 'What nobody foresaw.' });
    store.write = written;
    await imports.cancel(id, 'ann');
    expect(await inState(id, 'cancelled')).toMatchObject({ says: '', counts: { removed: 1 } });
  });

  it('leaves an import as it was where a check cannot be begun', async () => {
    const id = await upload(['3105550161,a']);
    const asked = store.query;
    let lists = 0;
    store.query = async (name, args) => {
      if (name === 'leadList.list' && ++lists === 2) throw new StoreFault('busy');
      return asked(name, args);
    };
    await expect(imports.check(id, SETTINGS, 'ann')).rejects.toThrow('busy');
    store.query = asked;
    expect((await imports.get(id)).state).toBe('received');
    await imports.check(id, SETTINGS, 'ann');
    await inState(id, 'checked');
  });
});
