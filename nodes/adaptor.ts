// Adaptor: maps the lead, and what steps before found, to the field names that a receiver wants.
import { Type } from 'typebox';
import type { JsonObject } from '../flows/language/document.ts';
import { Failure, type FieldError } from '../flows/language/failures.ts';
import { mapFields, type RowResult } from '../flows/language/mapping.ts';
import { adaptorRef, defineNode, ERROR_PORT, type ResolvedAdaptor } from './contract.ts';

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
  run: ({ adaptor: { name, fields } }) => ({ port: 'mapped', value: mapped(name, fields) }),
});

function mapped(name: string, fields: ResolvedAdaptor['fields']): JsonObject {
  const { object, rows } = mapFields(fields);
  const refused = rows.find((row) => row.refused)?.refused;
  if (refused) throw refused;
  const missing = faultsOf(rows, 'missing');
  const all = [...missing, ...faultsOf(rows, 'wrong')];
  if (all.length > 0)
    throw new Failure(missing.length > 0 ? 'MAPPING_INCOMPLETE' : 'CONFIG_INVALID', {
      detail: detailOf(name, all),
      fields: all,
    });
  return object;
}

function faultsOf(rows: readonly RowResult[], kind: RowResult['is']): FieldError[] {
  return rows.flatMap(({ target, is, says = '' }) => (is === kind ? [{ field: target, says }] : []));
}

function detailOf(name: string, errors: readonly FieldError[]): string {
  return `Adaptor ${name}: ${errors.map(({ field, says }) => `${field}: ${says}`).join(' ')}`;
}
