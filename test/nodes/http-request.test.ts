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
