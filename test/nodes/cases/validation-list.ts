// How a value fares against a list.
import { Failure } from '../../../flows/language/failures.ts';
import type { NodeCases } from '../../support/node-harness.ts';

const config = { list: 'key-accounts', value: 'ACME Ltd ' };

export const cases: NodeCases = {
  declared: { list: 'key-accounts', value: 'lead.company', mode: 'include', ifGone: 'fail' },
  happy: [
    {
      name: 'a value on the list',
      config,
      tools: { listLook: async () => ({ found: true, entry: 'Acme Ltd', gone: false }) },
      port: 'pass',
      value: { value: 'ACME Ltd', found: true, entry: 'Acme Ltd', mode: 'include', gone: false },
      says: '"ACME Ltd" is on the list key-accounts.',
    },
    {
      name: 'the list is gone, and the lead may pass then',
      config: { ...config, ifGone: 'pass' },
      tools: { listLook: async () => ({ found: false, entry: '', gone: true }) },
      port: 'pass',
      value: { gone: true },
      says: 'The list key-accounts has been deleted; the lead passes',
    },
  ],
  rejected: [
    {
      name: 'a value that is not on the list',
      config,
      tools: { listLook: async () => ({ found: false, entry: '', gone: false }) },
      port: 'fail',
      value: { found: false, gone: false },
      says: '"ACME Ltd" is not on the list key-accounts.',
    },
    {
      name: 'a value on a list it must not be on',
      config: { ...config, mode: 'exclude' },
      tools: { listLook: async () => ({ found: true, entry: 'Acme Ltd', gone: false }) },
      port: 'fail',
      value: { found: true, mode: 'exclude' },
    },
    {
      name: 'the list is gone',
      config,
      tools: { listLook: async () => ({ found: false, entry: '', gone: true }) },
      port: 'fail',
      value: { gone: true },
      says: 'The list key-accounts has been deleted; the lead is refused',
    },
  ],
  failure: [
    {
      name: 'the store cannot be read',
      config,
      tools: { listLook: () => Promise.reject(new Failure('STORE_UNAVAILABLE')) },
      fails: 'STORE_UNAVAILABLE',
      says: 'cannot store',
    },
  ],
};
