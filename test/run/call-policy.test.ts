// What a node says of its calls, compiled: when they are made again, and what a probe reads from an answer.
import { describe, expect, it } from 'vitest';
import type { FlowNode } from '../../flows/language/document.ts';
import type { EndpointDocument } from '../../flows/language/receivers.ts';
import type { RemoteAnswer } from '../../nodes/tools.ts';
import { callPolicy } from '../../server/run/call-policy.ts';
import type { ReleaseContent } from '../../server/workspace/workspace.ts';

const POST: EndpointDocument = { name: 'Insert', method: 'POST', path: '/insert' };
const GET: EndpointDocument = { name: 'Find', method: 'GET', path: '/find' };
const endpoints = { 'acme/insert': POST, 'acme/again': { ...POST, idempotent: true }, 'acme/find': GET };

function policy(endpoint: string, own: Partial<FlowNode> = {}) {
  const config = { connection: 'acme', endpoint };
  const content = { endpoints } as unknown as ReleaseContent;
  return callPolicy({ type: 'http-request', config, ...own }, config, content);
}

function answer(body: string, status = 200): RemoteAnswer {
  return { status, type: 'application/json', headers: {}, body, ms: 1, simulated: false };
}

describe('a call of which nobody knows the outcome', () => {
  it('is held where repeating it may do harm, and else made again, unless the node says otherwise', () => {
    expect(policy('insert').onUnknown).toBe('hold');
    expect(policy('again').onUnknown).toBe('retry');
    expect(policy('find').onUnknown).toBe('retry');
    expect(policy('again', { onUnknown: 'hold' }).onUnknown).toBe('hold');
  });

  it.each([
    ['answer.data.found', '{"found":true}', true],
    ['answer.data.found', '{"found":false}', false],
    ['answer.data.found', '<found/>', undefined],
    ['answer.status = 200', '', true],
    ['$number(answer.body) > 0', 'no number', undefined],
  ])('is asked about with %s: %s says %s', (accepted, body, says) => {
    const { onUnknown } = policy('insert', { onUnknown: { endpoint: 'find', accepted } });
    if (typeof onUnknown === 'string') throw new Error('It has no probe.');
    expect(onUnknown.endpoint).toEqual(GET);
    expect(onUnknown.accepted(answer(body), { now: 0 })).toBe(says);
  });

  it('is not compiled with a question that the release does not hold', () => {
    const onUnknown = { endpoint: 'gone', accepted: 'answer.status = 200' };
    expect(() => policy('insert', { onUnknown })).toThrow('acme/gone');
  });
});

describe('when a call is made again', () => {
  it('is after 429 and 503 and where nothing was sent, once, unless the node says more', () => {
    const { retry } = policy('insert');
    expect(retry).toMatchObject({ attempts: 1, notSent: true });
    expect([200, 429, 500, 503].filter(retry.statuses)).toEqual([429, 503]);
  });

  it('is after the statuses and classes that the node names, and nothing else', () => {
    const { retry } = policy('insert', { retry: { attempts: 3, backoff: '1s..8s', on: ['409', '5xx'] } });
    expect(retry).toMatchObject({ attempts: 3, first: 1000, longest: 8000, notSent: false });
    expect([400, 409, 429, 500, 503].filter(retry.statuses)).toEqual([409, 500, 503]);
  });
});
