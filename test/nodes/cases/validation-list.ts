// How a value fares against a list.
import { failedLook, type ListLook, lookOf } from '../../../flows/language/list-look.ts';
import { NO_RULES } from '../../../flows/language/list-rules-read.ts';
import type { NodeCases } from '../../support/node-harness.ts';

const config = { list: 'key-accounts', value: 'ACME Ltd ' };
const DAY = 86_400_000;
const NOW = Date.UTC(2026, 0, 15);

/** The answer of version 3 of a list that was last changed so many days ago. */
function answer(more: { entry?: string; rule?: string; gone?: boolean; error?: string; age?: number } = {}) {
  const { entry, rule = '', gone = false, error, age = 1 } = more;
  const list = { entry, rules: NO_RULES, version: 3, checkedAt: NOW - age * DAY, limitDays: 0 };
  const ask = { list: 'key-accounts', value: 'ACME Ltd' };
  return {
    listLook: async ({ limitDays }: { limitDays?: number }): Promise<ListLook> => {
      if (error !== undefined) return failedLook(error);
      const look = lookOf(gone ? undefined : list, limitDays === undefined ? ask : { ...ask, limitDays }, NOW);
      return rule === '' ? look : { ...look, found: true, rule };
    },
  };
}

export const cases: NodeCases = {
  declared: {
    list: 'key-accounts',
    value: 'lead.company',
    mode: 'include',
    flag: 'Not a key account',
    onHit: 'rule',
    onMiss: 'rule',
    ifGone: 'fail',
    ifError: 'error',
    limitDays: 31,
    ifStale: 'fail',
    flagUnjudged: 'Key accounts could not be checked',
  },
  happy: [
    {
      name: 'a value on the list',
      config: { ...config, flag: 'Not a key account' },
      tools: answer({ entry: 'Acme Ltd' }),
      port: 'pass',
      value: {
        value: 'ACME Ltd',
        found: true,
        entry: 'Acme Ltd',
        rule: '',
        mode: 'include',
        gone: false,
        stale: false,
        version: 3,
        listUpdatedAt: '2026-01-14T00:00:00.000Z',
        flag: '',
        decidedBy: 'hit',
      },
      says: '"ACME Ltd" is on the list key-accounts.',
    },
    {
      name: 'a value that a rule of the list takes',
      config,
      tools: answer({ rule: 'starts with "acme"' }),
      port: 'pass',
      value: { found: true, entry: '', rule: 'starts with "acme"', decidedBy: 'hit' },
      says: '"ACME Ltd" is on the list key-accounts: it starts with "acme".',
    },
    {
      name: 'a miss that is flagged and passes all the same',
      config: { ...config, onMiss: 'pass', flag: 'Not a key account' },
      tools: answer(),
      port: 'pass',
      value: { found: false, flag: 'Not a key account', decidedBy: 'miss' },
      says: 'Not a key account: "ACME Ltd" is not on the list key-accounts.',
    },
    {
      name: 'the list is gone, and the lead may pass then',
      config: { ...config, ifGone: 'pass', flagUnjudged: 'Could not be checked' },
      tools: answer({ gone: true }),
      port: 'pass',
      value: { gone: true, version: 0, flag: '', decidedBy: 'gone' },
      says: 'The list key-accounts has been deleted; the lead passes',
    },
    {
      name: 'a stale list that is gone by all the same',
      config: { ...config, limitDays: 30, ifStale: 'use' },
      tools: answer({ entry: 'Acme Ltd', age: 31 }),
      port: 'pass',
      value: { found: true, stale: true, decidedBy: 'hit' },
    },
    {
      name: 'the look fails, and the lead may pass then',
      config: { ...config, ifError: 'pass' },
      tools: answer({ error: 'The list could not be looked up in.' }),
      port: 'pass',
      value: { found: false, gone: false, decidedBy: 'error' },
      says: 'The list key-accounts could not be looked up in; the lead passes, as this step says.',
    },
  ],
  rejected: [
    {
      name: 'a value that is not on the list',
      config,
      tools: answer(),
      port: 'fail',
      value: { found: false, gone: false },
      says: '"ACME Ltd" is not on the list key-accounts.',
    },
    {
      name: 'a value on a list it must not be on, with the words of an admin',
      config: { ...config, mode: 'exclude', flag: 'Suppressed company' },
      tools: answer({ entry: 'Acme Ltd' }),
      port: 'fail',
      value: { found: true, mode: 'exclude', flag: 'Suppressed company', decidedBy: 'hit' },
      says: 'Suppressed company: "ACME Ltd" is on the list key-accounts.',
    },
    {
      name: 'a hit that is always refused',
      config: { ...config, onHit: 'fail' },
      tools: answer({ entry: 'Acme Ltd' }),
      port: 'fail',
      value: { found: true, decidedBy: 'hit' },
    },
    {
      name: 'the list is gone',
      config: { ...config, flag: 'Not a key account' },
      tools: answer({ gone: true }),
      port: 'fail',
      value: { gone: true, flag: '', decidedBy: 'gone' },
      says: 'The list key-accounts has been deleted; the lead is refused',
    },
    {
      name: 'the list is stale',
      config: { ...config, limitDays: 30, flagUnjudged: 'Key accounts could not be checked' },
      tools: answer({ entry: 'Acme Ltd', age: 31 }),
      port: 'fail',
      value: { found: true, stale: true, flag: 'Key accounts could not be checked', decidedBy: 'stale' },
      says: 'Key accounts could not be checked: The list key-accounts is older than its limit; the lead is refused',
    },
    {
      name: 'the look fails, and the lead is refused then',
      config: { ...config, ifError: 'fail' },
      tools: answer({ error: 'The list could not be looked up in.' }),
      port: 'fail',
      value: { decidedBy: 'error' },
    },
  ],
  failure: [
    {
      name: 'the list cannot be read',
      config,
      tools: answer({ error: 'The disk is slow.' }),
      fails: 'LIST_UNREADABLE',
      says: 'The list could not be looked up in. The disk is slow.',
    },
  ],
};
