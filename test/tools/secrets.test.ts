// The secrets of connections: sealed on disk, bound to addresses, locked without their key, sealed anew with another.
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../flows/language/document.ts';
import type { ConnectionDocument } from '../../flows/language/receivers.ts';
import { secretReferences } from '../../flows/language/secret-references.ts';
import { SettingError } from '../../server/config.ts';
import { createSecrets } from '../../server/tools/secrets.ts';
import { type DirectStore, openDirectStore } from '../support/direct-store.ts';

const ANN = 'ann@example.com';
const CRM = 'https://crm.example.com';

let store: DirectStore;
let keyFile: string;
const opened = () => createSecrets({ store, keyFile });
const newKeyText = () => randomBytes(32).toString('base64');

beforeEach(() => {
  store = openDirectStore();
  keyFile = join(store.folder, 'leadflow.key');
});
afterEach(() => store.close());

describe('secrets', () => {
  it('are set, read, listed without their values, replaced and removed', async () => {
    const secrets = await opened();
    await secrets.set('acme-token', 'canary-4711', ANN, [CRM]);
    await secrets.set('a.key', 'other', 'bob@example.com');
    expect(secrets.get('acme-token')).toBe('canary-4711');
    expect(secrets.list()).toEqual([
      { name: 'a.key', setAt: expect.any(Number), setBy: 'bob@example.com', origins: [], locked: false },
      { name: 'acme-token', setAt: expect.any(Number), setBy: ANN, origins: [CRM], locked: false },
    ]);
    await secrets.set('acme-token', 'canary-4712', ANN);
    expect(secrets.get('acme-token')).toBe('canary-4712');
    await secrets.remove('acme-token', ANN);
    expect(secrets.get('acme-token')).toBeUndefined();
    await expect(secrets.remove('acme-token', ANN)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(store.db.all('SELECT who, did, what FROM audit').map((row) => `${row.who} ${row.did} ${row.what}`)).toEqual([
      'ann@example.com secret.set acme-token',
      'bob@example.com secret.set a.key',
      'ann@example.com secret.set acme-token',
      'ann@example.com secret.remove acme-token',
    ]);
  });

  it('are there after a restart, and nowhere on disk in the open', async () => {
    await (await opened()).set('acme-token', 'canary-4711', ANN);
    expect((await opened()).get('acme-token')).toBe('canary-4711');
    for (const file of ['leadflow.db', 'leadflow.db-wal', 'leadflow.key']) {
      const bytes = readFileSync(join(store.folder, file));
      expect(bytes.includes('canary-4711')).toBe(false);
      expect(bytes.includes(Buffer.from('canary-4711').toString('base64').slice(0, 12))).toBe(false);
    }
    expect(statSync(keyFile).mode & 0o777).toBe(0o600);
  });

  it('lose the blanks of pasting, and refuse what no header can carry', async () => {
    const secrets = await opened();
    await secrets.set('acme-token', '  canary \n', ANN);
    expect(secrets.get('acme-token')).toBe('canary');
    const bad: [string, string][] = [
      ['acme-token', 'a\r\nb'],
      ['acme-token', ' '],
      ['acme-token', 'a'.repeat(8193)],
      ['Acme Token', 'x'],
      ['../x', 'x'],
    ];
    for (const [name, value] of bad)
      await expect(secrets.set(name, value, ANN)).rejects.toMatchObject({ code: 'REQUEST_INVALID' });
    expect(secrets.get('acme-token')).toBe('canary');
  });

  it('share their seal, which opens only for its place', async () => {
    const { sealer } = await opened();
    const sealed = sealer.seal('hmac-secret', 'source:1');
    expect(sealed).not.toContain('hmac-secret');
    expect(sealer.open(sealed, 'source:1')).toBe('hmac-secret');
    expect(() => sealer.open(sealed, 'source:2')).toThrow(/changed or damaged/);
  });
});

describe('secrets without their key', () => {
  it.each([
    ['is missing', () => rmSync(keyFile), /is missing/],
    ['is another', () => writeFileSync(keyFile, `${newKeyText()}\n`), /another key/],
    ['is damaged', () => writeFileSync(keyFile, 'not a key'), /32 bytes/],
  ])('are locked where it %s, say why, and open again once it is back', async (_, spoil, says) => {
    await (await opened()).set('acme-token', 'canary-4711', ANN, [CRM]);
    const key = readFileSync(keyFile, 'utf8');
    spoil();
    const locked = await opened();
    expect(locked.locked()).toMatch(says);
    expect(locked.list()).toMatchObject([{ name: 'acme-token', locked: true }]);
    expect(() => locked.open('acme-token', { connection: 'crm', origin: CRM })).toThrow(
      expect.objectContaining({ code: 'SECRETS_LOCKED' }),
    );
    expect(() => locked.derive('callbacks')).toThrow(expect.objectContaining({ code: 'SECRETS_LOCKED' }));
    writeFileSync(keyFile, key);
    expect((await opened()).open('acme-token', { connection: 'crm', origin: CRM })).toBe('canary-4711');
  });

  it('never make a key anew while something is sealed with the old one', async () => {
    await opened();
    store.db.run(
      "INSERT INTO source (id, name, flow, auth, secret, created_at) VALUES ('1', 'a', 'f', 'hmac', 'v1.x', 0)",
    );
    rmSync(keyFile);
    expect((await opened()).locked()).toContain('missing');
    expect(existsSync(keyFile)).toBe(false);
  });

  it('are locked where one was moved to another name in the database', async () => {
    await (await opened()).set('acme-token', 'canary-4711', ANN);
    store.db.run("UPDATE secret SET name = 'public-note'");
    expect((await opened()).locked()).toMatch(/changed or damaged/);
  });

  it('go on once each was set again, where the key is lost', async () => {
    await (await opened()).set('acme-token', 'canary-4711', ANN);
    writeFileSync(keyFile, newKeyText());
    const secrets = await opened();
    let told = 0;
    secrets.whenUnlocked(() => {
      told += 1;
    });
    await secrets.set('acme-token', 'canary-4712', ANN, [CRM]);
    expect([secrets.locked(), told]).toEqual([undefined, 1]);
    expect((await opened()).get('acme-token')).toBe('canary-4712');
  });
});

describe('the key', () => {
  it('may come from the environment, and not from two places at once', async () => {
    const fromEnvironment = newKeyText();
    await (await createSecrets({ store, keyFile, fromEnvironment })).set('acme-token', 'canary-4711', ANN);
    expect(existsSync(keyFile)).toBe(false);
    expect((await createSecrets({ store, keyFile, fromEnvironment })).get('acme-token')).toBe('canary-4711');
    const short = createSecrets({ store, keyFile, fromEnvironment: 'c2hvcnQ=' });
    await expect(short).rejects.toThrow(SettingError);
    writeFileSync(keyFile, newKeyText());
    await expect(createSecrets({ store, keyFile, fromEnvironment })).rejects.toThrow(/Both/);
  });

  it('is changed for everything at once, and callbacks keep theirs', async () => {
    const secrets = await opened();
    await secrets.set('acme-token', 'canary-4711', ANN, [CRM]);
    const signed = secrets.sealer.seal('whsec', 'source');
    const source = "INSERT INTO source (id, name, flow, auth, secret, created_at) VALUES ('1', 'a', 'f', 'hmac', ?, 0)";
    store.db.run(source, signed);
    const [before, callbacks] = [readFileSync(keyFile, 'utf8'), secrets.derive('callbacks')];
    expect(await secrets.rotate(ANN)).toEqual({ sealed: 2, where: keyFile });
    expect(readFileSync(keyFile, 'utf8')).not.toContain(before.trim());
    for (const each of [secrets, await opened()]) {
      expect(each.open('acme-token', { connection: 'crm', origin: CRM })).toBe('canary-4711');
      expect(each.derive('callbacks')).toEqual(callbacks);
      expect(each.sealer.open(String(store.db.get('SELECT secret FROM source')?.secret), 'source')).toBe('whsec');
    }
    await secrets.rotate(ANN);
    expect((await opened()).derive('callbacks')).toEqual(callbacks);
    writeFileSync(keyFile, before);
    expect((await opened()).locked()).toMatch(/another key/);
  });

  it('is not lost where the process ends in the middle of the change', async () => {
    for (const end of ['before the texts are sealed', 'after'] as const) {
      const secrets = await opened();
      await secrets.set('acme-token', 'canary-4711', ANN, [CRM]);
      const callbacks = secrets.derive('callbacks');
      const cut: Pick<DirectStore, 'write' | 'query'> = {
        query: store.query,
        async write(op: string, args: JsonObject) {
          if (op === 'secret.reseal' && end === 'after') await store.write(op, args);
          if (op === 'secret.reseal') throw new Error('The process ends here.');
          return store.write(op, args);
        },
      };
      await expect((await createSecrets({ store: cut, keyFile })).rotate(ANN)).rejects.toThrow('ends here');
      expect(readFileSync(keyFile, 'utf8').trim().split('\n')).toHaveLength(2);
      const next = await opened();
      expect(next.get('acme-token')).toBe('canary-4711');
      expect(next.derive('callbacks')).toEqual(callbacks);
      expect(readFileSync(keyFile, 'utf8').trim().split('\n')).toHaveLength(1);
    }
  });

  it('of the environment is changed by putting a new one before it', async () => {
    const [old, next] = [newKeyText(), newKeyText()];
    const first = await createSecrets({ store, keyFile, fromEnvironment: old });
    await first.set('acme-token', 'canary-4711', ANN);
    await expect(first.rotate(ANN)).rejects.toThrow(/a comma/);
    await createSecrets({ store, keyFile, fromEnvironment: `${next},${old}` });
    expect((await createSecrets({ store, keyFile, fromEnvironment: next })).get('acme-token')).toBe('canary-4711');
  });
});

describe('the bounds of a secret', () => {
  const at = (origin: string) => ({ connection: 'crm', origin });
  const elsewhere = expect.objectContaining({ code: 'SECRET_ELSEWHERE', message: expect.stringContaining('evil') });

  it('are the addresses that it was set for, and those of connections that an admin saves', async () => {
    const secrets = await opened();
    await secrets.set('acme-token', 'canary-4711', ANN, [CRM]);
    expect(secrets.open('acme-token', at(CRM))).toBe('canary-4711');
    expect(() => secrets.open('acme-token', at('https://evil.example'))).toThrow(elsewhere);
    await secrets.bind([{ name: 'acme-token', origin: 'https://two.example' }], ANN);
    for (const origin of [CRM, 'https://two.example'])
      expect((await opened()).open('acme-token', at(origin))).toBe('canary-4711');
    await secrets.set('acme-token', 'canary-4712', ANN, [CRM]);
    expect(() => secrets.open('acme-token', at('https://two.example'))).toThrow(/only to/);
  });

  it('are none for one that no connection names yet, until one is saved', async () => {
    const secrets = await opened();
    await secrets.set('acme-token', 'canary-4711', ANN);
    expect(() => secrets.open('acme-token', at(CRM))).toThrow(/no address yet/);
    await secrets.bind([{ name: 'acme-token', origin: CRM }], ANN);
    expect(secrets.open('acme-token', at(CRM))).toBe('canary-4711');
  });

  it('are, for a secret from before there were bounds, those of the connections of then', async () => {
    await (await opened()).set('acme-token', 'canary-4711', ANN);
    store.db.run('UPDATE secret SET origins = NULL');
    const secrets = await opened();
    await secrets.bindOld(() => [{ name: 'acme-token', origin: CRM }]);
    expect((await opened()).list()).toMatchObject([{ origins: [CRM] }]);
    expect(() => secrets.open('acme-token', at('https://evil.example'))).toThrow(elsewhere);
  });

  it('are read of a connection: OAuth 2 sends its secrets to the address of the token alone', () => {
    const document: ConnectionDocument = {
      leadflow: 1,
      name: 'Acme',
      scheme: 'https',
      host: 'CRM.example.com:443',
      fields: { key: 'secret:key' },
      auth: {
        type: 'oauth2',
        grant: 'client-credentials',
        tokenUrl: 'https://login.example.com/token',
        clientId: 'x',
        secret: 'secret:client',
      },
      endpoints: { post: { name: 'Post', method: 'POST', path: '/', hardParams: { deep: [{ a: 'secret:deep' }] } } },
    };
    expect(secretReferences(document)).toEqual([
      { name: 'client', origin: 'https://login.example.com' },
      { name: 'key', origin: CRM },
      { name: 'deep', origin: CRM },
    ]);
  });
});
