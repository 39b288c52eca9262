// What a webhook does with a lead that intake let through.
import { LEAD, type NodeCases } from '../../support/node-harness.ts';

export const cases: NodeCases = {
  declared: {
    path: 'acme/leads',
    methods: ['POST', 'GET'],
    fields: [
      { name: 'phone_number', required: true, maxLength: 30 },
      { name: 'zip', pattern: '^[0-9]{5}$' },
      { name: 'age', type: 'number' },
    ],
    testField: 'is_test',
    idempotency: 'lead.vendor_lead_id',
    keyWindow: '12h',
    answer: 'accept',
    pending: { status: 202, success: true },
  },
  happy: [
    { name: 'the lead is the value, as it was sent', config: { path: 'acme/leads' }, port: 'lead', value: LEAD },
    {
      name: 'a lead from a form, numbers as text',
      config: { path: 'acme/leads', fields: [{ name: 'age', type: 'number', required: true }] },
      lead: { age: '41' },
      port: 'lead',
      value: { age: '41' },
    },
  ],
  rejected: 'not applicable: a trigger only begins a run; a lead that its fields refuse never becomes one',
  failure: 'not applicable: intake has read and checked the lead before there is a run, and nothing is left to fail',
};
