// Checks of connections and templates: what keeps their calls from working, and what is likely a slip.
import type { Problem } from './catalogue.ts';
import { checkHeaders } from './check-body.ts';
import { checkEndpoint, type EndpointCheck } from './check-endpoint.ts';
import { effectiveConnection } from './effective.ts';
import { didYouMean } from './near-miss.ts';
import type { ConnectionAuth, ConnectionDocument, EndpointDocument, TemplateDocument } from './receivers.ts';

/** What a connection or template is checked against. `adaptors`: slug -> the targets that it fills. */
export interface ReceiverNames {
  templates: Readonly<Record<string, TemplateDocument>>;
  adaptors: Readonly<Record<string, readonly string[]>>;
}

/** Every problem of a connection, each with the field as `endpoints.find.adaptor`; an `error` keeps its calls from working. */
export function checkConnection(slug: string, connection: ConnectionDocument, names: ReceiverNames): Problem[] {
  const { template: wanted } = connection;
  const template = wanted !== undefined && Object.hasOwn(names.templates, wanted) ? names.templates[wanted] : undefined;
  if (wanted !== undefined && !template) return [templateGone(wanted, Object.keys(names.templates))];
  const effective = effectiveConnection(connection, template);
  const offered = (template?.parameters ?? []).map(({ name }) => name);
  const known = [...new Set([...offered, ...Object.keys(effective.fields ?? {})])];
  return [
    ...(template && isPrivateTo(template, slug) ? [templatePrivate(template)] : []),
    ...checkFieldValues(effective, template),
    ...strayFields(connection, offered, template),
    ...checkHeaders(connection.headers),
    ...checkAuth(effective.auth, Object.keys(effective.endpoints)),
    ...endpointProblems(effective.endpoints, { named: namedIn(connection.endpoints), fields: known, names }),
  ];
}

/** Every problem of a template, as far as it can be known without a connection. */
export function checkTemplate(template: TemplateDocument, adaptors: ReceiverNames['adaptors']): Problem[] {
  const fields = (template.parameters ?? []).map(({ name }) => name);
  const twice = fields.filter((name, i) => fields.indexOf(name) !== i);
  return [
    ...[...new Set(twice)].map((name) =>
      problem('PARAMETER_TWICE', 'parameters', {
        says: `The parameter “${name.slice(0, 80)}” is there twice.`,
        remedy: 'Take one of them out: a connection has one field of a name.',
      }),
    ),
    ...checkHeaders(template.headers),
    ...checkAuth(template.auth, Object.keys(template.endpoints)),
    ...endpointProblems(effectiveOf(template).endpoints, {
      named: namedIn(template.endpoints),
      fields,
      names: { templates: {}, adaptors },
    }),
  ];
}

/** True where the template is private and this connection is not among those that it names. */
export function isPrivateTo({ onlyFor }: TemplateDocument, connection: string): boolean {
  return onlyFor !== undefined && !onlyFor.includes(connection);
}

function effectiveOf(template: TemplateDocument): ConnectionDocument {
  const bare: ConnectionDocument = { leadflow: 1, name: template.name, scheme: 'https', host: '', endpoints: {} };
  return effectiveConnection(bare, template);
}

/** Endpoint -> the parameters that it names itself, rather than taking all of the template's. */
function namedIn(endpoints: Readonly<Record<string, EndpointDocument>>): ReadonlyMap<string, readonly string[]> {
  return new Map(
    Object.entries(endpoints).map(([slug, { parameters = [] }]) => [slug, parameters.map(({ name }) => name)]),
  );
}

function endpointProblems(
  endpoints: Readonly<Record<string, EndpointDocument>>,
  at: { named: ReadonlyMap<string, readonly string[]>; fields: readonly string[]; names: ReceiverNames },
): Problem[] {
  return Object.entries(endpoints).flatMap(([slug, endpoint]) => {
    const check: EndpointCheck = {
      named: at.named.get(slug) ?? [],
      fields: at.fields,
      adaptors: at.names.adaptors,
    };
    return checkEndpoint(slug, endpoint, check);
  });
}

function templateGone(slug: string, known: readonly string[]): Problem {
  return problem('TEMPLATE_UNKNOWN', 'template', {
    says: `It is made from the template “${slug.slice(0, 80)}”, which does not exist.${didYouMean(slug, known)}`,
    remedy: 'Choose another template, or bring this one back: without it no call leaves.',
  });
}

function templatePrivate(template: TemplateDocument): Problem {
  const { name } = template;
  return problem('TEMPLATE_PRIVATE', 'template', {
    says: `The template “${name}” is kept for other connections.`,
    remedy: 'Name this connection in the settings of the template, or choose another template.',
  });
}

/** Required fields that are blank, and secrets that stand in the open. */
function checkFieldValues({ fields = {} }: ConnectionDocument, template: TemplateDocument | undefined): Problem[] {
  return (template?.parameters ?? []).flatMap(({ name, label = name, required, secret }): Problem[] => {
    const value = Object.hasOwn(fields, name) ? (fields[name] ?? '') : '';
    if (value.trim() === '') {
      if (!required) return [];
      const says = `The field “${label}” is blank, and the template requires it.`;
      return [problem('FIELD_BLANK', `fields.${name}`, { says, remedy: 'Fill it in, on the General tab.' })];
    }
    if (!secret || value.startsWith('secret:')) return [];
    const says = `The field “${label}” holds a secret in the open, and git would keep it for ever.`;
    const remedy = 'Set it as a secret, and let the field name it as secret:<name>.';
    return [problem('FIELD_NOT_SECRET', `fields.${name}`, { says, remedy })];
  });
}

/** Fields that no parameter of the template asks for, and no endpoint of the connection's own reads. */
function strayFields(
  connection: ConnectionDocument,
  offered: readonly string[],
  template: TemplateDocument | undefined,
): Problem[] {
  if (!template) return [];
  const own = JSON.stringify([connection.endpoints, connection.headers ?? [], connection.auth ?? null]);
  const stray = Object.keys(connection.fields ?? {}).filter(
    (name) => !offered.includes(name) && !own.includes(`{field.${name}}`) && !own.includes(`"name":"${name}"`),
  );
  return stray.map((name) => ({
    ...problem('FIELD_UNUSED', `fields.${name}`, {
      says: `The template has no field “${name.slice(0, 80)}”, and nothing reads it.${didYouMean(name, offered)}`,
      remedy: 'Correct its name, or take it out.',
    }),
    severity: 'warning',
  }));
}

function checkAuth(auth: ConnectionAuth | undefined, endpoints: readonly string[]): Problem[] {
  if (auth?.type !== 'token' || endpoints.includes(auth.endpoint)) return [];
  const meant = didYouMean(auth.endpoint, endpoints);
  return [
    problem('ENDPOINT_UNKNOWN', 'auth.endpoint', {
      says: `The token is fetched from the endpoint “${auth.endpoint.slice(0, 80)}”, which does not exist.${meant}`,
      remedy: 'Choose the endpoint that answers with the token, or add it.',
    }),
  ];
}

function problem(code: string, field: string, words: { says: string; remedy: string }): Problem {
  return { code, severity: 'error', field, ...words };
}
