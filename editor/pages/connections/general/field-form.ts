// The form of a connection's fields: one for each parameter of its template, and rows for those that it has beside. Pure.
import type { JsonSchema } from '../../../../flows/language/catalogue.ts';
import type { Json, JsonObject } from '../../../../flows/language/document.ts';
import type { TemplateParameter } from '../../../../flows/language/receivers.ts';
import { rowsOf } from '../../../kit/form-model.ts';
import { isAsked } from '../../templates/own-values.ts';
import { PLACE_WORDS } from '../endpoints/parameter-source.ts';

/** Values by name, as the document keeps them. */
export type Fields = Record<string, string>;

/** The form for the parameters of a template; a new secret is named after the connection `slug`. */
export function templateFieldForm(parameters: readonly TemplateParameter[], slug: string): JsonSchema {
  const asked = parameters.filter(isAsked);
  return {
    type: 'object',
    properties: Object.fromEntries(asked.map((each) => [each.name, fieldOf(each, slug)])),
    required: asked.filter((each) => each.required && each.default === undefined).map(({ name }) => name),
  };
}

function fieldOf(
  { name, label, description, in: place, secret, default: usual }: TemplateParameter,
  slug: string,
): JsonSchema {
  const where = `${PLACE_WORDS[place]} ${name}`;
  const said = [description, `Sent as: ${where}.`].filter(Boolean).join(' ');
  if (secret) {
    return {
      type: 'string',
      title: label ?? name,
      description: `${said} The value is sealed on the server; the file holds its name alone.`,
      default: usualSecret(slug, name),
      'x-secret': true,
      'x-wanted': 'Use small letters, digits, dots and hyphens, such as acme-key.',
    };
  }
  return {
    type: 'string',
    title: label ?? name,
    description: usual === undefined ? said : `${said} Blank: ${usual}.`,
    ...(usual === undefined ? {} : { examples: [usual] }),
    'x-width': 'half',
  };
}

/** What the secret of a field is called at first: `secret:acme-api-key` for `API key`. */
function usualSecret(slug: string, name: string): string {
  const plain = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return `secret:${slug}-${plain || 'key'}`;
}

/** The rows with a secret of its own for each that was just made one: two fields do not share a secret unasked. */
export function withSecretNames(rows: readonly JsonObject[], slug: string): JsonObject[] {
  return rows.map((row) =>
    row.kind === 'secret' && row.secret === undefined && typeof row.name === 'string' && row.name.trim() !== ''
      ? { ...row, secret: usualSecret(slug, row.name) }
      : row,
  );
}

/** Names of the fields that the template does not ask for. */
export function ownFields(fields: Fields, parameters: readonly TemplateParameter[]): Fields {
  const asked = parameters.filter(isAsked).map(({ name }) => name);
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !asked.includes(name)));
}

/** The fields as the rows of the form. */
export function rowsOfFields(fields: Fields): JsonObject[] {
  return Object.entries(fields).map(([name, value]) =>
    value.startsWith('secret:') ? { name, kind: 'secret', secret: value } : { name, value },
  );
}

/** The fields that rows say; undefined where a name is there twice. */
export function fieldsOfRows(value: Json | undefined): Fields | undefined {
  const rows = rowsOf(value).map(({ name, kind, value: text, secret }): [string, string] => [
    typeof name === 'string' ? name.trim() : '',
    String((kind === 'secret' ? secret : text) ?? ''),
  ]);
  const named = rows.filter(([name]) => name !== '');
  return new Set(named.map(([name]) => name)).size < named.length ? undefined : Object.fromEntries(named);
}

/** A row of the kind *secret* shows the secret's field in the place of the text. */
const SECRET_ROW: JsonSchema = Object.fromEntries([
  ['if', { properties: { kind: { const: 'secret' } } }],
  ['then', { properties: { value: { 'x-hidden': true }, secret: { 'x-hidden': false } } }],
]);

/** The form of the rows. */
export function ownFieldForm(slug: string): JsonSchema {
  const items: JsonSchema = {
    type: 'object',
    properties: {
      name: { type: 'string', title: 'Field', examples: ['agent'] },
      kind: { enum: ['text', 'secret'], title: 'Kind', default: 'text', 'x-words': ['Text', 'Secret'] },
      value: { type: 'string', title: 'Value', examples: ['4711'] },
      secret: {
        type: 'string',
        title: 'Secret',
        default: `secret:${slug}-key`,
        'x-secret': true,
        'x-hidden': true,
        'x-wanted': 'Use small letters, digits, dots and hyphens, such as acme-key.',
      },
    },
    required: ['name'],
    ...SECRET_ROW,
  };
  return {
    type: 'object',
    properties: {
      rows: {
        type: 'array',
        title: 'Fields of its own',
        description: 'Parameters of endpoints read them as {field.<name>}.',
        items,
      },
    },
  };
}
