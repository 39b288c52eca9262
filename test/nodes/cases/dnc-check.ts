// Whether a number may be called.
import { Failure } from '../../../flows/language/failures.ts';
import type { NodeCases } from '../../support/node-harness.ts';

const HIT = {
  list: 'account',
  number: '+13105550190',
  reason: 'asked us to stop',
  addedAt: '2026-02-01T09:00:00.000Z',
};

export const cases: NodeCases = {
  declared: { phone: 'lead.phone_number', lists: ['account', 'national'] },
  happy: [
    {
      name: 'a number on no list',
      config: { phone: '(310) 555-0123' },
      tools: { dncCheck: async () => null },
      port: 'clear',
      value: { number: { e164: '+13105550123', valid: true }, hit: null },
    },
  ],
  rejected: [
    {
      name: 'a number on a list',
      config: { phone: '310-555-0190', lists: ['account'] },
      tools: { dncCheck: async () => HIT },
      port: 'listed',
      value: { hit: HIT },
      says: '+13105550190 is on the DNC list account (asked us to stop).',
    },
    {
      name: 'a phone that cannot be read',
      config: { phone: 'call me' },
      tools: { dncCheck: async () => null },
      port: 'unreadable',
      value: { number: { raw: 'call me', e164: '' }, hit: null },
      says: '"call me" cannot be read as a phone number.',
    },
    {
      name: 'no phone at all',
      config: { phone: undefined },
      tools: {},
      port: 'unreadable',
      says: 'There is no phone number.',
    },
  ],
  failure: [
    {
      name: 'a DNC list that has been deleted',
      config: { phone: '310-555-0123', lists: ['gone'] },
      tools: { dncCheck: () => Promise.reject(new Failure('LIST_MISSING', { detail: 'DNC list: gone.' })) },
      fails: 'LIST_MISSING',
      says: 'DNC list: gone.',
    },
  ],
};
