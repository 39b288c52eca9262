// Parameters by place: where their values come from, that no lead changes them, and that their secrets are never recorded.
import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { readHeaderLines } from '../../flows/language/header-lines.ts';
import type { EndpointParameter } from '../../flows/language/receivers.ts';
import { readEgressPolicy } from '../../server/tools/egress.ts';
import { createOutbound } from '../../server/tools/outbound.ts';
import { type CallGiven, failureOf, preparedCall, sentHeader } from './prepared-call.ts';
import { answerText, startReceiver } from './raw-receiver.ts';

const SECRET = 'canary-4711/+';
const md5 = (text: string) => createHash('md5').update(text).digest('hex');

function withParameters(parameters: EndpointParameter[], more: CallGiven = {}) {
  return preparedCall({
    secrets: { key: SECRET },
    ...more,
    endpoint: { parameters, ...more.endpoint },
    connection: { tenant: '4711', fields: { api_key: 'secret:key', region: 'eu', blank: ' ' }, ...more.connection },
  });
}

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

describe('a parameter', () => {
  it('goes to its place, encoded for it, from field, tenant, host, token, body and kept result', () => {
    const request = withParameters(
      [
        { name: 'X-Tenant', in: 'header', value: '{tenant}@{host}' },
        { name: 'region', in: 'query' },
        { name: 'access', in: 'query', value: '{token}' },
        { name: 'account', in: 'path', value: 'a/{tenant}' },
        { name: 'copy', in: 'body', value: '{body.age}' },
        { name: 'owner', value: '{result.contact.data.0.id}' },
      ],
      {
        endpoint: { path: '/v1/{account}/leads' },
        call: { body: { age: 42 }, results: { contact: { data: [{ id: 7 }] } } },
        context: { token: 'tok&en' },
      },
    );
    expect(sentHeader(request, 'x-tenant')).toBe('4711@crm.acme.example');
    expect(request.path).toBe('/v1/a%2F4711/leads?region=eu&access=tok%26en');
    expect(request.body).toBe('{"age":42,"copy":42,"owner":7}');
    expect(request.masked.url).toBe('https://crm.acme.example/v1/a%2F4711/leads?region=eu&access=••••');
  });

  it.each([
    ['header', (request: ReturnType<typeof preparedCall>) => sentHeader(request, 'sign')],
    [
      'query',
      (request: ReturnType<typeof preparedCall>) => new URLSearchParams(request.path.split('?')[1]).get('sign'),
    ],
    ['body', (request: ReturnType<typeof preparedCall>) => JSON.parse(String(request.body)).sign],
  ] as const)('of the place md5 sends the digest in the %s, masked where it is made of a secret', (digestIn, read) => {
    const value = '{field.api_key}{body.phone}';
    const request = withParameters([{ name: 'sign', in: 'md5', digestIn, value }]);
    const digest = md5(`${SECRET}+13105550123`);
    expect(read(request)).toBe(digest);
    expect(JSON.stringify(request.masked)).not.toContain(digest);
    expect(JSON.stringify(request.masked)).toContain('••••');
    expect(request.secrets).toContain(digest);
  });

  it('of the place md5 is a header unless it says otherwise, of UTF-8, and shown where nothing in it is secret', () => {
    const request = withParameters([{ name: 'X-Sign', in: 'md5', value: 'grüße{tenant}' }]);
    expect(request.masked.headers['X-Sign']).toBe(md5('grüße4711'));
    const missing = () => withParameters([{ name: 'X-Sign', in: 'md5', value: '{field.api_key}{body.gone}' }]);
    expect(failureOf(missing)).toMatchObject({
      code: 'CONFIG_INVALID',
      detail: expect.stringContaining('{body.gone}'),
    });
  });

  it('wins over constants, and both over what a lead sends, nested where the body is', () => {
    const request = withParameters(
      [
        { name: 'list', value: 'parameter' },
        { name: 'meta.key', value: '{field.api_key}' },
      ],
      {
        endpoint: { hardParams: { list: 'constant', source: 'constant' } },
        call: { body: { list: 'lead', source: 'lead', meta: { key: 'lead', a: 1 }, phone: '1' } },
      },
    );
    expect(JSON.parse(String(request.body))).toEqual({
      list: 'parameter',
      source: 'constant',
      meta: { key: SECRET, a: 1 },
      phone: '1',
    });
    expect(JSON.parse(request.masked.body).meta).toEqual({ key: '••••', a: 1 });
    const form = withParameters([{ name: 'meta.key', value: '1' }], { endpoint: { send: 'form' }, call: { body: {} } });
    expect(form.body).toBe('meta.key=1');
  });

  it('is left out where it has no value, and a header of it cannot be set by a step', () => {
    const rows: EndpointParameter[] = [
      { name: 'X-Blank', in: 'header', value: '{field.blank}' },
      { name: 'X-None', in: 'header', value: '{body.gone}' },
      { name: 'none', in: 'query', value: '{body.gone}' },
      { name: 'blank', value: '{field.blank}' },
    ];
    const request = withParameters(rows);
    expect(request).toMatchObject({ path: '/leads', body: '{"phone":"+13105550123"}' });
    expect(sentHeader(request, 'x-blank')).toBeUndefined();
    const forged = () =>
      withParameters([{ name: 'X-Key', in: 'header', value: '{field.api_key}' }], {
        call: { headers: [{ name: 'x-key', value: 'mine' }] },
      });
    expect(failureOf(forged).code).toBe('HEADER_INVALID');
    const connection = { headers: [{ name: 'x-key', value: 'default' }] };
    const own = withParameters([{ name: 'X-Key', in: 'header', value: 'own' }], { connection });
    expect(sentHeader(own, 'x-key')).toBe('own');
  });

  it('lets no data of a lead open a secret, leave its header or change the address', () => {
    const opened = withParameters([{ name: 'X-From', in: 'header', value: '{body.phone}' }], {
      call: { body: { phone: 'secret:key' } },
    });
    expect(sentHeader(opened, 'x-from')).toBe('secret:key');
    const injected = () =>
      withParameters([{ name: 'X-From', in: 'header', value: '{body.phone}' }], {
        call: { body: { phone: 'a\r\nHost: evil' } },
      });
    expect(failureOf(injected).code).toBe('HEADER_INVALID');
    const owned = withParameters([], {
      endpoint: { path: '/{tenant}/{field.region}/{phone}' },
      call: { body: { tenant: 'evil', phone: '/../../x?y=1#z@evil' } },
    });
    expect(owned).toMatchObject({
      origin: 'https://crm.acme.example',
      path: '/4711/eu/%2F..%2F..%2Fx%3Fy%3D1%23z%40evil',
    });
  });

  it.each([
    [{ name: 'Host', in: 'header' as const, value: 'evil' }, 'HEADER_INVALID'],
    [{ name: 'a', value: '{token}' }, 'CONFIG_INVALID'],
    [{ name: 'a', value: '{result.contact.id}' }, 'CONFIG_INVALID'],
    [{ name: 'a', value: '{lead.phone}' }, 'CONFIG_INVALID'],
    [{ name: '__proto__.x', value: '1' }, 'CONFIG_INVALID'],
  ])('is refused as %j', (parameter, code) => {
    expect(failureOf(() => withParameters([parameter])).code).toBe(code);
  });

  it('called __proto__ is a field like any other', () => {
    expect(withParameters([{ name: '__proto__', in: 'query', value: '1' }]).path).toBe('/leads?__proto__=1');
    expect(withParameters([{ name: '__proto__', value: '1' }]).body).toBe('{"phone":"+13105550123","__proto__":"1"}');
  });
});

describe('a secret', () => {
  it('in the path is sent encoded and never recorded', () => {
    const request = withParameters([], { endpoint: { path: '/k/{field.api_key}/leads' } });
    expect(request.path).toBe(`/k/${encodeURIComponent(SECRET)}/leads`);
    expect(request.masked.url).toBe('https://crm.acme.example/k/••••/leads');
  });

  it('in a template is sent escaped and never recorded', () => {
    const body = { template: '<k>{field.api_key}</k><p>{body.phone}</p>', escape: 'xml' as const };
    const request = withParameters([], { endpoint: { send: 'raw', body }, secrets: { key: 'a<b>&canary' } });
    expect(request.body).toBe('<k>a&lt;b&gt;&amp;canary</k><p>+13105550123</p>');
    expect(request.masked.body).toBe('<k>••••</k><p>+13105550123</p>');
  });
});

describe('a DELETE', () => {
  it('that sends nothing has no body', () => {
    expect(preparedCall({ endpoint: { method: 'DELETE' }, call: { body: {} } }).body).toBeUndefined();
    expect(preparedCall({ endpoint: { method: 'DELETE' }, call: { body: { id: 1 } } }).body).toBe('{"id":1}');
  });
});

describe('the line of headers that Convoso shows', () => {
  it('imports, and a POST with it arrives whole', async () => {
    const line = 'Content-length: 0|Content-type: application/json|Authorization: OAuthSomeOAuthaccess_tokenString';
    const { rows, faults } = readHeaderLines(line);
    expect(faults).toEqual([]);
    const receiver = await startReceiver((socket) => socket.write(answerText(200, {}, 'ok')));
    const outbound = createOutbound({ policy: readEgressPolicy([`127.0.0.1:${receiver.port}`]) });
    closing.push(
      () => outbound.close(),
      () => receiver.close(),
    );
    const connection = { scheme: 'http' as const, host: `127.0.0.1:${receiver.port}`, headers: rows };
    await outbound.send(preparedCall({ connection }));
    const [request = ''] = receiver.requests;
    expect(request).toContain('Authorization: OAuthSomeOAuthaccess_tokenString\r\n');
    expect(request.match(/content-length/gi)).toHaveLength(1);
    expect(request).toMatch(/content-length: 24\r\n/i);
    expect(request).toMatch(/\r\n\r\n\{"phone":"\+13105550123"\}$/);
  });
});
