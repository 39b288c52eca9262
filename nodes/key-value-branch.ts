// Key/value table: decides by what a receiver answered. It decides only; steps further on act (Convoso's duplicate check).
import { Type } from 'typebox';
import { decide } from '../flows/language/decision.ts';
import type { Json } from '../flows/language/document.ts';
import { defineNode, expression } from './contract.ts';
import { COMPARISON_FIELDS, DECISION_FIELDS } from './table.ts';

const Row = Type.Object(
  {
    key: Type.String({
      title: 'Key',
      description: 'Where to look in the answer: names with dots between, a number for a place in a list.',
      examples: ['status', 'data.lead.status', 'errors.0.code'],
      minLength: 1,
      maxLength: 500,
    }),
    ...COMPARISON_FIELDS,
    ...DECISION_FIELDS,
    port: Type.Optional(
      Type.String({
        title: 'Port',
        description: 'A name for a port of its own, for rows that go another way. Left empty: the port "matched".',
        examples: ['duplicate'],
        pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$',
        maxLength: 60,
      }),
    ),
  },
  { additionalProperties: false },
);

const NoMatch = Type.Object(DECISION_FIELDS, {
  title: 'No match',
  description: 'What to do when no row matches. There is always such a row.',
  examples: [{ createLead: false, addToDnc: false, success: false }],
  default: { createLead: false, addToDnc: false, success: false },
  additionalProperties: false,
});

const config = Type.Object(
  {
    from: expression<Json | undefined>({
      title: 'Look in',
      description: 'The object that the keys are looked up in, mostly what a response was read as.',
      examples: ['steps.read.data'],
    }),
    rows: Type.Array(Row, {
      title: 'Table',
      description:
        'The first row that matches decides whether a lead is created, with which status, and what else happens.',
      examples: [[{ key: 'status', value: 'DUP', createLead: false, addToDnc: false, success: false }]],
      minItems: 1,
      maxItems: 200,
      'x-widget': 'key-value-table',
    }),
    noMatch: NoMatch,
  },
  { additionalProperties: false },
);

/** Decides by the first row that matches: its value is {row, key, found, createLead, status, addToDnc, success}. */
export const keyValueBranch = defineNode({
  type: 'key-value-branch',
  title: 'Key/value table',
  aka: [
    'Decision table',
    'Response mapping',
    'API Duplicate Lead Check (Convoso)',
    'External API Data Validation (Convoso)',
    'TalkPro Share (Convoso)',
    'Key / Value / Create Lead / Status / Add to DNC / Success',
    'Switch (n8n)',
    'switch (Node-RED)',
    'Response disposition (LeadConduit)',
    'Conditional validation (Convertr)',
    'Call-box function (Gcalls)',
    'Router (Make)',
  ],
  about: 'Decides by the first row whose key holds its value: create the lead, its status, add to DNC, tell success.',
  category: 'logic',
  effect: 'none',
  ports: [
    {
      rows: 'rows',
      field: 'port',
      fallback: { name: 'matched', title: 'Matched', about: 'A row of the table matched.', required: true },
    },
    { always: { name: 'no-match', title: 'No match', about: 'No row of the table matched.', required: true } },
  ],
  needs: [],
  config,
  output: () => ({
    type: 'object',
    title: 'The decision',
    properties: {
      row: { type: 'integer', title: 'Row that matched, 0 for no match' },
      key: { type: 'string', title: 'Key of that row' },
      found: { title: 'Value found at the key' },
      createLead: { type: 'boolean', title: 'Create lead' },
      status: { type: 'string', title: 'Status' },
      addToDnc: { type: 'boolean', title: 'Add to DNC' },
      success: { type: 'boolean', title: 'Success' },
    },
    required: ['row', 'key', 'found', 'createLead', 'status', 'addToDnc', 'success'],
  }),
  decides: { rows: 'rows', noMatch: 'noMatch' },
  run: ({ from, rows, noMatch }) => {
    const { row, key, found, port, decision, reason } = decide({ rows, noMatch }, from);
    return { port, value: { row, key, found, ...decision }, reason };
  },
});
