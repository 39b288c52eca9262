// The field of a secret: in a connection its name and value, in a template the field of its connections that holds it.
import type { JsonSchema } from '../../../../flows/language/catalogue.ts';
import type { EndpointHolder } from './endpoint-holder.ts';

/** What the schema of a secret says beside the language's; `what` ends the name that a new one gets: `acme-token`. */
export function secretField(
  { kind, slug, parameters }: Pick<EndpointHolder, 'kind' | 'slug' | 'parameters'>,
  { title, what }: { title: string; what: string },
): JsonSchema {
  if (kind === 'connection') {
    return {
      title,
      description: 'Several connections may share one secret. The value is sealed on the server, and in no file.',
      default: `secret:${slug}-${what}`,
      'x-secret': true,
      'x-wanted': `Use small letters, digits, dots and hyphens, such as acme-${what}.`,
    };
  }
  const secrets = parameters.filter((each) => each.secret);
  return {
    title: `${title}: field that holds it`,
    description:
      secrets.length === 0
        ? 'Add a secret parameter to the template first; each connection then fills in its own secret.'
        : 'Each connection fills in its own secret there.',
    enum: secrets.map(({ name }) => `{field.${name}}`),
    'x-words': secrets.map(({ name, label }) => label ?? name),
  };
}
