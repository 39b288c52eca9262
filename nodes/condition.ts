// Condition: two ways on, by an expression.
import { Type } from 'typebox';
import type { Json } from '../flows/language/document.ts';
import { isTrue } from '../flows/language/json.ts';
import { defineNode, expression } from './contract.ts';

const config = Type.Object(
  {
    when: expression<Json | undefined>({
      title: 'When',
      description: 'An expression that is true or false. Nothing, 0, an empty text and an empty list count as false.',
      examples: ['lead.state in ["CA", "NV"]', 'steps.read.status = 200'],
    }),
  },
  { additionalProperties: false },
);

/** Leaves by `true` or `false`: its value is {when}. */
export const condition = defineNode({
  type: 'condition',
  title: 'Condition',
  aka: [
    'If',
    'Filter',
    'Branch',
    'Split',
    'IF (n8n)',
    'Filter (n8n)',
    'switch (Node-RED)',
    'Filter (LeadConduit)',
    'Rule set (LeadConduit)',
    'Conditional validation (Convertr)',
    'Lead Validation Criteria (Convoso)',
    'Paths (Zapier)',
  ],
  about: 'Goes one of two ways, by an expression over the lead and the steps before.',
  category: 'logic',
  effect: 'none',
  ports: [
    { always: { name: 'true', title: 'True', about: 'The expression is true.', required: true } },
    { always: { name: 'false', title: 'False', about: 'The expression is false, or yields nothing.', required: true } },
  ],
  needs: [],
  config,
  output: () => ({
    type: 'object',
    title: 'The decision',
    properties: { when: { type: 'boolean', title: 'What the expression came to' } },
    required: ['when'],
  }),
  run: (given) => {
    const when = isTrue(given.when);
    return { port: String(when), value: { when } };
  },
});
