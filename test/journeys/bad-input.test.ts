// Everything that a source can get wrong: a problem document that names it, and nothing half made.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const JSON_TYPE = { 'content-type': 'application/json' };
const GOOD = '{"phone_number":"+13105550101"}';

describe('a bad request', () => {
  it.each<
    [
      string,
      { path?: string; method?: string; headers?: Record<string, string>; body?: string | Uint8Array },
      number,
      string,
    ]
  >([
    ['truncated JSON', { headers: JSON_TYPE, body: '{"phone_number":' }, 400, 'BODY_UNREADABLE'],
    ['no content type', { body: new TextEncoder().encode(GOOD) }, 415, 'UNSUPPORTED_TYPE'],
    ['a wrong content type', { headers: { 'content-type': 'text/csv' }, body: GOOD }, 415, 'UNSUPPORTED_TYPE'],
    [
      'an unknown encoding',
      { headers: { ...JSON_TYPE, 'content-encoding': 'rot13' }, body: GOOD },
      415,
      'UNSUPPORTED_TYPE',
    ],
    [
      'invalid UTF-8',
      { headers: JSON_TYPE, body: new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]) },
      400,
      'INVALID_UTF8',
    ],
    [
      'a body over 1 MB',
      { headers: JSON_TYPE, body: `{"phone_number":"1","x":"${'y'.repeat(1_048_576)}"}` },
      413,
      'BODY_TOO_LARGE',
    ],
    ['no body', { headers: JSON_TYPE, body: '' }, 400, 'BODY_EMPTY'],
    ['a missing required field', { headers: JSON_TYPE, body: '{"email":"a@b.c"}' }, 422, 'LEAD_INVALID'],
    ['an unknown path', { path: 'no/such', headers: JSON_TYPE, body: GOOD }, 404, 'PATH_UNKNOWN'],
    ['a wrong key', { headers: { ...JSON_TYPE, 'x-leadflow-key': 'wrong' }, body: GOOD }, 401, 'KEY_WRONG'],
    ['no key', { headers: { ...JSON_TYPE, 'x-leadflow-key': '' }, body: GOOD }, 401, 'KEY_MISSING'],
    [
      'a wrong signature',
      { headers: { ...JSON_TYPE, 'x-leadflow-signature': 'zz' }, body: GOOD },
      401,
      'SIGNATURE_WRONG',
    ],
    [
      'a method that the trigger does not take',
      { method: 'PUT', headers: JSON_TYPE, body: GOOD },
      405,
      'METHOD_NOT_ALLOWED',
    ],
  ])(
    'is answered with a problem: %s',
    async (_what, { path = 'acme/leads', method = 'POST', headers = {}, body }, status, code) => {
      const before = await runs();
      const key = { 'x-leadflow-key': server.key('duplicate-lead-check') };
      const response = await fetch(`${server.address}/in/${path}`, {
        method,
        headers: { ...key, ...headers },
        body: body as BodyInit,
      });
      const problem = (await response.json()) as Record<string, unknown>;
      expect([response.status, problem.code]).toEqual([status, code]);
      expect(response.headers.get('content-type')).toContain('application/problem+json');
      expect(problem).toMatchObject({ status, title: expect.any(String), remedy: expect.any(String) });
      if (code === 'LEAD_INVALID')
        expect(problem.errors).toEqual([{ field: 'phone_number', says: expect.stringContaining('missing') }]);
      expect(await runs()).toBe(before);
    },
  );

  it('is answered at an address whose flow is withdrawn, as if the address were unknown', async () => {
    const flow = await server.api('GET', '/flows/validation-list-check');
    await server.api('POST', '/flows/validation-list-check/withdraw', {}, { 'if-match': `"${flow.body.rev}"` });
    const told = await server.send('convertr/leads', { phone_number: '+13105550101' });
    expect([told.status, told.body.code]).toEqual([404, 'PATH_UNKNOWN']);
  });

  it('is answered while the source is paused, and the lead is taken once it is resumed', async () => {
    const { body } = await server.api('GET', '/sources');
    const source = (body.items as { id: string; flow: string }[]).find((each) => each.flow === 'convoso-connect-post');
    await server.api('PUT', `/pauses/source/${source?.id}`, { mode: 'refuse' });
    const told = await server.send('convoso/leads', { phone_number: '+13105550102' });
    expect([told.status, told.body.code]).toEqual([503, 'SOURCE_PAUSED']);
    expect(told.headers.get('retry-after')).toBeTruthy();
    await server.api('DELETE', `/pauses/source/${source?.id}`);
    expect(
      (await server.send('convoso/leads', { phone_number: '+13105550102', first_name: 'A', last_name: 'B' })).status,
    ).toBe(200);
  });
});

async function runs(): Promise<number> {
  const { body } = await server.api('GET', '/runs?limit=200');
  return (body.items as unknown[]).length;
}
