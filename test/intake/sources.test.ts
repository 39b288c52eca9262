// Who sent a request: keys and signatures.
import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Failure } from '../../flows/language/failures.ts';
import { bySignature, keyedSource, type SourceBook, type SourceFacts } from '../../server/intake/sources.ts';

const NOW = 1_700_000_000_000;
const keyed = source('with-key', 'key');
const signing = { ...source('signing', 'hmac'), secret: 'a secret of thirty-two characters' };
const book: SourceBook = {
  byKeyHash: (hash) => (hash === createHash('sha256').update('right').digest('hex') ? keyed : undefined),
  signing: (flow) => (flow === 'flow' ? [signing] : []),
};

describe('a source with a key', () => {
  it.each([
    ['X-Leadflow-Key', { 'x-leadflow-key': 'right' }, undefined],
    ['Authorization: Bearer', { authorization: 'Bearer right' }, undefined],
    ['?key=', {}, 'right'],
  ])('is known by %s', (_where, headers, queryKey) => {
    expect(sourceOf(request(headers, { queryKey }))).toBe(keyed);
  });

  it('is refused without a key, with a wrong one, and at the address of another flow', () => {
    expect(refusal(request({}))).toBe('KEY_MISSING');
    expect(refusal(request({ 'x-leadflow-key': 'wrong' }))).toBe('KEY_WRONG');
    expect(refusal(request({ 'x-leadflow-key': 'right' }, { flow: 'other' }))).toBe('KEY_WRONG');
  });
});

describe('a source that signs', () => {
  it('is known by the HMAC of the raw body, with or without a time', () => {
    expect(sourceOf(request({ 'x-leadflow-signature': sign('{"a":1}') }))).toBe(signing);
    expect(sourceOf(request({ 'x-leadflow-signature': `sha256=${sign('{"a":1}')}` }))).toBe(signing);
    expect(sourceOf(request(timed(NOW / 1000)))).toBe(signing);
  });

  it('is refused where the signature is missing a digit, of another body, or of another flow', () => {
    expect(refusal(request({ 'x-leadflow-signature': sign('{"a":1}').slice(1) }))).toBe('SIGNATURE_WRONG');
    expect(refusal(request({ 'x-leadflow-signature': sign('{"a": 1}') }))).toBe('SIGNATURE_WRONG');
    expect(refusal(request({ 'x-leadflow-signature': sign('{"a":1}') }, { flow: 'other' }))).toBe('SIGNATURE_WRONG');
  });

  it('is refused where the time is six minutes off either way, or no number', () => {
    expect(refusal(request(timed(NOW / 1000 - 360)))).toBe('SIGNATURE_STALE');
    expect(refusal(request(timed(NOW / 1000 + 360)))).toBe('SIGNATURE_STALE');
    expect(refusal(request(timed('soon')))).toBe('SIGNATURE_STALE');
  });
});

function source(id: string, auth: 'key' | 'hmac'): SourceFacts {
  return { id, name: id, flow: 'flow', auth, region: 'US', pending: 'pending', ratePerMinute: undefined, test: false };
}

function sign(text: string): string {
  return createHmac('sha256', signing.secret).update(text).digest('hex');
}

function timed(time: number | string): Record<string, string> {
  return { 'x-leadflow-timestamp': String(time), 'x-leadflow-signature': sign(`${time}.{"a":1}`) };
}

type Request = Parameters<typeof bySignature>[0] & Parameters<typeof keyedSource>[0];

/** As the gate and intake do it: by the key before the body, by the signature after it. */
function sourceOf(given: Request): SourceFacts {
  return keyedSource(given, book) ?? bySignature(given, book);
}

function request(headers: Record<string, string>, more: Partial<Request> = {}): Request {
  return {
    flow: 'flow',
    header: (name) => headers[name],
    queryKey: undefined,
    body: Buffer.from('{"a":1}'),
    now: NOW,
    ...more,
  };
}

function refusal(given: Request): string {
  try {
    return sourceOf(given).id;
  } catch (error) {
    if (error instanceof Failure) return error.code;
    throw error;
  }
}
