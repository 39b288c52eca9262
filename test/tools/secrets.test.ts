// Secrets: sealed on disk under a key of their own, open in memory, never lost to a missing or foreign key.
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SettingError } from '../../server/config.ts';
import { createSecrets } from '../../server/tools/secrets.ts';
import { type DirectStore, openDirectStore } from '../support/direct-store.ts';

let store: DirectStore;
let keyFile: string;
beforeEach(() => {
  store = openDirectStore();
  keyFile = join(store.folder, 'leadflow.key');
});
afterEach(() => store.close());

describe('secrets', () => {
  it('are set, read, listed without their values, replaced and removed', async () => {
    const secrets = await createSecrets({ store, keyFile });
    await secrets.set('acme-token', 'canary-4711', 'ann@example.com');
    await secrets.set('a.key', 'other', 'bob@example.com');
    expect(secrets.get('acme-token')).toBe('canary-4711');
    expect(secrets.list()).toEqual([
      { name: 'a.key', setAt: expect.any(Number), setBy: 'bob@example.com' },
      { name: 'acme-token', setAt: expect.any(Number), setBy: 'ann@example.com' },
    ]);
    await secrets.set('acme-token', 'canary-4712', 'ann@example.com');
    expect(secrets.get('acme-token')).toBe('canary-4712');
    await secrets.remove('acme-token', 'ann@example.com');
    expect(secrets.get('acme-token')).toBeUndefined();
    await expect(secrets.remove('acme-token', 'ann@example.com')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(store.db.all('SELECT who, did, what FROM audit').map((row) => `${row.who} ${row.did} ${row.what}`)).toEqual([
      'ann@example.com secret.set acme-token',
      'bob@example.com secret.set a.key',
      'ann@example.com secret.set acme-token',
      'ann@example.com secret.remove acme-token',
    ]);
  });

  it('are there after a restart, and nowhere on disk in the open', async () => {
    const first = await createSecrets({ store, keyFile });
    await first.set('acme-token', 'canary-4711', 'ann@example.com');
    const second = await createSecrets({ store, keyFile });
    expect(second.get('acme-token')).toBe('canary-4711');
    for (const file of ['leadflow.db', 'leadflow.db-wal', 'leadflow.key']) {
      const bytes = readFileSync(join(store.folder, file));
      expect(bytes.includes('canary-4711')).toBe(false);
      expect(bytes.includes(Buffer.from('canary-4711').toString('base64').slice(0, 12))).toBe(false);
    }
    expect(statSync(keyFile).mode & 0o777).toBe(0o600);
  });

  it('refuse a start with the key missing, foreign or damaged, and leave the file as it is', async () => {
    const secrets = await createSecrets({ store, keyFile });
    await secrets.set('acme-token', 'canary-4711', 'ann@example.com');
    const key = readFileSync(keyFile, 'utf8');
    rmSync(keyFile);
    await expect(createSecrets({ store, keyFile })).rejects.toThrow(SettingError);
    expect(() => statSync(keyFile)).toThrow('ENOENT');
    writeFileSync(keyFile, `${Buffer.alloc(32, 1).toString('base64')}\n`);
    await expect(createSecrets({ store, keyFile })).rejects.toThrow(/another key/);
    writeFileSync(keyFile, 'not a key');
    await expect(createSecrets({ store, keyFile })).rejects.toThrow(/32 bytes/);
    writeFileSync(keyFile, key);
    expect((await createSecrets({ store, keyFile })).get('acme-token')).toBe('canary-4711');
  });

  it('keep the key that seals what other tables hold', async () => {
    await createSecrets({ store, keyFile });
    store.db.run(
      "INSERT INTO source (id, name, flow, auth, secret, created_at) VALUES ('1', 'a', 'f', 'hmac', 'v1.x', 0)",
    );
    rmSync(keyFile);
    await expect(createSecrets({ store, keyFile })).rejects.toThrow(SettingError);
  });

  it('cannot be moved to another name in the database', async () => {
    const secrets = await createSecrets({ store, keyFile });
    await secrets.set('acme-token', 'canary-4711', 'ann@example.com');
    store.db.run("UPDATE secret SET name = 'public-note'");
    await expect(createSecrets({ store, keyFile })).rejects.toThrow(/changed or damaged/);
  });

  it('lose the blanks of pasting, and refuse what no header can carry', async () => {
    const secrets = await createSecrets({ store, keyFile });
    await secrets.set('acme-token', '  canary \n', 'ann@example.com');
    expect(secrets.get('acme-token')).toBe('canary');
    const bad: [string, string][] = [
      ['acme-token', 'a\r\nb'],
      ['acme-token', ' '],
      ['acme-token', 'a'.repeat(8193)],
      ['Acme Token', 'x'],
      ['../x', 'x'],
    ];
    for (const [name, value] of bad) {
      await expect(secrets.set(name, value, 'ann@example.com')).rejects.toMatchObject({ code: 'REQUEST_INVALID' });
    }
    expect(secrets.get('acme-token')).toBe('canary');
  });

  it('share their seal, which opens only for its place', async () => {
    const { sealer } = await createSecrets({ store, keyFile });
    const sealed = sealer.seal('hmac-secret', 'source:1');
    expect(sealed).not.toContain('hmac-secret');
    expect(sealer.open(sealed, 'source:1')).toBe('hmac-secret');
    expect(() => sealer.open(sealed, 'source:2')).toThrow(SettingError);
  });
});
