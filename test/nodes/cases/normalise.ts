// What a step reads of contact data.
import type { NodeCases } from '../../support/node-harness.ts';

const lead = {
  Email: 'ANN@Example.com',
  first_name: 'ANN',
  last_name: 'LEE',
  phone_number: '(310) 555-0123',
  zip: '1',
};
const none = { raw: '', normal: '', valid: null, says: '' };

export const cases: NodeCases = {
  declared: { from: 'lead', phone: 'lead.phone_number', region: 'US' },
  happy: [
    {
      name: 'each part as it was sent, normalised and judged',
      config: { from: lead },
      port: 'normalised',
      value: {
        phone: {
          raw: '(310) 555-0123',
          normal: '+13105550123',
          national: '3105550123',
          country: 'US',
          valid: true,
          says: '',
        },
        email: { raw: 'ANN@Example.com', normal: 'ann@example.com', valid: true, says: '' },
        name: { raw: 'ANN LEE', normal: 'Ann Lee', valid: true, says: '' },
        postalCode: { raw: '1', normal: '', valid: false, says: 'A ZIP code has five digits, or nine.' },
        ...{ address: none, state: none, dateOfBirth: none, ip: none },
      },
      says: 'Postal code: A ZIP code has five digits, or nine.',
    },
    {
      name: 'a number of its own, in a country of its own',
      config: { from: {}, phone: '020 7946 0018', region: 'gb' },
      port: 'normalised',
      says: 'No part of the contact data is invalid.',
    },
  ],
  rejected: 'not applicable: what is invalid goes on, and a condition asks for it',
  failure: [
    { name: 'no object', config: { from: 'Ann' }, fails: 'CONFIG_INVALID', says: 'It is no object with fields.' },
  ],
};
