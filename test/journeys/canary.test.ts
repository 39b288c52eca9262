// A secret shows nowhere: every way that a call can fail, met by a receiver that echoes it, then a search of all that we keep and say.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../flows/language/document.ts';
import { eventually, freshPhone, startTestServer, type TestServer } from '../support/test-server.ts';
import { publishWithSource, webhookFlow } from '../support/webhook-flow.ts';

const CANARY = 'canary 4711/key+é';
/** Base64 of it where it stands at each of the three places in a group of bytes; the ends depend on what is beside it. */
const IN_BASE64 = ['', 'a', 'ab'].map((before) =>
  Buffer.from(before + CANARY)
    .toString('base64')
    .slice(4, 20),
);
const FORMS = [CANARY, encodeURIComponent(CANARY), 'canary+4711', 'canary%204711', ...IN_BASE64];

/** Ways to fail, by path. */
const WAYS = ['ok', 'bad', 'broken', 'reset', 'silent', 'page', 'gone', 'tls', 'blocked', 'elsewhere'];

let server: TestServer;
let receiver: Server;
const runs: string[] = [];

beforeAll(async () => {
  receiver = createServer(async (request, response) => {
    const { url = '', headers } = request;
    const body = await text(request);
    if (url.includes('reset')) response.socket?.destroy();
    if (/reset|silent/.test(url)) return;
    const given = CANARY;
    const echo = { given, url, body, auth: headers.authorization, form: `${new URLSearchParams({ given })}` };
    const more = { encoded: encodeURIComponent(given), base64: Buffer.from(given).toString('base64') };
    const status = url.includes('bad') ? 401 : url.includes('broken') ? 500 : 200;
    const type = url.includes('page') ? 'text/html' : 'application/json';
    response.writeHead(status, { 'content-type': type, 'x-echo': encodeURIComponent(given), connection: 'close' });
    response.end(JSON.stringify({ ...echo, ...more }));
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  const { port } = receiver.address() as AddressInfo;
  server = await startTestServer({ LEADFLOW_EGRESS_ALLOW: `127.0.0.1:${port},127.0.0.1:9999,no-such-host.invalid` });
  for (const way of WAYS) runs.push(await fail(way, port));
}, 60_000);
afterAll(async () => {
  await server.stop();
  receiver.closeAllConnections();
  receiver.close();
});

describe('a secret of a connection', () => {
  it('is in no answer of the admin API, whatever became of the calls that carried it', async () => {
    const paths = ['/runs', '/secrets', '/connections', '/audit', '/incidents', '/leads', '/held'];
    const all = [...paths, ...WAYS.map((way) => `/connections/canary-${way}`), ...runs.map((id) => `/runs/${id}`)];
    for (const path of all) {
      const { status, body } = await server.api('GET', path);
      expect(status, path).toBe(200);
      expect(found(JSON.stringify(body)), path).toEqual([]);
    }
  });

  it('has met every kind of failure', async () => {
    const codes = new Set<string>();
    for (const id of runs) {
      const { body } = await server.api('GET', `/runs/${id}`);
      for (const [, code] of JSON.stringify(body).matchAll(/"code":"([A-Z_]+)"/g)) codes.add(String(code));
    }
    expect([...codes].sort()).toEqual(
      expect.arrayContaining([
        'EGRESS_BLOCKED',
        'REMOTE_BROKEN_OFF',
        'REMOTE_TIMEOUT',
        'REMOTE_TLS',
        'REMOTE_UNREACHABLE',
        'SECRET_ELSEWHERE',
      ]),
    );
  });

  it('is in no file of the data folder and of the workspace: database, its log, keys, documents', () => {
    for (const folder of [server.config.data, server.workspace]) {
      for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile()) continue;
        const file = join(entry.parentPath, entry.name);
        expect(found(readFileSync(file, 'latin1')), file).toEqual([]);
        expect(found(readFileSync(file, 'utf8')), file).toEqual([]);
      }
    }
  });
});

function found(haystack: string): string[] {
  return FORMS.filter((form) => haystack.includes(form));
}

/** Makes a connection that fails that way, sends a lead through it, and answers the id of its run. */
async function fail(way: string, port: number): Promise<string> {
  const slug = `canary-${way}`;
  const hosts: Record<string, string> = { gone: 'no-such-host.invalid', blocked: '10.0.0.1' };
  const document = {
    leadflow: 1,
    name: slug,
    scheme: way === 'tls' ? 'https' : 'http',
    host: hosts[way] ?? `127.0.0.1:${port}`,
    auth: { type: 'api-key', in: 'query', name: 'key', secret: `secret:${slug}` },
    endpoints: {
      post: {
        name: 'Post',
        method: 'POST',
        path: `/${way}`,
        send: 'form',
        timeoutMs: 700,
        hardParams: { again: `secret:${slug}` },
      },
    },
  };
  const made = await server.api('POST', '/connections', { slug, document });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  expect((await server.api('PUT', `/secrets/${slug}`, { value: CANARY })).status).toBe(204);
  if (way === 'elsewhere') await moveByFile(slug);
  const node = { type: 'http-request', config: { connection: slug, endpoint: 'post', body: 'lead' } };
  const flow = webhookFlow(slug, {}, [{ id: 'deliver', port: 'answered', node }]);
  const { key } = await publishWithSource(server, slug, flow);
  const told = await server.send(slug, { phone_number: freshPhone() }, { 'x-leadflow-key': key });
  const id = told.headers.get('x-leadflow-run') ?? '';
  await eventually(async () => {
    const { body } = await server.api('GET', `/runs/${id}`);
    return ['finished', 'held'].includes(String(body.state)) ? true : undefined;
  });
  return id;
}

/** As a pull of git would: the connection gets another host, and nobody has said that its secret may go there. */
async function moveByFile(slug: string): Promise<void> {
  const file = join(server.workspace, 'connections', `${slug}.yaml`);
  writeFileSync(file, readFileSync(file, 'utf8').replace(/host: .*/, 'host: 127.0.0.1:9999'));
  await eventually(async () => {
    const { body } = await server.api('GET', `/connections/${slug}`);
    return (body.document as JsonObject).host === '127.0.0.1:9999' ? true : undefined;
  });
}
