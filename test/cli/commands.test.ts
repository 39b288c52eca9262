// The command line as a person runs it: beside a running server, and on a database that nobody has open.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createUser } from '../../server/auth/accounts.ts';
import { findCaller } from '../../server/auth/callers.ts';
import { callTask } from '../../server/cli/call.ts';
import { listenForCommands } from '../../server/cli/control.ts';
import { takeLock } from '../../server/store/sqlite/lock.ts';
import { type DirectStore, openDirectStore } from '../support/direct-store.ts';

const SCRIPT = fileURLToPath(new URL('../../server/cli/leadflow.js', import.meta.url));

let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'lf-'));
});
afterEach(() => rmSync(data, { recursive: true, force: true }));

interface Ended {
  code: number;
  out: string;
  err: string;
}
function leadflow(...args: string[]): Promise<Ended> {
  const { promise, resolve } = Promise.withResolvers<Ended>();
  const env = { PATH: process.env.PATH, LEADFLOW_DATA: data, LEADFLOW_PORT: '4777' };
  execFile(process.execPath, [SCRIPT, ...args], { env }, (error, out, err) => {
    resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
  });
  return promise;
}

describe('with no server running', () => {
  it('a token is made, listed, and printed alone', async () => {
    const made = await leadflow('token', 'create', '--role', 'admin', '--name', 'loader');
    expect(made).toMatchObject({ code: 0, out: expect.stringMatching(/^lf_[\w-]{43}\n$/) });
    const list = await leadflow('token', 'list');
    expect(list.out).toMatch(/\tadmin\t\d{4}-.*Z\tloader\n$/);
    expect(list.out).not.toContain(made.out.trim());
  });

  it('an unknown user is refused in words, with 1', async () => {
    const ended = await leadflow('user', 'reset', 'nobody@example.com');
    expect(ended).toMatchObject({ code: 1, out: '', err: expect.stringContaining('nobody@example.com') });
    expect(ended.err).not.toContain('    at ');
  });

  it('a mistyped command ends with 2 and what there is', async () => {
    expect(await leadflow('token', 'create')).toMatchObject({ code: 2, err: expect.stringContaining('--role') });
    expect(await leadflow('token', 'create', '--role', 'king')).toMatchObject({ code: 2 });
    expect(await leadflow('tokn')).toMatchObject({ code: 2 });
    expect(await leadflow('--help')).toMatchObject({ code: 0, out: expect.stringContaining('start') });
  });

  it('a data folder that another process holds is named', async () => {
    const unlock = takeLock(data);
    const ended = await leadflow('user', 'list');
    unlock?.();
    expect(ended).toMatchObject({ code: 1, err: expect.stringContaining(data) });
  });
});

describe('with a server running', () => {
  let store: DirectStore;
  let control: { close(): void };
  const logged: object[] = [];
  beforeEach(async () => {
    store = openDirectStore();
    const socket = join(data, 'leadflow.sock');
    // What a killed server leaves behind must not keep the next one from listening.
    writeFileSync(socket, '');
    control = await listenForCommands({
      store,
      secrets: () => Promise.reject(new Error('not needed')),
      originsOf: undefined,
      socket,
      log: { error: (fields) => void logged.push(fields) },
    });
  });
  afterEach(() => {
    control.close();
    store.close();
  });

  it('only the owner may open the socket', () => {
    expect(statSync(join(data, 'leadflow.sock')).mode & 0o777).toBe(0o600);
  });

  it('a forgotten password gets a one-time link at the address of the server', async () => {
    await createUser(store, { email: 'ann@example.com', role: 'admin' }, { by: 'test', now: Date.now() });
    const ended = await leadflow('user', 'reset', 'Ann@example.com');
    expect(ended).toMatchObject({
      code: 0,
      out: expect.stringMatching(/http:\/\/127\.0\.0\.1:4777\/setup\?link=[\w-]{43}\n/),
    });
    expect((await leadflow('user', 'list')).out).toBe('ann@example.com\tadmin\thas no password yet\n');
  });

  it('its token lets in at once', async () => {
    const { out } = await leadflow('token', 'create', '--role', 'viewer');
    const credentials = { authorization: `Bearer ${out.trim()}`, cookie: undefined };
    expect(await findCaller(store, credentials, Date.now())).toMatchObject({ role: 'viewer', name: 'token:unnamed' });
  });

  it('a refusal of the server is told in its words, and a bug without its cause', async () => {
    const ended = await leadflow('user', 'reset', 'nobody@example.com');
    expect(ended).toMatchObject({ code: 1, err: expect.stringContaining('nobody@example.com') });
    store.db.raw.exec('DROP TABLE token');
    const bug = await leadflow('token', 'list');
    expect(bug).toMatchObject({ code: 1, err: expect.stringContaining('unexpected') });
    expect(bug.err).not.toContain('no such table');
    expect(logged).toMatchObject([{ err: { message: 'no such table: token' } }]);
  });

  it('what is no command is refused', async () => {
    const unused = {
      openStore: () => Promise.reject(new Error('not needed')),
      takeLock: () => undefined,
      openSecrets: () => Promise.reject(new Error('not needed')),
    };
    const call = callTask({ data }, { name: 'token-create', args: { role: 'king', name: 'x' } }, unused);
    await expect(call).rejects.toThrow('The request has fields that are missing or wrong.');
  });
});
