// How a stop words the end of a run.
import { describe, expect, it } from 'vitest';
import { stop } from '../../nodes/stop.ts';
import { runNode } from '../support/node-harness.ts';

describe('stop', () => {
  it('states the outcome of the run, with its reason, and has no exit', async () => {
    const { result } = await runNode(stop, { config: { outcome: 'rejected', reason: 'Not served' } });
    expect(result).toMatchObject({ port: '', outcome: 'rejected', reason: 'Not served' });
    expect(stop.ports).toEqual([]);
  });

  it.each([undefined, null, ' '])('never ends without words, though the reason is %j', async (reason) => {
    const { result } = await runNode(stop, { config: { outcome: 'error', reason } });
    expect(result.reason).toBe('The flow ended the run as error.');
  });

  it.each([
    [404, '404'],
    [['a', 'b'], '["a","b"]'],
  ])('words the reason %j as %j', async (reason, words) => {
    expect((await runNode(stop, { config: { outcome: 'error', reason } })).result.reason).toBe(words);
  });
});
