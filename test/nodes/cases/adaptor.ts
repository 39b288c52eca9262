// What an adaptor makes of its fields.
import type { ResolvedAdaptor } from '../../../nodes/contract.ts';
import type { NodeCases } from '../../support/node-harness.ts';

type Field = ResolvedAdaptor['fields'][number];

/** An adaptor field with the usual settings. */
export function field(target: string, given: Field['given'], more: Partial<Field> = {}): Field {
  return { target, given, default: undefined, empty: 'omit', required: false, type: undefined, ...more };
}

export const cases: NodeCases = {
  declared: { adaptor: 'acme-crm' },
  happy: [
    {
      name: 'fields are mapped, nested and in lists',
      config: {
        adaptor: {
          name: 'Acme CRM',
          fields: [
            field('phone_number', '+13105550123'),
            field('contact.first', 'Ann'),
            field('tags.0.name', 'spring'),
          ],
        },
      },
      port: 'mapped',
      value: { phone_number: '+13105550123', contact: { first: 'Ann' }, tags: [{ name: 'spring' }] },
    },
  ],
  rejected:
    'not applicable: a mapping has no opinion of the lead; what is missing is a fault of the flow or the source',
  failure: [
    {
      name: 'a required field without a value',
      config: { adaptor: { name: 'Acme CRM', fields: [field('phone_number', ' ', { required: true })] } },
      fails: 'MAPPING_INCOMPLETE',
      says: 'phone_number',
    },
    {
      name: 'a value that is not of the type of its field',
      config: { adaptor: { name: 'Acme CRM', fields: [field('age', 'forty', { type: 'number' })] } },
      fails: 'CONFIG_INVALID',
      says: '"forty" is not a number',
    },
  ],
};
