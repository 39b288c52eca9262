// The disk is full: leads are refused in words, what was acknowledged stays readable, and taking leads resumes by itself.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../flows/language/document.ts';
import { eventually, freshPhone, startTestServer, type TestServer } from '../support/test-server.ts';

const disk = mkdtempSync(join(tmpdir(), 'leadflow-disk-'));
/** A file system of its own, where this machine lets us make one (root, Linux). */
const mounted = mount();
let server: TestServer | undefined;

beforeAll(async () => {
  if (mounted)
    server = await startTestServer({
      LEADFLOW_DATA: join(disk, 'data'),
      LEADFLOW_SYNC_LIMIT_MS: '1000',
      // The disk of this test is smaller than what a server keeps free.
      LEADFLOW_MIN_FREE_MB: '0',
    });
});
afterAll(async () => {
  await server?.stop();
  if (mounted) execFileSync('umount', [disk]);
  rmSync(disk, { recursive: true });
});

describe.skipIf(!mounted)('a full disk (needs the right to mount a tmpfs)', () => {
  it('stops accepting, keeps reading, and accepts again when there is room', async () => {
    const before = await send();
    expect([before.status, before.success]).toEqual([200, true]);
    fill();
    const told = [before];
    while (told.at(-1)?.code !== 'STORE_UNAVAILABLE' && told.length < 2000) told.push(await send());
    expect(told.at(-1)).toMatchObject({ status: 503, code: 'STORE_UNAVAILABLE' });
    const acknowledged = told.filter(({ status }) => status < 300);
    await missing(acknowledged, 'while the disk is full');
    expect((await fetch(`${at().address}/readyz`)).status).toBe(503);
    expect((await fetch(`${at().address}/healthz`)).status).toBe(200);

    rmSync(join(disk, 'filler'));
    await eventually(async () => ((await fetch(`${at().address}/readyz`)).ok ? true : undefined));
    const after = await send();
    expect([after.status, after.success]).toEqual([200, true]);
    await eventually(async () => {
      const open = await at().api('GET', '/runs?state=running&limit=1');
      return (open.body.items as unknown[]).length === 0 ? true : undefined;
    }, 10_000);
    await missing([...acknowledged, after], 'after there is room again');
    await at().restart();
    await missing([...acknowledged, after], 'after a restart');
  });
});

function at(): TestServer {
  if (!server) throw new Error('There is no server.');
  return server;
}

interface Told {
  phone: string;
  status: number;
  success: unknown;
  code: unknown;
}

async function send(): Promise<Told> {
  const phone = freshPhone();
  const told = await at().send('acme/leads', { phone_number: phone, first_name: 'x'.repeat(90) });
  return { phone, status: told.status, success: told.body.success, code: told.body.code };
}

/** Every acknowledged lead has its run, which can be read. */
async function missing(acknowledged: Told[], when: string): Promise<void> {
  for (const { phone } of acknowledged) {
    const { status, body } = await at().api('GET', `/runs?q=${encodeURIComponent(phone)}`);
    expect([when, status, (body.items as JsonObject[]).length >= 1]).toEqual([when, 200, true]);
  }
}

function mount(): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', disk], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Leaves room for some pages. */
function fill(): void {
  const { bavail, bsize } = statfsSync(disk);
  writeFileSync(join(disk, 'filler'), Buffer.alloc(Math.max(0, bavail * bsize - 200_000)));
}
