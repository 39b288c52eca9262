// How a connection shows who it is: where each kind of sign-in is put, and what the record shows of it.
import { describe, expect, it } from 'vitest';
import type { ConnectionAuth } from '../../flows/language/receivers.ts';
import { credentialsOf } from '../../server/tools/credentials.ts';
import { scrub } from '../../server/tools/masking.ts';
import { SecretReader } from '../../server/tools/secret-names.ts';

const SECRET = 'canary 4711/+é';

function of(auth: ConnectionAuth | undefined, token?: string) {
  const secrets = new SecretReader((name) => (name === 'key' ? SECRET : undefined), 'acme');
  return { ...credentialsOf(auth, { secrets, token }), used: secrets.used };
}
const header = (name: string, sent: string, shown: string) => [{ name, sent, shown }];
const secret = 'secret:key';

describe('the sign-in of a connection', () => {
  it('is nothing where there is none', () => {
    for (const auth of [undefined, { type: 'none' } as const])
      expect(of(auth)).toEqual({
        headers: [],
        query: { sent: {}, shown: {} },
        body: { sent: {}, shown: {} },
        used: [],
      });
  });

  it('is a bearer token, or user and password (RFC 7617)', () => {
    expect(of({ type: 'bearer', secret }).headers).toEqual(header('Authorization', `Bearer ${SECRET}`, 'Bearer ••••'));
    const pair = Buffer.from(`ann:${SECRET}`).toString('base64');
    const basic = of({ type: 'basic', user: 'ann', secret });
    expect(basic.headers).toEqual(header('Authorization', `Basic ${pair}`, 'Basic ••••'));
    expect(basic.used).toEqual([SECRET, pair]);
    expect(() => of({ type: 'basic', user: 'a:b', secret })).toThrow(
      expect.objectContaining({ code: 'CONFIG_INVALID' }),
    );
  });

  it('is an API key in a header, the query or the body, with what stands before it', () => {
    const key = { type: 'api-key', name: 'X-Key', secret } as const;
    expect(of({ ...key, in: 'header', prefix: 'Token ' }).headers).toEqual(
      header('X-Key', `Token ${SECRET}`, 'Token ••••'),
    );
    expect(of({ ...key, in: 'query' }).query).toEqual({ sent: { 'X-Key': SECRET }, shown: { 'X-Key': '••••' } });
    expect(of({ ...key, in: 'body' }).body).toEqual({ sent: { 'X-Key': SECRET }, shown: { 'X-Key': '••••' } });
  });

  it('is a fetched token: Authorization with Bearer unless said otherwise', () => {
    const auth = { type: 'token', endpoint: 'login', token: 'token' } as const;
    expect(of(auth, 'tok').headers).toEqual(header('Authorization', 'Bearer tok', 'Bearer ••••'));
    expect(of({ ...auth, prefix: '' }, 'tok').headers).toEqual(header('Authorization', 'tok', '••••'));
    expect(of({ ...auth, in: 'header', name: 'X-Token' }, 'tok').headers).toEqual(header('X-Token', 'tok', '••••'));
    expect(of({ ...auth, in: 'query', name: 'access_token' }, 'tok').query.sent).toEqual({ access_token: 'tok' });
    expect(of(auth, 'tok').used).toEqual(['tok']);
    expect(() => of(auth)).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
  });

  it('fails where its secret is not set, or is no reference', () => {
    const missing = expect.objectContaining({ code: 'SECRET_MISSING' });
    expect(() => of({ type: 'bearer', secret: 'secret:other' })).toThrow(missing);
    expect(() => of({ type: 'bearer', secret: 'a value' })).toThrow(
      expect.objectContaining({ code: 'CONFIG_INVALID' }),
    );
  });

  it('is taken out of whatever is echoed: plain, percent-encoded, as form, as JSON text, in Base64', () => {
    const echoes = [
      SECRET,
      encodeURIComponent(SECRET),
      encodeURIComponent(SECRET).toLowerCase(),
      new URLSearchParams({ a: SECRET }).toString(),
      JSON.stringify({ a: SECRET }),
      Buffer.from(SECRET).toString('base64'),
      Buffer.from(SECRET).toString('base64url'),
      Buffer.from(`ann:${SECRET}`).toString('base64'),
    ];
    const used = of({ type: 'basic', user: 'ann', secret }).used;
    for (const echo of echoes) {
      const clean = scrub(`{"error":"bad ${echo} given"}`, used);
      expect(clean, echo).not.toContain(echo.slice(-10));
      expect(clean, echo).toContain('••••');
    }
  });
});
