// The store as a whole: one process a folder, an end that is told, and settings that are refused in words.
import { existsSync, mkdtempSync, openSync, rmSync, statSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SettingError } from '../../server/config.ts';
import { openStore } from '../../server/store/sqlite/client.ts';
import { takeLock } from '../../server/store/sqlite/lock.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'leadflow-client-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the lock of a data folder', () => {
  it('is held by one, and free again when that one lets go', () => {
    const first = takeLock(folder);
    expect(first).toBeDefined();
    expect(takeLock(folder)).toBeUndefined();
    first?.();
    const second = takeLock(folder);
    expect(second).toBeDefined();
    second?.();
  });

  it('is refused in words where the folder cannot be one', () => {
    writeFileSync(join(folder, 'file'), '');
    expect(() => takeLock(join(folder, 'file', 'data'))).toThrow(SettingError);
    expect(() => takeLock(join(folder, 'file', 'data'))).toThrow(/cannot be written by user \d+/);
  });
});

describe('a database', () => {
  it('that is none is refused, and left as it is', async () => {
    const file = join(folder, 'leadflow.db');
    writeFileSync(file, 'this is a letter, not a database\n'.repeat(200));
    const size = statSync(file).size;
    await expect(openStore(folder)).rejects.toThrow(SettingError);
    await expect(openStore(folder)).rejects.toThrow(/leadflow\.db cannot be used: .*not a database/);
    expect(statSync(file).size).toBe(size);
  });

  it('of a newer Leadflow is refused in words', async () => {
    const store = await openStore(folder);
    await store.close();
    // Bytes 60 to 63 are `user_version` (sqlite.org/fileformat2.html, section 1.3).
    const file = openSync(join(folder, 'leadflow.db'), 'r+');
    writeSync(file, Buffer.from([0, 0, 0, 99]), 0, 4, 60);
    await expect(openStore(folder)).rejects.toThrow(/newer Leadflow \(shape 99/);
  });

  it('that fails under a running server ends its thread, which is told once; nothing more is written', async () => {
    const deaths: string[] = [];
    const store = await openStore(folder, (error) => deaths.push(error.message));
    await writeMuch(store);
    await store.close();
    expect(deaths).toEqual([]);
    const again = await openStore(folder, (error) => deaths.push(error.message));
    // The file is cut behind its first page: what SQLite reads next is not what it wrote.
    truncateSync(join(folder, 'leadflow.db'), 8192);
    const writes = [1, 2, 3].map((part) =>
      writeMuch(again, part).then(
        () => 'kept',
        () => 'refused',
      ),
    );
    expect(await Promise.all(writes)).toContain('refused');
    await expect.poll(() => deaths.length).toBe(1);
    await expect(again.write('store.probe', {})).rejects.toThrow();
    await again.close().catch(() => undefined);
    expect(deaths).toHaveLength(1);
  });

  it('gives the log back to the file when it is closed', async () => {
    const store = await openStore(folder);
    await writeMuch(store);
    await store.close();
    expect(existsSync(join(folder, 'leadflow.db-wal'))).toBe(false);
  });

  it('is checkpointed after a large change by an admin too, so that the log does not grow', async () => {
    const store = await openStore(folder);
    for (let part = 0; part < 12; part += 1) await writeMuch(store, part);
    // Twelve times 6,000 entries: some 10 MB of log, were it never given back to the file.
    expect(statSync(join(folder, 'leadflow.db-wal')).size).toBeLessThan(4_000_000);
    await store.close();
  });
});

async function writeMuch(store: Awaited<ReturnType<typeof openStore>>, part = 0): Promise<void> {
  const values = Array.from({ length: 6000 }, (_, index) => `company ${part} number ${index} of a long list of names`);
  await store.write('list.create', { slug: `list-${part}`, name: `L${part}`, description: '', values, by: 'test' });
}
