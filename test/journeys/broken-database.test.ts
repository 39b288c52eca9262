// The database fails under a running server: it must end, and say so by its exit code, rather than stay and serve nothing.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { freshPhone } from '../support/test-server.ts';
import { createSource, createToken, makeHome, removeHome, startServer } from '../torture/leadflow-process.ts';

it('ends the process with a code other than 0 once the database file is not what was written', async () => {
  const home = await makeHome(1);
  const prepared = await startServer(home);
  const token = await createToken(home);
  const key = await createSource(prepared, token, 'duplicate-lead-check');
  await prepared.end('SIGTERM');
  const child = start(home.folder, home.port);
  try {
    await expect.poll(() => isReady(home.port), { timeout: 20_000 }).toBe(true);
    truncateSync(join(home.folder, 'data/leadflow.db'), 8192);
    const ended = once(child, 'exit') as Promise<[number | null, string | null]>;
    const sending = sendUntilGone(home.port, key);
    const [code, signal] = await ended;
    await sending;
    expect([code, signal]).toEqual([1, null]);
  } finally {
    child.kill('SIGKILL');
    await removeHome(home);
  }
}, 60_000);

it('refuses to start where the data folder cannot be made, in one line that names it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'leadflow-broken-'));
  writeFileSync(join(folder, 'file'), '');
  const data = join(folder, 'file', 'data');
  const child = start(folder, 0, data);
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const [code] = (await once(child, 'close')) as [number | null];
  rmSync(folder, { recursive: true });
  expect(code).toBe(1);
  expect(said).toMatch(/^The data folder \S+\/file\/data cannot be written by user \d+: .*\n$/);
});

function start(folder: string, port: number, data = join(folder, 'data')): ChildProcess {
  const script = join(import.meta.dirname, '../../server/cli/leadflow.js');
  const settings = { LEADFLOW_DATA: data, LEADFLOW_WORKSPACE: join(folder, 'flows'), LEADFLOW_PORT: String(port) };
  return spawn(process.execPath, [script, 'start'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { PATH: process.env.PATH ?? '', HOME: folder, LEADFLOW_LOG: 'silent', ...settings },
  });
}

async function isReady(port: number): Promise<boolean> {
  const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined);
  return answer?.ok === true;
}

/** Whatever it answers, until it answers no more. */
async function sendUntilGone(port: number, key: string): Promise<void> {
  const headers = { 'content-type': 'application/json', 'x-leadflow-key': key };
  for (;;) {
    const body = JSON.stringify({ phone_number: freshPhone(), first_name: 'Ann' });
    const init = { method: 'POST', headers, body };
    const told = await fetch(`http://127.0.0.1:${port}/in/acme/leads`, init).catch(() => undefined);
    if (!told) return;
  }
}
