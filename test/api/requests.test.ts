// Bad requests to the admin API: each is a problem document that names what is wrong, and changes nothing.

import { request } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pageArgs } from '../../server/api/paging.ts';
import { type ApiServer, startApi } from '../support/api-server.ts';

let api: ApiServer;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const json = { 'content-type': 'application/json' };

describe('a body', () => {
  it.each([
    ['that is cut off', '{"slug":"warm","na', 400, 'BODY_UNREADABLE'],
    ['with bytes that are not UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]), 400, 'INVALID_UTF8'],
    ['of more than 8 MB', `"${'x'.repeat(8 * 1024 * 1024)}"`, 413, 'REQUEST_TOO_LARGE'],
    ['that is nested very deep', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, 400, 'BODY_UNREADABLE'],
    ['that is a list', '[]', 422, 'REQUEST_INVALID'],
    ['with a field that nobody knows', '{"slug":"warm","name":"Warm","colour":"red"}', 422, 'REQUEST_INVALID'],
    ['with a bad slug', '{"slug":"Not A Slug","name":"Warm"}', 422, 'REQUEST_INVALID'],
    ['with a blank name', '{"slug":"warm","name":"  "}', 422, 'REQUEST_INVALID'],
  ])('%s is refused', async (_which, raw, status, code) => {
    const got = await api.call('post', '/lead-lists', { as: 'admin', headers: json, raw });
    expect(got.status).toBe(status);
    expect(got.json).toMatchObject({ code, status });
    const lists = await api.call<{ items: unknown[] }>('get', '/lead-lists', { as: 'admin' });
    expect(lists.json.items).toHaveLength(1);
  });

  it('may hold no key that reaches the prototype of every object', async () => {
    const raw =
      '{"slug":"proto","name":"Proto","__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}';
    const got = await api.call('post', '/lead-lists', { as: 'admin', headers: json, raw });
    expect(got.status).toBe(201);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('that is missing names the fields, not the body', async () => {
    const got = await api.call('post', '/statuses', { as: 'admin' });
    expect(got.json).toMatchObject({ errors: [{ field: 'abbrev', says: 'It is missing.' }, { field: 'label' }] });
  });

  it('is told in words what a text must look like', async () => {
    const got = await api.call('post', '/statuses', { as: 'admin', body: { abbrev: 'new one', label: 'New' } });
    expect(got.json).toMatchObject({
      errors: [
        {
          field: 'abbrev',
          says: 'It must be one to twelve capital letters, digits or underscores, such as CALLBK.',
        },
      ],
    });
  });
});

describe('a list', () => {
  it.each([
    'limit=0',
    'limit=201',
    'limit=many',
    'cursor=not-a-cursor',
    `cursor=${btoa('["a","b"]')}`,
    `cursor=${btoa('[1]')}`,
  ])('refuses %s', async (query) => {
    const got = await api.call('get', `/lead-lists?${query}`, { as: 'viewer' });
    expect(got.status).toBe(422);
    expect(got.json).toMatchObject({ errors: [{ field: query.split('=')[0] }] });
  });

  it('takes a parameter given twice for a mistake', async () => {
    expect((await api.call('get', '/lead-lists?q=a&q=b', { as: 'viewer' })).status).toBe(422);
  });

  it('begins with the first page for an empty cursor', () => {
    expect(pageArgs({ cursor: '', q: '  ' }, ['text'])).toEqual({ q: null, after: null, limit: 50 });
  });
});

describe('an address', () => {
  it('that is unknown is a problem document too', async () => {
    for (const path of ['/nothing', '/flows/a/b/c', '/%zz']) {
      const got = await api.call('get', path, { as: 'admin' });
      expect([path, got.status]).toEqual([path, 404]);
      expect(got.json).toMatchObject({ code: 'NOT_FOUND' });
    }
  });

  it('answers with the headers that keep browsers careful', async () => {
    const { headers } = await api.call('get', '/session', { as: 'viewer' });
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
    expect(headers['content-security-policy']).toContain("default-src 'self'");
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
  });

  it('is found however its letters are written, with the same guards', async () => {
    const answer = await request(`${api.url}/API/users`);
    expect(answer.statusCode).toBe(401);
    expect(answer.headers['cache-control']).toBe('no-store');
    await answer.body.dump();
  });
});

describe('a bug', () => {
  it('is answered with an id alone, and logged with its cause', async () => {
    // A table that is gone is the nearest thing to a bug that a test can make from outside.
    api.store.db.raw.exec('ALTER TABLE audit RENAME TO audit_gone');
    const got = await api.call<{ id: string }>('get', '/audit', { as: 'admin' });
    api.store.db.raw.exec('ALTER TABLE audit_gone RENAME TO audit');
    expect(got.status).toBe(500);
    expect(JSON.stringify(got.json)).not.toContain('audit');
    expect(api.logged).toMatchObject([{ id: got.json.id, err: { message: 'no such table: audit' } }]);
  });
});
