// What an HTTP request asks of its tool, and what it passes on untouched.
import { describe, expect, it } from 'vitest';
import { Failure } from '../../flows/language/failures.ts';
import { httpRequest } from '../../nodes/http-request.ts';
import type { OutboundCall } from '../../nodes/tools.ts';
import { runNode } from '../support/node-harness.ts';
import { answered } from './cases/http-request.ts';

const endpoint = { name: 'Find', method: 'POST' as const, path: '/find' };

async function callOf(config: object): Promise<OutboundCall> {
  const calls: OutboundCall[] = [];
  const send = async (call: OutboundCall) => {
    calls.push(call);
    return answered('{}');
  };
  await runNode(httpRequest, { config: { connection: 'acme-crm', endpoint, ...config }, tools: { send } });
  expect(calls).toHaveLength(1);
  return calls[0] as OutboundCall;
}

describe('http-request', () => {
  it('asks for the connection and endpoint by what they are, and adds nothing', async () => {
    expect(await callOf({ body: { a: 1 } })).toEqual({ connection: 'acme-crm', endpoint, body: { a: 1 } });
  });

  it('sends an empty object where there is no body, so that the constants of the endpoint still go', async () => {
    expect((await callOf({})).body).toEqual({});
  });

  it.each([['text'], [[1, 2]], [null], [0]])(
    'sends the body %j as it is, or an empty object for null',
    async (body) => {
      expect((await callOf({ body })).body).toEqual(body ?? {});
    },
  );

  it('leaves out a header that is blank, and joins a list', async () => {
    const headers = [
      { name: 'X-None', value: undefined },
      { name: 'X-Blank', value: '' },
      { name: 'X-Number', value: 7 },
      { name: 'X-List', value: ['a', '', 'b'] },
    ];
    expect((await callOf({ headers })).headers).toEqual([
      { name: 'X-Number', value: '7' },
      { name: 'X-List', value: 'a, b' },
    ]);
  });

  it('passes the failure of the call through, the same object', async () => {
    const failure = new Failure('REMOTE_BROKEN_OFF');
    const run = runNode(httpRequest, {
      config: { connection: 'acme-crm', endpoint },
      tools: { send: () => Promise.reject(failure) },
    });
    await expect(run).rejects.toBe(failure);
  });

  describe('without a body', () => {
    const fields = [
      { target: 'phone', given: '1', default: undefined, empty: 'omit', required: true, type: undefined },
      { target: 'contact.name', given: 'Ann', default: undefined, empty: 'omit', required: false, type: undefined },
    ];

    it('sends what the adaptor of its endpoint makes', async () => {
      const { body } = await callOf({ adaptor: { name: 'Acme', fields } });
      expect(body).toEqual({ phone: '1', contact: { name: 'Ann' } });
    });

    it('sends an empty object where its expression came to nothing', async () => {
      expect((await callOf({ body: undefined })).body).toEqual({});
    });

    it('fails as an adaptor does where a required field has no value', async () => {
      const [first] = fields;
      const adaptor = { name: 'Acme', fields: [{ ...first, given: '' }] };
      await expect(callOf({ adaptor })).rejects.toMatchObject({
        code: 'MAPPING_INCOMPLETE',
        fields: [{ field: 'phone', says: expect.stringContaining('required') }],
      });
    });
  });

  describe('with kept results', () => {
    const needing = { ...endpoint, parameters: [{ name: 'owner', value: '{result.contact.data.id}' }] };

    it('keeps its answer under the name of its endpoint', async () => {
      const { result } = await runNode(httpRequest, {
        config: { connection: 'acme-crm', endpoint: { ...endpoint, result: 'contact' } },
        tools: { send: async () => answered('{"data":{"id":7}}') },
      });
      expect(result.value).toMatchObject({ status: 200, body: '{"data":{"id":7}}', result: 'contact' });
    });

    it.each([
      ['JSON', '{"data":{"id":7}}', { data: { id: 7 } }],
      ['XML', '<data><id>007</id></data>', { data: { id: '007' } }],
    ])('hands over the latest that its endpoint names, read as %s', async (_type, body, data) => {
      const calls: OutboundCall[] = [];
      await runNode(httpRequest, {
        config: { connection: 'acme-crm', endpoint: needing },
        view: {
          steps: {
            first: { ...answered('{"data":{"id":1}}'), result: 'contact' },
            other: { ...answered('{"data":{"id":2}}'), result: 'owner' },
            second: { ...answered(body), result: 'contact' },
          },
        },
        tools: {
          send: async (call) => {
            calls.push(call);
            return answered('{}');
          },
        },
      });
      expect(calls[0]?.results).toEqual({ contact: data });
    });

    it('says what is missing where no step before kept it, or it cannot be read', async () => {
      await expect(callOf({ endpoint: needing })).rejects.toMatchObject({
        code: 'CONFIG_INVALID',
        message: expect.stringContaining('“contact”, but no step before this one kept it'),
      });
      const steps = { ask: { ...answered('{"data":'), result: 'contact' } };
      const config = { connection: 'acme-crm', endpoint: needing };
      const run = runNode(httpRequest, { config, view: { steps }, tools: { send: async () => answered('{}') } });
      await expect(run).rejects.toMatchObject({ message: expect.stringContaining('its answer cannot be read') });
    });
  });

  it('calls an answer an answer, whatever its status', async () => {
    for (const status of [201, 302, 404, 429, 500]) {
      const { result } = await runNode(httpRequest, {
        config: { connection: 'acme-crm', endpoint },
        tools: { send: async () => answered('', { status }) },
      });
      expect(result.port).toBe('answered');
    }
  });
});
