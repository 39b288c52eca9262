// What answers are read as.
import type { NodeCases } from '../../support/node-harness.ts';
import { answered } from './http-request.ts';

/** Rules for an answer in the manner of Convoso. */
export const RULES = [
  { path: 'success', comparison: 'equals', value: 'true', outcome: 'accepted' },
  { path: 'code', comparison: 'one-of', value: '6008, 6009', outcome: 'rejected', reasonPath: 'text' },
];

export const cases: NodeCases = {
  declared: {
    from: 'steps.ask',
    connection: 'acme-crm',
    endpoint: 'create-lead',
    as: 'json',
    serverErrors: 'read',
    extract: [{ name: 'leadId', path: 'data.lead_id' }],
    rules: RULES,
  },
  happy: [
    {
      name: 'read, with a value taken out',
      config: {
        from: answered('{"success":true,"data":{"lead_id":"65007347"}}'),
        extract: [{ name: 'leadId', path: 'data.lead_id' }],
      },
      port: 'parsed',
      value: { looksLike: 'json', fields: { leadId: '65007347' }, rule: null },
    },
    {
      name: 'accepted by a rule',
      config: { from: answered('{"success":true}'), rules: RULES },
      port: 'accepted',
      value: { rule: 1 },
      says: 'Rule 1 matched: success is true.',
    },
  ],
  rejected: [
    {
      name: 'refused by a rule, in the words of the receiver',
      config: {
        from: answered('{"success":false,"code":6009,"text":"Phone already exists"}'),
        rules: RULES,
      },
      port: 'rejected',
      value: { rule: 2 },
      says: 'Phone already exists',
    },
  ],
  failure: [
    {
      name: 'HTML where JSON was declared',
      config: { from: answered('<html><body>502 Bad Gateway</body></html>') },
      port: 'unreadable',
      value: { declared: 'json', looksLike: 'html' },
      says: 'The answer was declared JSON, but it looks like HTML.',
    },
    {
      name: 'a server error in JSON, where such count as no answer',
      config: {
        from: answered('{"status":"NEW"}', { status: 503 }),
        serverErrors: 'unreadable',
      },
      port: 'unreadable',
      value: { status: 503, looksLike: 'json' },
      says: 'The receiver failed with status 503, which counts as no answer.',
    },
    {
      name: 'an answer that no rule knows',
      config: { from: answered('{"success":false,"code":9999}'), rules: RULES },
      port: 'unrecognised',
      value: { rule: null },
      says: 'No rule matched: success is false, code is 9999.',
    },
    {
      name: 'something that is not an answer',
      config: { from: { data: 1 } },
      fails: 'CONFIG_INVALID',
      says: 'steps.ask',
    },
  ],
};
