// The room of what was deleted: given back to the disk in small parts, but for what is kept, and only while nobody waits.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { Database } from '../../server/store/sqlite/database.ts';
import { givePart, WhileIdle } from '../../server/store/sqlite/give-back.ts';

afterEach(() => {
  vi.useRealTimers();
});

it('is given back a hundred pages at a time, and what is kept of it stays', () => {
  const folder = mkdtempSync(join(tmpdir(), 'give-back-'));
  const db = new Database(join(folder, 'leadflow.db'), { readOnly: false });
  const count = (what: string) => Number(Object.values(db.get(`PRAGMA ${what}`) ?? {})[0]);
  try {
    db.raw.exec('PRAGMA synchronous=OFF; CREATE TABLE many (x); CREATE TABLE others (x)');
    const rows =
      'WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 500) SELECT zeroblob(4000)';
    db.raw.exec(`INSERT INTO many ${rows} FROM n; INSERT INTO others ${rows} FROM n; DELETE FROM many`);
    const [pages, free] = [count('page_count'), count('freelist_count')];
    expect(free).toBeGreaterThan(480);
    expect(givePart(db, free)).toBe(false);
    expect(givePart(db, 150)).toBe(true);
    expect([count('page_count'), count('freelist_count')]).toEqual([expect.any(Number), free - 100]);
    while (givePart(db, 150));
    expect(count('freelist_count')).toBe(150);
    expect(count('page_count')).toBeLessThanOrEqual(pages - (free - 150));
    expect(db.get('SELECT count(*) AS n, sum(length(x)) AS bytes FROM others')).toEqual({ n: 500, bytes: 2_000_000 });
    expect(db.get('PRAGMA integrity_check')?.integrity_check).toBe('ok');
  } finally {
    db.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

it('waits for as long as anything is asked for, and ends once there is none left', () => {
  vi.useFakeTimers();
  let left = 3;
  let parts = 0;
  const idle = new WhileIdle(() => {
    parts += 1;
    left -= 1;
    return left > 0;
  });
  for (let i = 0; i < 40; i += 1) {
    idle.asked();
    vi.advanceTimersByTime(200);
  }
  expect(parts).toBe(0);
  vi.advanceTimersByTime(2000);
  expect(parts).toBe(3);
  vi.advanceTimersByTime(60_000);
  expect([parts, vi.getTimerCount()]).toEqual([3, 0]);
});
