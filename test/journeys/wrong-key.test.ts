// The key of the secrets is wrong or gone: leads are taken and wait, nothing is sent, everybody is told; then the key comes back.
import { createHmac, randomBytes } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../flows/language/document.ts';
import { eventually, freshPhone, startTestServer, type TestServer } from '../support/test-server.ts';

let server: TestServer;
let keyFile: string;
let signing: { key: string };

beforeAll(async () => {
  server = await startTestServer({ LEADFLOW_SYNC_LIMIT_MS: '300' });
  keyFile = join(server.config.data, 'leadflow.key');
  const { body } = await server.api('GET', '/connections/acme-crm');
  const document = { ...(body.document as JsonObject), auth: { type: 'bearer', secret: 'secret:acme-token' } };
  const hash = { 'if-match': `"${body.hash}"` };
  expect((await server.api('PUT', '/connections/acme-crm', { document }, hash)).status).toBe(200);
  expect((await server.api('PUT', '/secrets/acme-token', { value: 'canary-4711' })).status).toBe(204);
  const source = { name: 'Signs', flow: 'duplicate-lead-check', auth: 'hmac' };
  signing = (await server.api('POST', '/sources', source)).body as unknown as { key: string };
});
afterAll(() => server.stop());

describe('a server with a wrong key', () => {
  it('takes leads and sends nothing, says so, and goes on once the key is back', async () => {
    await server.halt();
    renameSync(keyFile, `${keyFile}.right`);
    writeFileSync(keyFile, `${randomBytes(32).toString('base64')}\n`);
    await server.resume();

    const phones = [freshPhone(), freshPhone()];
    const told = [];
    for (const phone_number of phones) told.push(await server.send('acme/leads', { phone_number }));
    expect(told.map(({ status }) => status)).toEqual([202, 202]);
    const ids = told.map(({ headers }) => headers.get('x-leadflow-run') ?? '');
    for (const id of ids)
      await eventually(async () => {
        const { body } = await server.api('GET', `/runs/${id}`);
        return body.queue === 'secrets:locked' ? true : undefined;
      });
    expect(await reached(phones)).toBe(0);

    const health = await fetch(`${server.address}/healthz`);
    expect([health.status, await health.json()]).toEqual([200, { ok: true, secrets: 'locked' }]);
    expect((await server.api('GET', '/secrets-state')).body.locked).toMatch(
      /another key .* than the one in .*leadflow\.key/,
    );
    expect((await server.api('GET', '/secrets')).body.items).toMatchObject([{ name: 'acme-token', locked: true }]);
    const incidents = (await server.api('GET', '/incidents')).body.items as JsonObject[];
    expect(incidents).toContainEqual(expect.objectContaining({ kind: 'locked', code: 'SECRETS_LOCKED', count: 2 }));

    const signed = await post(JSON.stringify({ phone_number: freshPhone() }));
    expect([signed.status, Number(signed.headers.get('retry-after'))]).toEqual([503, expect.any(Number)]);
    expect(signed.headers.has('retry-after')).toBe(true);

    await server.halt();
    renameSync(`${keyFile}.right`, keyFile);
    await server.resume();
    for (const id of ids) expect(await finished(id)).toMatchObject({ outcome: 'accepted', queue: null });
    expect(await reached(phones)).toBeGreaterThanOrEqual(2);
    expect((await server.api('GET', '/secrets-state')).body).toEqual({ locked: null });
    expect((await post(JSON.stringify({ phone_number: freshPhone() }))).status).not.toBe(503);
  });

  it('finds the key by itself when it is put back while it runs', async () => {
    await server.halt();
    const right = readFileSync(keyFile, 'utf8');
    rmSync(keyFile);
    await server.resume();
    const told = await server.send('acme/leads', { phone_number: freshPhone() });
    writeFileSync(keyFile, right);
    expect(await finished(told.headers.get('x-leadflow-run') ?? '')).toMatchObject({ outcome: 'accepted' });
  }, 15_000);
});

function finished(id: string): Promise<JsonObject> {
  return eventually(async () => {
    const { body } = await server.api('GET', `/runs/${id}`);
    return body.state === 'finished' ? body : undefined;
  }, 10_000);
}

async function reached(phones: readonly string[]): Promise<number> {
  const found = await Promise.all(
    phones.map((phone) => server.simulator.get(`/__journal?phone=${encodeURIComponent(phone)}`)),
  );
  return found.flatMap(({ items }) => items as JsonObject[]).length;
}

/** A lead of the source that signs. */
function post(body: string): Promise<Response> {
  const signature = createHmac('sha256', signing.key).update(body).digest('hex');
  const headers = { 'content-type': 'application/json', 'x-leadflow-signature': signature };
  return fetch(`${server.address}/in/acme/leads`, { method: 'POST', headers, body });
}
