// What a receiver offers to choose from: read over real HTTP, with every way in which that can come to nothing.
import { afterEach, describe, expect, it } from 'vitest';
import type { ConnectionDocument, EndpointDocument } from '../../flows/language/receivers.ts';
import { readBody } from '../../server/reading/read-body.ts';
import { readEgressPolicy } from '../../server/tools/egress.ts';
import { createOffers, type Offers, type Wanted } from '../../server/tools/offers.ts';
import { createOutbound } from '../../server/tools/outbound.ts';
import { createToolbox } from '../../server/tools/toolbox.ts';
import { answerText, type RawReceiver, startReceiver } from './raw-receiver.ts';

const JOBS =
  '{"data":{"jobs":[{"id":4711,"name":"Key accounts"},{"id":12},{"name":"no id"},{"id":12,"name":"again"}]}}';
const WANTED: Wanted = {
  connection: 'client',
  endpoint: 'jobs',
  items: 'data.jobs',
  value: 'id',
  label: 'name',
  given: { campaign: '9 9' },
};
const GET: EndpointDocument = { name: 'Jobs', method: 'GET', path: '/campaigns/{campaign}/jobs' };

let receiver: RawReceiver;
let now = 1_000;
afterEach(() => receiver?.close());

interface Setting {
  answer?: string;
  endpoint?: Partial<EndpointDocument>;
  secret?: string | undefined;
  silent?: boolean;
}

/** Offers of a receiver that answers so. */
async function offersOf({
  answer = '',
  endpoint = {},
  secret = 'canary-4711',
  silent = false,
}: Setting): Promise<Offers> {
  receiver = await startReceiver((socket) => (silent ? undefined : socket.end(answer)));
  const document: ConnectionDocument = {
    leadflow: 1,
    name: 'Client',
    scheme: 'http',
    host: `127.0.0.1:${receiver.port}`,
    auth: { type: 'bearer', secret: 'secret:token' },
    endpoints: { jobs: { ...GET, ...endpoint } },
  };
  const connection = (slug: string) => (slug === 'client' ? { document, version: 'abc' } : undefined);
  const tools = createToolbox({
    outbound: createOutbound({ policy: readEgressPolicy([`127.0.0.1:${receiver.port}`]) }),
    secrets: { open: () => (secret === '' ? undefined : secret), stamp: () => '', renew: async () => {} },
    parse: (body, as, wish = {}) => readBody(body, as, wish),
    now: () => now,
    connection,
    reads: { listEntry: () => undefined, knownLead: () => undefined },
    dnc: { first: () => undefined },
  });
  return createOffers({
    ...tools,
    connection,
    parse: (body, as, wish = {}) => readBody(body, as, wish),
    now: () => now,
  });
}

function json(body: string, status = 200): string {
  return answerText(status, { 'content-type': 'application/json', connection: 'close' }, body);
}

describe('an offer', () => {
  it('is asked for with the credentials of the connection, and read by its paths', async () => {
    const offers = await offersOf({ answer: json(JOBS) });
    expect(await offers(WANTED, false)).toEqual({
      items: [
        { value: '4711', label: 'Key accounts' },
        { value: '12', label: '12' },
      ],
      left: 0,
      fetchedAt: now,
      fault: null,
    });
    expect(receiver.requests[0]).toContain('GET /campaigns/9%209/jobs?campaign=9%209 ');
    expect(receiver.requests[0]).toContain('Bearer canary-4711');
  });

  it('may be XML with one element, or a plain list of texts', async () => {
    const xml = '<answer><job id="7"><name>Only one</name></job></answer>';
    const offers = await offersOf({ answer: json(xml), endpoint: { receive: 'xml' } });
    const one = await offers({ ...WANTED, items: 'answer.job', value: '@id' }, false);
    expect(one.items).toEqual([{ value: '7', label: 'Only one' }]);
    await receiver.close();
    const plain = await offersOf({ answer: json('["b","a"]') });
    const texts = await plain({ ...WANTED, items: '', value: '', label: '' }, false);
    expect(texts.items.map((item) => item.value)).toEqual(['b', 'a']);
  });

  it('is kept for a minute, shared by those who ask at once, and read anew on demand', async () => {
    const offers = await offersOf({ answer: json(JOBS) });
    await Promise.all([offers(WANTED, false), offers(WANTED, false)]);
    expect(receiver.requests).toHaveLength(1);
    await offers(WANTED, true);
    expect(receiver.requests).toHaveLength(2);
    now += 61_000;
    await offers(WANTED, false);
    expect(receiver.requests).toHaveLength(3);
  });

  it('shows a thousand items, and how many more there are', async () => {
    const many = JSON.stringify(Array.from({ length: 1003 }, (_, index) => index));
    const offers = await offersOf({ answer: json(many) });
    const { items, left } = await offers({ ...WANTED, items: '', value: '', label: '' }, false);
    expect([items.length, left]).toEqual([1000, 3]);
  });
});

describe('an offer that comes to nothing', () => {
  const says = async (setting: Setting, wanted: Partial<Wanted> = {}) => {
    const offers = await offersOf(setting);
    const { fault, items } = await offers({ ...WANTED, ...wanted }, false);
    expect(items).toEqual([]);
    return fault;
  };

  it('needs credentials where the secret is not set, or the receiver refuses it', async () => {
    expect(await says({ secret: '' })).toMatchObject({
      is: 'needs-credentials',
      says: expect.stringContaining('"token"'),
    });
    expect(receiver.requests).toEqual([]);
    await receiver.close();
    const refused = await says({ answer: json('{}', 401) });
    expect(refused).toMatchObject({ is: 'needs-credentials', says: expect.stringContaining('client answered 401') });
  });

  it('never asks by a method that could change something', async () => {
    expect(await says({ endpoint: { method: 'POST' } })).toMatchObject({
      is: 'failed',
      says: expect.stringContaining('POST'),
    });
    expect(receiver.requests).toEqual([]);
  });

  it('says in words what is gone, what broke, and what is not in the answer', async () => {
    expect((await says({}, { connection: 'gone' }))?.says).toBe('There is no connection gone.');
    await receiver.close();
    expect((await says({}, { endpoint: 'gone' }))?.says).toBe('client has no endpoint gone.');
    await receiver.close();
    expect((await says({ answer: json('{}', 404) }))?.says).toContain('404');
    await receiver.close();
    expect((await says({ answer: json('{"data":{}}') }))?.says).toBe(
      'The answer of client holds nothing at “data.jobs”. It has: data.',
    );
    await receiver.close();
    expect((await says({ answer: json(JOBS) }, { value: 'key' }))?.says).toContain('“key”');
    await receiver.close();
    expect((await says({ answer: json('<html>') }))?.says).toContain('an HTML page');
    await receiver.close();
    expect((await says({ answer: json('{"a":'), endpoint: { receive: 'json' } }))?.says).toContain('cannot be read');
  });

  it('does not wait longer than a person would, and is not kept', async () => {
    const offers = await offersOf({ silent: true, endpoint: { timeoutMs: 150 } });
    expect((await offers(WANTED, false)).fault).toMatchObject({
      is: 'failed',
      says: expect.stringContaining('0.15 s'),
    });
    await offers(WANTED, false);
    expect(receiver.requests).toHaveLength(2);
  });
});
