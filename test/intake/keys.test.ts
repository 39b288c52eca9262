// Idempotency keys beyond one request after another: two processes at once, windows, and the forgetting of old keys.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../flows/language/document.ts';
import { readConfig } from '../../server/config.ts';
import { createDoorRules } from '../../server/intake/door-rules.ts';
import type { Admitted } from '../../server/intake/gate.ts';
import { takeLead } from '../../server/intake/intake.ts';
import { answerKnown } from '../../server/intake/known-key.ts';
import { assemble, type Parts } from '../../server/parts.ts';
import { parseAnswer } from '../../server/reading/parse-answer.ts';
import type { HttpAnswer } from '../../server/respond/answers.ts';
import { change } from '../../server/store/admin-ops.ts';
import { openDirectStore } from '../support/direct-store.ts';
import { webhookFlow } from '../support/webhook-flow.ts';

describe('one key in two processes at once', () => {
  let folder: string;
  let processes: Parts[];
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'leadflow-keys-'));
    const settings = { LEADFLOW_DATA: join(folder, 'data'), LEADFLOW_WORKSPACE: join(folder, 'flows') };
    const config = readConfig({ ...settings, LEADFLOW_LOG: 'silent', LEADFLOW_SYNC_LIMIT_MS: '3000' }, folder);
    const one = await assemble(config, []);
    await one.workspace.load();
    const made = await one.workspace.create({ name: 'Door', slug: 'door', bundle: webhookFlow('door', {}) }, 'test');
    await one.workspace.publish('door', { rev: made.rev, by: 'test' });
    const other = await assemble(config, []);
    await other.workspace.load();
    processes = [one, other];
    for (const { engine } of processes) await engine.start();
  });
  afterAll(async () => {
    for (const { engine, outbound, pool, store } of processes) {
      await engine.stop(1000);
      await Promise.all([outbound.close(), pool.close()]);
      await store.close();
    }
    rmSync(folder, { recursive: true });
  });

  it('makes one run: who comes second waits for the first and is told the same', async () => {
    for (let round = 0; round < 10; round += 1) {
      const told = await Promise.all(processes.map((parts) => send(parts, `race-${round}`)));
      expect(told.map(({ status }) => status)).toEqual([200, 200]);
      expect(new Set(told.map(({ headers }) => headers['x-leadflow-run'])).size).toBe(1);
      expect(told.map(({ headers }) => headers['idempotent-replayed'] ?? 'false').sort()).toEqual(['false', 'true']);
      expect(told[0]?.body).toBe(told[1]?.body);
    }
  });
});

/** As the router does it once the gate has let a request through. */
function send({ engine, services, store, config, workspace }: Parts, key: string): Promise<HttpAnswer> {
  const release = workspace.liveAt('door');
  if (!release) throw new Error('The flow is not published.');
  const source = { id: 's', name: 's', flow: 'door', auth: 'key', region: 'US', test: false } as const;
  const admitted: Admitted = {
    release,
    rules: createDoorRules()(release),
    query: {},
    source: { ...source, pending: 'pending', ratePerMinute: undefined },
  };
  const headers: Record<string, string> = { 'content-type': 'application/json', 'idempotency-key': key };
  const request = {
    path: 'door',
    method: 'POST',
    query: '',
    header: (name: string) => headers[name],
    address: '',
    body: Buffer.from('{"a":1}'),
  };
  return takeLead(request, admitted, {
    engine,
    gate: { signed: () => Promise.reject(new Error('It has a key.')) as never },
    read: parseAnswer,
    phone: services.phone,
    now: Date.now,
    syncLimitMs: config.syncLimitMs,
    tellParked: (run, answer) => change(store, 'run.tell', { run, answer }),
  });
}

describe('old keys', () => {
  it('are forgotten by the window of their flow, oldest first, and never more at a time than asked', async () => {
    const store = openDirectStore();
    try {
      const now = Date.now();
      const hour = 3_600_000;
      for (const flow of ['short', 'usual', 'withdrawn'])
        for (let age = 0; age < 10; age += 1)
          store.db.run('INSERT INTO idempotency VALUES (?, ?, ?, ?, ?)', flow, `k${age}`, 'f', 'r', now - age * hour);
      const windows = { short: 1.5 * hour, usual: 5.5 * hour };
      const prune = (limit: number) => change(store, 'key.prune', { windows, others: 100 * hour, limit });
      expect(await prune(3)).toEqual({ pruned: 3 });
      expect(keys('short')).toEqual(['k0', 'k1', 'k2', 'k3', 'k4', 'k5', 'k6']);
      expect(await prune(1000)).toEqual({ pruned: 9 });
      expect([keys('short').length, keys('usual').length, keys('withdrawn').length]).toEqual([2, 6, 10]);
      expect(await prune(1000)).toEqual({ pruned: 0 });
    } finally {
      store.close();
    }

    function keys(flow: string): unknown[] {
      return store.db.all('SELECT key FROM idempotency WHERE flow = ? ORDER BY key', flow).map((row) => row.key);
    }
  });

  it('are found by index, however many there are', async () => {
    const store = openDirectStore();
    const plan = (sql: string) => JSON.stringify(store.db.all(`EXPLAIN QUERY PLAN ${sql}`) as JsonObject[]);
    expect(plan("SELECT key FROM idempotency WHERE flow = 'a' AND at < 5 ORDER BY at LIMIT 9")).toContain(
      'idempotency_at (flow=? AND at<?)',
    );
    store.close();
  });
});

describe('a second request whose time is over', () => {
  const claim = { key: 'k', fingerprint: 'f', since: 0 };
  const pending = (run: string) => ({ status: 202, success: true, body: { run } });
  const asked = (telling: Promise<ReturnType<typeof pending>> | undefined) =>
    answerKnown(
      { flow: 'door', claim, pending },
      {
        engine: { known: () => ({ runId: 'r', sameLead: true, answer: undefined, telling }) },
        tellParked: async () => null,
        syncLimitMs: 60,
      },
    );

  it('waits for the first one, whose time began when its lead was on disk', async () => {
    const first = new Promise<ReturnType<typeof pending>>((resolve) => setTimeout(() => resolve(pending('r')), 90));
    expect(await asked(first)).toMatchObject({ status: 202 });
    await expect(asked(undefined)).rejects.toMatchObject({ code: 'STILL_RUNNING' });
  });
});
