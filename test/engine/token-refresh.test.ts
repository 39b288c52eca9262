// Calls with an access token in a running server: shared by runs, renewed once on a 401 with all of it in the journal.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../flows/language/document.ts';
import { eventually, freshPhone, startTestServer, type TestServer } from '../support/test-server.ts';
import { publishWithSource, webhookFlow } from '../support/webhook-flow.ts';
import { startTokenReceiver, type TokenReceiver } from '../tools/token-receiver.ts';

let server: TestServer;
let receiver: TokenReceiver;
let key: string;

beforeAll(async () => {
  receiver = await startTokenReceiver();
  server = await startTestServer({ LEADFLOW_EGRESS_ALLOW: `127.0.0.1:${receiver.port}` });
  const document = {
    leadflow: 1,
    name: 'Guarded',
    scheme: 'http',
    host: `127.0.0.1:${receiver.port}`,
    auth: {
      type: 'oauth2',
      grant: 'client-credentials',
      tokenUrl: '/oauth/token',
      clientId: 'leadflow',
      secret: 'secret:guarded-client',
    },
    endpoints: { post: { name: 'Post', method: 'POST', path: '/leads' } },
  };
  const made = await server.api('POST', '/connections', { slug: 'guarded', document });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  await server.api('PUT', '/secrets/guarded-client', { value: 'client-canary-4711' });
  const config = { connection: 'guarded', endpoint: 'post', body: 'lead' };
  const node = { type: 'http-request', config, retry: { attempts: 2, backoff: '1s..1s' } };
  ({ key } = await publishWithSource(
    server,
    'guarded',
    webhookFlow('guarded', {}, [{ id: 'deliver', port: 'answered', node }]),
  ));
});
afterEach(() => {
  receiver.answer = undefined;
  receiver.takes = undefined;
});
afterAll(async () => {
  await server.stop();
  await receiver.close();
});

describe('a call with an access token', () => {
  it('shares one token with all runs, and what it says is masked wherever it is shown', async () => {
    const runs = await Promise.all([run(), run(), run()]);
    expect(runs.map((each) => attempts(each))).toEqual([[[1, 200]], [[1, 200]], [[1, 200]]]);
    expect(receiver.asked()).toHaveLength(1);
    expect(JSON.stringify(runs)).not.toContain('canary');
    expect(JSON.stringify(runs)).toContain('Bearer ••••');
  });

  it('is made once more with a new token where the old one is refused, with the same key, and that is no retry', async () => {
    const before = receiver.asked().length;
    receiver.takes = (token) => token === `tok-canary-${before + 1}`;
    const done = await run();
    expect(attempts(done)).toEqual([
      [1, 401],
      [2, 200],
    ]);
    expect(receiver.asked()).toHaveLength(before + 1);
    const keys = receiver.called().slice(-2);
    expect(new Set(keys.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
    // Nothing was waited for: a retry would have been a second later.
    const [first, second] = exchangesOf(done);
    expect(Date.parse(String(second?.at)) - Date.parse(String(first?.at))).toBeLessThan(900);
  });

  it('is given the answer where the new token is refused too', async () => {
    receiver.takes = () => false;
    const done = await run();
    expect(attempts(done)).toEqual([
      [1, 401],
      [2, 401],
    ]);
    expect(done.outcome).toBe('accepted');
  });

  it('has not left where no token is given, and is tried again as the step says', async () => {
    // The token at hand was refused by the case before, or is dropped here.
    receiver.takes = () => false;
    await run();
    const calls = receiver.called().length;
    receiver.takes = undefined;
    await server.api('PUT', '/secrets/guarded-client', { value: 'client-canary-4712' });
    receiver.answer = () => ({ status: 400, body: '{"error":"invalid_grant"}' });
    const done = await run();
    expect(done.outcome).toBe('error');
    expect(exchangesOf(done)).toMatchObject([
      { request: null, failure: { code: 'TOKEN_REFUSED', sent: 'no' } },
      { request: null, failure: { code: 'TOKEN_REFUSED', sent: 'no' } },
    ]);
    expect(receiver.called()).toHaveLength(calls);
  });

  it('needs no token for a test lead, and asks for none', async () => {
    await server.api('PUT', '/secrets/guarded-client', { value: 'client-canary-4713' });
    const asked = receiver.reached.length;
    const tested = await server.api('POST', '/flows/guarded/test', { lead: { phone_number: freshPhone() } });
    expect(tested.status, JSON.stringify(tested.body)).toBe(202);
    const done = await eventually(async () => {
      const { body } = await server.api('GET', `/runs/${tested.body.run}`);
      return body.state === 'finished' ? body : undefined;
    });
    expect([done.test, done.outcome]).toEqual([true, 'accepted']);
    expect(receiver.reached).toHaveLength(asked);
  });
});

async function run(): Promise<JsonObject> {
  const told = await server.send('guarded', { phone_number: freshPhone() }, { 'x-leadflow-key': key });
  const id = told.headers.get('x-leadflow-run') ?? '';
  return eventually(async () => {
    const { body } = await server.api('GET', `/runs/${id}`);
    return body.state === 'finished' ? body : undefined;
  });
}

function exchangesOf(done: JsonObject): JsonObject[] {
  const step = (done.steps as JsonObject[]).find(({ node }) => node === 'deliver');
  return (step?.exchanges ?? []) as JsonObject[];
}

function attempts(done: JsonObject): [number, number][] {
  return exchangesOf(done).map(({ attempt, answer }) => [Number(attempt), Number((answer as JsonObject).status)]);
}
