// A connection together with the template that it is made from: what its calls really use.
import type {
  ConnectionAuth,
  ConnectionDocument,
  EndpointDocument,
  EndpointParameter,
  TemplateDocument,
} from './receivers.ts';

/**
 * The connection with everything that its template gives and it does not say otherwise: fields' defaults, authentication,
 * headers, endpoints. Each endpoint gets its parameters written out. Without a template only the parameters change.
 */
export function effectiveConnection(
  connection: ConnectionDocument,
  template: TemplateDocument | undefined,
): ConnectionDocument {
  const { idempotencyHeader = template?.idempotencyHeader, concurrency = template?.concurrency } = connection;
  const headers = withHeaders(template?.headers ?? [], connection.headers ?? []);
  const fields = withDefaults(template, connection.fields ?? {});
  const auth = connection.auth ?? (template?.auth && withFields(template.auth, fields));
  return {
    ...connection,
    ...(Object.keys(fields).length > 0 ? { fields } : {}),
    ...(auth ? { auth } : {}),
    ...(headers.length > 0 ? { headers } : {}),
    ...(idempotencyHeader === undefined ? {} : { idempotencyHeader }),
    ...(concurrency === undefined ? {} : { concurrency }),
    endpoints: endpointsOf(connection, template),
  };
}

/** The template's endpoints with the connection's own over them, parameters written out. */
export function endpointsOf(
  connection: Pick<ConnectionDocument, 'endpoints'>,
  template: TemplateDocument | undefined,
): Record<string, EndpointDocument> {
  const all = { ...template?.endpoints, ...connection.endpoints };
  return Object.fromEntries(Object.entries(all).map(([slug, endpoint]) => [slug, written(endpoint, template)]));
}

/** An endpoint names parameters, or takes all of the template's; either way each ends with its place and value. */
function written(endpoint: EndpointDocument, template: TemplateDocument | undefined): EndpointDocument {
  const offered = new Map((template?.parameters ?? []).map((parameter) => [parameter.name, parameter]));
  const named: EndpointParameter[] = endpoint.parameters ?? [...offered.keys()].map((name) => ({ name }));
  if (named.length === 0) return endpoint;
  const parameters = named.map((row): EndpointParameter => {
    const base = offered.get(row.name);
    const { in: place = base?.in ?? 'body', digestIn = base?.digestIn, value = base?.value } = row;
    return {
      name: row.name,
      in: place,
      ...(digestIn === undefined ? {} : { digestIn }),
      value: value ?? `{field.${row.name}}`,
    };
  });
  return { ...endpoint, parameters };
}

/** The template's authentication, with the connection's own values where it names its fields: `{field.api_token}`. */
function withFields(auth: ConnectionAuth, fields: Readonly<Record<string, string>>): ConnectionAuth {
  const filled = Object.entries(auth).map(([key, value]) => {
    return [key, typeof value === 'string' ? fieldText(value, fields) : value];
  });
  // The keys are those that it had, each with a text in the place of a text.
  return Object.fromEntries(filled) as ConnectionAuth;
}

/** What a text means that may name a field and nothing else, `{field.<name>}`: the field's value, else the text itself. */
export function fieldText(text: string, fields: Readonly<Record<string, string>> = {}): string {
  const field = /^\{field\.([^{}]+)\}$/.exec(text)?.[1];
  if (field === undefined) return text;
  return Object.hasOwn(fields, field) ? (fields[field] ?? '') : '';
}

/** A connection's field, else the template's default. */
function withDefaults(template: TemplateDocument | undefined, given: Record<string, string>): Record<string, string> {
  const defaults = (template?.parameters ?? []).flatMap(({ name, default: value }): [string, string][] =>
    value === undefined || (given[name] ?? '').trim() !== '' ? [] : [[name, value]],
  );
  return { ...given, ...Object.fromEntries(defaults) };
}

function withHeaders(
  first: NonNullable<TemplateDocument['headers']>,
  second: NonNullable<TemplateDocument['headers']>,
): NonNullable<TemplateDocument['headers']> {
  const own = new Set(second.map(({ name }) => name.trim().toLowerCase()));
  return [...first.filter(({ name }) => !own.has(name.trim().toLowerCase())), ...second];
}
