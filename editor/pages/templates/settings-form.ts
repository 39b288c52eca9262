// The forms of a template's settings: the language's schema with an admin's words, and the way between form and document.
import { hiddenWhere, type JsonSchema } from '../../../flows/language/catalogue.ts';
import type { JsonObject } from '../../../flows/language/document.ts';
import { TEMPLATE_SCHEMA } from '../../../flows/language/receiver-schemas.ts';
import { worded } from '../../kit/form-words.ts';
import { TYPES } from './template-words.ts';

const PARAMETER = TEMPLATE_SCHEMA.properties?.parameters?.items;

/** Name, label, type and description. */
export const NAMES_FORM: JsonSchema = {
  ...worded(TEMPLATE_SCHEMA, {
    name: { title: 'Integration Name', examples: ['acme-crm'], 'x-width': 'half' },
    label: { title: 'Label', description: 'What pages call it; the name where blank.', 'x-width': 'half' },
    type: { title: 'Type', 'x-words': TYPES.map(({ label }) => label), 'x-width': 'half' },
    description: { title: 'Description', 'x-widget': 'long-text' },
  }),
  required: ['name'],
};

/** Where the calls go; a connection may say another host. */
export const HOST_FORM: JsonSchema = worded(TEMPLATE_SCHEMA, {
  scheme: { title: 'Scheme', default: 'https', 'x-words': ['http', 'https'], 'x-width': 'half' },
  host: {
    title: 'Host',
    description: 'Offered to new connections; blank where every customer has another.',
    'x-wanted': 'Write the name of the server alone, such as api.acme.example.',
    'x-width': 'half',
  },
});

/** The parameters that each connection fills in. */
export const PARAMETERS_FORM: JsonSchema = worded(TEMPLATE_SCHEMA, {
  parameters: {
    title: 'Parameters',
    description: 'Each connection of the template gets a field for each of them.',
    items: {
      ...worded(PARAMETER, {
        name: { title: 'Name, as it is sent', examples: ['api_key'], 'x-width': 'half' },
        label: { title: 'Label', examples: ['API key'], 'x-width': 'half' },
        in: {
          title: 'Place',
          default: 'header',
          'x-words': ['Header', 'Body', 'Query', 'Path', 'Md5'],
          'x-width': 'half',
        },
        digestIn: { title: 'The digest goes into', 'x-words': ['Header', 'Body', 'Query'], 'x-width': 'half' },
        default: { title: 'Default', description: 'Used where a connection leaves it blank.', 'x-width': 'half' },
        value: {
          title: 'Composed of',
          description: 'Text with places, such as {field.api_key}{body.phone}; blank for the connection’s field alone.',
          'x-width': 'half',
        },
        description: { title: 'Help for who fills it in', 'x-widget': 'text' },
        secret: { title: 'Secret', description: 'Sealed on the server, never shown again.', 'x-width': 'half' },
        required: { title: 'Required', 'x-width': 'half' },
      }),
      required: ['name', 'in'],
      ...hiddenWhere('digestIn', 'in', ['header', 'body', 'query', 'path']),
    },
  },
});

/** Facts for those who show calls and leads beside the system. */
export const FACTS_FORM: JsonSchema = worded(TEMPLATE_SCHEMA, {
  info: {
    title: 'Info (JSON)',
    description: 'For what shows calls beside the system: renderTooltip, listOptions, userInfo, dataFunction.',
    examples: [{ userInfo: [{ field: 'name', path: 'data.name', element: 'text' }] }],
  },
  iframe: {
    title: 'Iframe (JSON)',
    description: 'What a frame beside a call shows.',
    examples: [{ url: '/contacts/{contact.id}' }],
  },
});

/** Labels and values that say nothing are left out of the file: `secret: false`, an empty label, a digest of no md5. */
export function tidied(value: JsonObject): JsonObject {
  const rows = value.parameters;
  if (!Array.isArray(rows)) return value;
  const parameters = rows.map((row) => {
    if (typeof row !== 'object' || row === null || Array.isArray(row)) return row;
    const kept = Object.entries(row).filter(
      ([key, each]) => key === 'name' || (each !== '' && each !== false && !(key === 'digestIn' && row.in !== 'md5')),
    );
    return Object.fromEntries(kept);
  });
  return { ...value, parameters };
}
