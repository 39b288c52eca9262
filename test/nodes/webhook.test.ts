// The webhook's own manners: its address, its table of fields, and the type of its value.
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { webhook } from '../../nodes/webhook.ts';
import { runNode } from '../support/node-harness.ts';

const takes = new Ajv2020({ strict: false }).compile(webhook.config);

describe('webhook', () => {
  it('hands the lead on as it is, not a copy of it', async () => {
    const lead = { a: 1 };
    const { result } = await runNode(webhook, { config: { path: 'a' }, lead });
    expect(result.value).toBe(lead);
  });

  it.each(['acme/leads', 'a', 'v1.0/post_lead', 'a-b/c'])('listens at %s', (path) => {
    expect(takes({ path })).toBe(true);
  });

  it.each(['', '/acme', 'acme/', 'a//b', '../admin', 'a/./b', 'Acme', 'a b', 'a?b', 'a%2Fb', 'a'.repeat(201)])(
    'refuses the address %j',
    (path) => {
      expect(takes({ path })).toBe(false);
    },
  );

  it('refuses to answer a stored lead with a server error', () => {
    expect(takes({ path: 'a', pending: { status: 503 } })).toBe(false);
  });

  it('describes the lead by its table of fields, text form allowed for every type', () => {
    const schema = webhook.output({
      fields: [
        { name: 'zip', required: true },
        { name: 'age', type: 'number' },
        { name: 'any', type: 'any' },
      ],
    });
    expect(schema.required).toEqual(['zip']);
    expect(schema.properties).toEqual({ zip: { type: 'string' }, age: { type: ['number', 'string'] }, any: {} });
  });
});
