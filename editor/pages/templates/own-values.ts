// What was filled in for a connection of a template, as document and secrets hold it. Pure.
import type { TemplateParameter } from '../../../flows/language/receivers.ts';
import { slugOf } from '../../kit/slug.ts';

/** True where a connection fills it in: its own field, or one that its text names. What is composed of other values is not asked for. */
export function isAsked({ name, value }: TemplateParameter): boolean {
  return value === undefined || value.includes(`{field.${name}}`);
}

/** Fields for the document, where a secret is a reference; and the secrets' values by name. */
export interface OwnValues {
  fields: Record<string, string>;
  secrets: Record<string, string>;
}

/** Splits the values; `slug` is the connection's, which its secrets are named after. */
export function ownValues(
  parameters: readonly TemplateParameter[],
  values: Readonly<Record<string, string>>,
  slug: string,
): OwnValues {
  const own: OwnValues = { fields: {}, secrets: {} };
  for (const { name, secret } of parameters) {
    const value = (values[name] ?? '').trim();
    if (value === '') continue;
    const kept = `${slug}-${slugOf(name) || 'secret'}`;
    own.fields[name] = secret === true ? `secret:${kept}` : value;
    if (secret === true) own.secrets[kept] = value;
  }
  return own;
}
