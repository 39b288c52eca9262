// Adaptor: maps the lead, and what steps before found, to the field names that a receiver wants.
import { Type } from 'typebox';
import { adaptorRef, defineNode, ERROR_PORT } from './contract.ts';
import { mapped } from './mapped.ts';

const config = Type.Object(
  {
    adaptor: adaptorRef({
      title: 'Adaptor',
      description:
        'The table that says which field of the receiver gets which value. Make and change it on the Adaptors page.',
      examples: ['acme-crm'],
    }),
  },
  { additionalProperties: false },
);

/** Maps by an adaptor: its value is the mapped object. Fails with MAPPING_INCOMPLETE, CONFIG_INVALID. */
export const adaptor = defineNode({
  type: 'adaptor',
  title: 'Adaptor',
  aka: [
    'Mapping',
    'Map fields',
    'Transform',
    'Adaptor (Convoso)',
    'Mapped To (Convoso)',
    'Set (n8n)',
    'Edit Fields (n8n)',
    'change (Node-RED)',
    'template (Node-RED)',
    'Mappings (LeadConduit)',
    'Transform (Convertr)',
    'Form field mapping (Convertr Connect)',
    'Hard Params (Gcalls)',
    'Formatter (Zapier)',
  ],
  about: 'Makes the object that a receiver expects, by a named table of fields, defaults and fixed values.',
  category: 'transform',
  effect: 'none',
  ports: [{ always: { name: 'mapped', title: 'Mapped', about: 'The mapped object.', required: true } }, ERROR_PORT],
  needs: [],
  config,
  output: () => ({ type: 'object', title: 'The mapped object' }),
  run: (given) => ({ port: 'mapped', value: mapped(given.adaptor) }),
});
