// What counts as true: the rules of JSONata's $boolean.
import { describe, expect, it } from 'vitest';
import { condition } from '../../nodes/condition.ts';
import { runNode } from '../support/node-harness.ts';

describe('condition', () => {
  it.each([true, 1, -1, 'x', 'false', [0, 1], { a: 0 }, [[1]]])('goes by true for %j', async (when) => {
    expect((await runNode(condition, { config: { when } })).result.port).toBe('true');
  });

  it.each([false, 0, '', null, undefined, [], {}, [0, ''], [[]]])('goes by false for %j', async (when) => {
    expect((await runNode(condition, { config: { when } })).result.port).toBe('false');
  });
});
