// Making a call into a request: addresses, credentials, headers and bodies, and that no secret is ever recorded.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../flows/language/document.ts';
import { Failure } from '../../flows/language/failures.ts';
import type { ConnectionAuth, ConnectionDocument, EndpointDocument } from '../../flows/language/receivers.ts';
import type { OutboundCall } from '../../nodes/tools.ts';
import { originOf } from '../../server/tools/address.ts';
import { prepare } from '../../server/tools/connections.ts';
import type { PreparedRequest } from '../../server/tools/prepared.ts';

const CANARY = 'canary-4711/ä"+';
const ASCII_CANARY = 'canary-4711/+';

const ENDPOINT: EndpointDocument = { name: 'Insert', method: 'POST', path: '/leads' };

function prepared(
  call: Partial<OutboundCall>,
  more: { connection?: Partial<ConnectionDocument>; secrets?: Record<string, string> } = {},
): PreparedRequest {
  const connection: ConnectionDocument = {
    leadflow: 1,
    name: 'Acme',
    scheme: 'https',
    host: 'crm.acme.example',
    endpoints: {},
    ...more.connection,
  };
  const whole: OutboundCall = { connection: 'acme-crm', endpoint: ENDPOINT, body: { phone: '+13105550123' }, ...call };
  return prepare(whole, {
    connection,
    version: 'abcdef012345',
    secret: (name) => (more.secrets ?? { token: ASCII_CANARY })[name],
    idempotencyKey: 'run-1/ask.1',
    at: 0,
  });
}

function header(request: PreparedRequest, name: string): string | undefined {
  const at = request.headers.findIndex((each, i) => i % 2 === 0 && each.toLowerCase() === name);
  return at === -1 ? undefined : request.headers[at + 1];
}

function failure(make: () => unknown): { code: string; detail: string } {
  try {
    make();
  } catch (error) {
    if (error instanceof Failure) return { code: error.code, detail: error.detail ?? '' };
    throw error;
  }
  throw new Error('expected a Failure');
}

describe('a prepared request', () => {
  it('goes to the connection, carries the idempotency key, and is recorded as it is where there is no secret', () => {
    const request = prepared({});
    expect(request).toMatchObject({
      origin: 'https://crm.acme.example',
      method: 'POST',
      path: '/leads',
      timeoutMs: 15_000,
    });
    expect(request.body).toBe('{"phone":"+13105550123"}');
    expect(header(request, 'content-type')).toBe('application/json');
    expect(header(request, 'idempotency-key')).toBe('run-1/ask.1');
    expect(request.masked).toMatchObject({
      method: 'POST',
      url: 'https://crm.acme.example/leads',
      body: '{"phone":"+13105550123"}',
      connection: 'acme-crm',
      connectionVersion: 'abcdef012345',
    });
    expect(request.masked.headers['Content-Type']).toBe('application/json');
  });

  it('carries the key of the call under the name that the connection gives it, or not at all', () => {
    const named = prepared({}, { connection: { idempotencyHeader: 'X-Request-Id' } });
    expect(header(named, 'x-request-id')).toBe('run-1/ask.1');
    expect(header(named, 'idempotency-key')).toBeUndefined();
    const silent = prepared({}, { connection: { idempotencyHeader: '' } });
    expect(silent.headers).not.toContain('run-1/ask.1');
    expect(failure(() => prepared({}, { connection: { idempotencyHeader: 'Host' } })).code).toBe('HEADER_INVALID');
    expect(header(prepared({ endpoint: { ...ENDPOINT, method: 'GET' } }), 'idempotency-key')).toBeUndefined();
  });

  it('is a form with repeated keys for lists', () => {
    const body = { tag: ['a b', 'c&d'], phone: '+1', none: null, yes: true, more: { x: 1 } };
    const request = prepared({ endpoint: { ...ENDPOINT, send: 'form' }, body });
    expect(request.body).toBe('tag=a%20b&tag=c%26d&phone=%2B1&none=&yes=true&more=%7B%22x%22%3A1%7D');
    expect(header(request, 'content-type')).toBe('application/x-www-form-urlencoded');
  });

  it('sends a raw text as it is, and an object as JSON', () => {
    const raw = { ...ENDPOINT, send: 'raw' as const };
    expect(
      prepared({ endpoint: raw, body: '<lead/>', headers: [{ name: 'Content-Type', value: 'application/xml' }] }),
    ).toMatchObject({
      body: '<lead/>',
      masked: { headers: { 'Content-Type': 'application/xml' } },
    });
    expect(header(prepared({ endpoint: raw, body: { a: 1 } }), 'content-type')).toBe('application/json');
  });

  it('puts the body of a GET into the query, whatever send says', () => {
    const endpoint: EndpointDocument = {
      ...ENDPOINT,
      method: 'GET',
      send: 'form',
      path: '/find?v=1',
      hardParams: { limit: 10 },
    };
    const request = prepared({ endpoint, body: { phone: '+1' }, query: { page: 2 } });
    expect(request).toMatchObject({ path: '/find?v=1&phone=%2B1&limit=10&page=2', body: undefined });
    expect(header(request, 'idempotency-key')).toBeUndefined();
  });

  it('adds constants that the lead cannot change', () => {
    const endpoint: EndpointDocument = { ...ENDPOINT, hardParams: { list_id: 7 } };
    expect(prepared({ endpoint, body: { list_id: 9, phone: '1' } }).body).toBe('{"list_id":7,"phone":"1"}');
    expect(failure(() => prepared({ endpoint, body: 'text' })).code).toBe('CONFIG_INVALID');
  });

  it('sends no body where there is none', () => {
    expect(prepared({ body: null }).body).toBeUndefined();
    expect(header(prepared({ body: null }), 'content-type')).toBeUndefined();
  });
});

describe('the address', () => {
  const endpoint: EndpointDocument = { ...ENDPOINT, path: '/lists/{list.id}/leads/{phone}' };

  it.each([
    ['a/../../admin', 'a%2F..%2F..%2Fadmin'],
    ['x?y=1#z', 'x%3Fy%3D1%23z'],
    ['@evil.example', '%40evil.example'],
    ['\\evil', '%5Cevil'],
    ['\r\nHost: evil', '%0D%0AHost%3A%20evil'],
    ['\ud800', '%EF%BF%BD'],
  ])('keeps its origin when lead data is %j', (phone, encoded) => {
    const request = prepared({ endpoint, body: { list: { id: 7 }, phone } });
    expect(request).toMatchObject({ origin: 'https://crm.acme.example', path: `/lists/7/leads/${encoded}` });
  });

  it('stays under the path that was drawn for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (phone) => {
        fc.pre(phone !== '.' && phone !== '..');
        const { origin, path } = prepared({ endpoint, body: { list: { id: 7 }, phone } });
        const url = new URL(origin + path);
        return (
          url.origin === 'https://crm.acme.example' &&
          /^\/lists\/7\/leads\/[^/?#]+$/.test(url.pathname) &&
          url.search === ''
        );
      }),
    );
  });

  it.each(['.', '..', '', null])('is refused when the place would be filled with %j', (phone) => {
    expect(failure(() => prepared({ endpoint, body: { list: { id: 7 }, phone } })).code).toBe('CONFIG_INVALID');
  });

  it.each(['//evil.example', '/a b', 'leads', '/a#b', '/\\evil', '/a\r\nb', '/../x'])(
    'is refused with the path %j',
    (path) => {
      expect(failure(() => prepared({ endpoint: { ...ENDPOINT, path } })).code).toBe('CONFIG_INVALID');
    },
  );

  it.each([
    'user@crm.example',
    'user:pw@crm',
    'crm.example/path',
    'crm.example#x',
    'crm.example?x',
    'crm example',
    'crm:0',
    'crm:99999',
    '',
    'a\\b',
    'crm:65536',
    'crm:22',
    'crm:25',
    'münchen.example',
    'file:///etc/passwd',
    'gopher://crm',
    'data:,x',
    'javascript:alert(1)',
    '①②⑦.0.0.1',
  ])('is refused with the host %j', (host) => {
    expect(failure(() => prepared({}, { connection: { host } })).code).toBe('CONFIG_INVALID');
  });

  it('is normalised', () => {
    const of = (host: string, scheme: 'http' | 'https' = 'https') =>
      originOf({ leadflow: 1, name: '', scheme, host, endpoints: {} });
    expect(of('CRM.Example:443')).toBe('https://crm.example');
    expect(of('127.1:4410', 'http')).toBe('http://127.0.0.1:4410');
    expect(of('[::1]:8080')).toBe('https://[::1]:8080');
  });
});

describe('credentials', () => {
  const secret = 'secret:token';
  it.each<[string, ConnectionAuth, (request: PreparedRequest) => string | undefined, string]>([
    [
      'a bearer token',
      { type: 'bearer', secret },
      (request) => header(request, 'authorization'),
      `Bearer ${ASCII_CANARY}`,
    ],
    [
      'basic',
      { type: 'basic', user: 'leads', secret },
      (request) => header(request, 'authorization'),
      `Basic ${Buffer.from(`leads:${ASCII_CANARY}`).toString('base64')}`,
    ],
    [
      'a key in a header',
      { type: 'api-key', in: 'header', name: 'X-Key', secret },
      (request) => header(request, 'x-key'),
      ASCII_CANARY,
    ],
    [
      'a key in the query',
      { type: 'api-key', in: 'query', name: 'key', secret },
      (request) => request.path,
      '/leads?key=canary-4711%2F%2B',
    ],
    [
      'a key in the body',
      { type: 'api-key', in: 'body', name: 'auth_token', secret },
      (request) => String(request.body),
      `{"phone":"+13105550123","auth_token":"${ASCII_CANARY}"}`,
    ],
  ])('as %s are sent and never recorded', (_what, auth, where, text) => {
    const request = prepared({}, { connection: { auth } });
    expect(where(request)).toBe(text);
    expectMasked(request, ASCII_CANARY);
    expect(JSON.stringify(request.masked)).toContain('••••');
  });

  it('in constants, connection headers and paths are opened and never recorded, in forms too', () => {
    const endpoint: EndpointDocument = {
      ...ENDPOINT,
      send: 'form',
      path: '/x/{auth.key}',
      hardParams: { auth: { key: 'secret:token' }, list: ['secret:token'] },
    };
    const request = prepared(
      { endpoint },
      {
        connection: { headers: [{ name: 'X-Sign', value: 'secret:plain' }] },
        secrets: { token: CANARY, plain: 'plain-canary' },
      },
    );
    expect(decodeURIComponent(request.path)).toBe(`/x/${CANARY}`);
    expect(header(request, 'x-sign')).toBe('plain-canary');
    expectMasked(request, CANARY);
    expectMasked(request, 'plain-canary');
    expect(request.masked.url).toBe('https://crm.acme.example/x/••••');
    expect(request.masked.body).toContain('list=••••');
  });

  it('that are not set, or not references, fail with what to do', () => {
    const auth = { type: 'bearer', secret } as const;
    expect(failure(() => prepared({}, { connection: { auth }, secrets: {} }))).toMatchObject({
      code: 'SECRET_MISSING',
      detail: expect.stringContaining('"token"'),
    });
    const literal = failure(() => prepared({}, { connection: { auth: { ...auth, secret: 'sk_live_4711' } } }));
    expect(literal.code).toBe('CONFIG_INVALID');
    expect(literal.detail).not.toContain('sk_live_4711');
  });

  it('cannot be opened by lead data', () => {
    expect(prepared({ body: { phone: 'secret:token' } }).body).toBe('{"phone":"secret:token"}');
    expect(failure(() => prepared({ headers: [{ name: 'X-From', value: 'secret:token' }] })).code).toBe(
      'HEADER_INVALID',
    );
  });
});

describe('headers', () => {
  const rows = (...headers: { name: string; value: string }[]) => prepared({ headers });

  it.each(['a\r\nHost: evil', 'a\nb', 'a\rb', 'a\u0000b', 'é', '日本'])('refuse the value %j', (value) => {
    expect(failure(() => rows({ name: 'X-From', value })).code).toBe('HEADER_INVALID');
  });

  it.each(['Host', 'HOST', 'Proxy-Authorization', 'proxy-connection', 'a b', 'a:b', '', 'a\r\nb', 'ä'])(
    'refuse the name %j',
    (name) => {
      expect(failure(() => rows({ name, value: 'x' })).code).toBe('HEADER_INVALID');
    },
  );

  it.each([
    'Content-Length',
    'content-length',
    'Transfer-Encoding',
    'Connection',
    'Keep-Alive',
    'TE',
    'Trailer',
    'Upgrade',
    'Expect',
  ])('drop %s', (name) => {
    expect(header(rows({ name, value: '0' }), name.toLowerCase())).toBeUndefined();
  });

  it('refuse the same name twice in one place, without regard to case', () => {
    expect(failure(() => rows({ name: 'X-A', value: '1' }, { name: 'x-a', value: '2' })).code).toBe('HEADER_INVALID');
  });

  it('of the step take the place of those of the connection, never of its sign-in', () => {
    const connection = {
      headers: [{ name: 'X-A', value: '1' }],
      auth: { type: 'bearer', secret: 'secret:token' },
    } as const;
    const request = prepared(
      { headers: [{ name: 'x-a', value: '2' }] },
      { connection: { ...connection, headers: [...connection.headers] } },
    );
    expect(request.headers.filter((each) => each.toLowerCase() === 'x-a')).toHaveLength(1);
    expect(header(request, 'x-a')).toBe('2');
    const forged = () =>
      prepared(
        { headers: [{ name: 'authorization', value: 'Bearer mine' }] },
        { connection: { ...connection, headers: [] } },
      );
    expect(failure(forged).code).toBe('HEADER_INVALID');
  });

  it('may add a charset to the type of the body, not contradict it', () => {
    expect(header(rows({ name: 'Content-Type', value: 'application/json; charset=utf-8' }), 'content-type')).toBe(
      'application/json; charset=utf-8',
    );
    expect(failure(() => rows({ name: 'Content-Type', value: 'text/xml' })).code).toBe('HEADER_INVALID');
  });

  it('are refused over 50 rows or 8 kB', () => {
    expect(failure(() => rows(...Array.from({ length: 51 }, (_, i) => ({ name: `X-${i}`, value: '1' })))).code).toBe(
      'HEADER_INVALID',
    );
    expect(failure(() => rows({ name: 'X-A', value: 'a'.repeat(8193) })).code).toBe('HEADER_INVALID');
  });
});

function expectMasked(request: PreparedRequest, secret: string): void {
  const record: Json = { ...request.masked };
  const text = JSON.stringify(record);
  for (const form of [
    secret,
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
    Buffer.from(secret).toString('base64'),
  ]) {
    expect(text).not.toContain(form);
  }
  expect(text).not.toContain(Buffer.from(`leads:${secret}`).toString('base64'));
}
