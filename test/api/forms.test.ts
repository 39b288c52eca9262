// What the API tells a form while it is filled in: choices that are kept here, and how a pasted answer reads.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AnswerPreview, Options } from '../../editor/api-types.ts';
import { type ApiServer, startApi } from '../support/api-server.ts';

let api: ApiServer;
const viewer = { as: 'viewer' } as const;
const admin = { as: 'admin' } as const;

beforeAll(async () => {
  api = await startApi();
  const endpoints = {
    'find-lead': { name: 'Find a lead', method: 'POST', path: '/find' },
    lists: { name: 'Lists', method: 'GET', path: '/lists' },
  };
  const document = { leadflow: 1, name: 'Acme CRM', scheme: 'https', host: 'crm.example', endpoints };
  await api.call('post', '/connections', { ...admin, body: { slug: 'acme-crm', document } });
  await api.call('post', '/lists', {
    ...admin,
    body: { slug: 'key-accounts', name: 'Key accounts', description: '', values: [] },
  });
});
afterAll(() => api.close());

const offered = async (path: string) => (await api.call<Options>('get', `/options/${path}`, viewer)).json;

describe('choices that are kept here', () => {
  it('are names with labels, for each kind of thing', async () => {
    expect((await offered('connections')).items).toEqual([{ value: 'acme-crm', label: 'Acme CRM', hint: 'acme-crm' }]);
    expect((await offered('lists')).items).toEqual([
      { value: 'key-accounts', label: 'Key accounts', hint: 'key-accounts' },
    ]);
    const statuses = await offered('statuses');
    expect(statuses.items).toContainEqual({ value: 'NEW', label: 'NEW', hint: expect.any(String) });
    expect(statuses).toMatchObject({ of: '', fault: null, left: 0 });
    for (const source of ['adaptors', 'flows', 'dnc-lists', 'lead-lists'])
      expect((await offered(source)).fault).toBeNull();
  });

  it('of endpoints are those of one connection, by method where it is named', async () => {
    const all = await offered('endpoints?connection=acme-crm');
    expect(all).toMatchObject({ of: 'acme-crm' });
    expect(all.items.map((item) => item.hint)).toEqual(['POST · find-lead', 'GET · lists']);
    expect((await offered('endpoints?connection=acme-crm&method=GET')).items).toHaveLength(1);
    expect((await offered('endpoints?connection=gone')).items).toEqual([]);
  });

  it('are not of just anything', async () => {
    expect((await api.call('get', '/options/secrets', viewer)).status).toBe(404);
  });
});

describe('choices of a receiver', () => {
  const path = '/options/connection-data?connection=acme-crm&endpoint=lists';
  it('are for those who may change things, since they call it', async () => {
    expect((await api.call('get', path, viewer)).status).toBe(403);
    expect((await api.call<Options>('get', path, admin)).json).toMatchObject({ of: 'acme-crm', fault: null });
  });

  it('are not asked for while the connection is paused', async () => {
    await api.call('put', '/pauses/connection/acme-crm', { ...admin, body: { mode: 'queue' } });
    const { fault } = (await api.call<Options>('get', path, admin)).json;
    expect(fault).toMatchObject({ is: 'failed', says: 'The connection acme-crm is paused, so it is not asked.' });
  });

  it('take the fields of the call as a JSON object', async () => {
    const wrong = await api.call<{ errors: { field: string }[] }>('get', `${path}&given=[1]`, admin);
    expect(wrong.status).toBe(422);
    expect(wrong.json.errors).toEqual([{ field: 'given', says: 'It must be a JSON object.' }]);
  });
});

describe('a pasted answer', () => {
  const read = async (body: string, as?: string) =>
    (await api.call<AnswerPreview>('post', '/preview/answer', { ...viewer, body: { body, ...(as ? { as } : {}) } }))
      .json;

  it('is read as what it looks like', async () => {
    expect(await read('{"status":"DUP"}')).toEqual({
      as: 'json',
      looksLike: 'json',
      ok: true,
      data: { status: 'DUP' },
      says: '',
    });
    expect(await read('<a><b>1</b></a>')).toMatchObject({ as: 'xml', ok: true, data: { a: { b: '1' } } });
    expect(await read('DUP,1')).toMatchObject({ as: 'text', ok: true, data: { values: ['DUP', '1'] } });
  });

  it('is read as the type named, or said why it cannot be', async () => {
    expect(await read('{"a":1}', 'xml')).toMatchObject({ as: 'xml', looksLike: 'json', ok: false, data: null });
    expect((await read('{"a":', 'json')).says).toContain('JSON');
  });
});

describe('a reading that is tried out', () => {
  const ask = async <T>(path: string, body: object) =>
    (await api.call<T>('post', `/preview/${path}`, { ...viewer, body })).json;
  const rules = [{ path: 'ok', value: '1', outcome: 'accepted' }];

  it('says what decided, what is odd, and what to switch to', async () => {
    const sample = { status: 200, type: 'text/html', body: '{"ok":1}' };
    expect(await ask('reading', { answer: { rules }, sample })).toMatchObject({
      outcome: 'accepted',
      rule: 'rule 1: ok is 1',
      as: 'json',
      data: { ok: 1 },
      says: 'The answer came as HTML, but it looks like JSON.',
      switchTo: 'json',
      faults: [],
    });
    const half = {
      rules: [{ comparison: 'matches', value: '(', outcome: 'accepted' }],
      statuses: [{ status: '4', outcome: 'error' }],
    };
    expect(await ask('reading', { answer: half, receive: 'xml', sample })).toMatchObject({
      outcome: 'unreadable',
      switchTo: 'json',
      faults: [{ field: 'statuses.0.status' }, { field: 'rules.0.value' }],
    });
  });

  it('is refused where it is no reading at all', async () => {
    const sample = { status: 200, body: '' };
    const { status } = await api.call('post', '/preview/reading', {
      ...viewer,
      body: { answer: { rules: 7 }, sample },
    });
    expect(status).toBe(422);
  });

  it('is learned from answers, and held against them', async () => {
    const samples = Array.from({ length: 6 }, (_, n) => ({
      status: 200,
      type: 'application/json',
      body: JSON.stringify({ ok: n % 2, n }),
      means: n % 2 ? 'accepted' : 'rejected',
    }));
    const learned = await ask<{ answer: object }>('learn', { samples });
    expect(learned).toMatchObject({
      ok: true,
      right: 6,
      wrong: 0,
      answer: { rules: [{ path: 'ok' }, { path: 'ok' }] },
    });
    expect(await ask('samples', { answer: { rules }, samples })).toMatchObject({
      samples: [{ means: 'rejected', outcome: 'unrecognised', same: false }, { same: true }, {}, {}, {}, {}],
      says: [1, 3, 5].map((n) => expect.stringMatching(`^Sample ${n} means rejected, but reads as unrecognised`)),
    });
    expect(await ask('learn', { samples: samples.slice(0, 1) })).toMatchObject({ ok: false, answer: null });
  });
});
