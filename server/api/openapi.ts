// Describes the admin API as an OpenAPI 3.1 document, made from the table of routes.
import type { JsonSchema } from '../../flows/language/catalogue.ts';
import { type Components, referring } from './components.ts';
import type { Route } from './route.ts';
import { ProblemDocument } from './schemas-flows.ts';
import { EdgeCounts, RunEvent } from './schemas-runs.ts';

/** The description, as far as others read it. */
export interface OpenApi {
  openapi: '3.1.0';
  info: { title: string; version: string; description: string };
  servers: { url: string }[];
  paths: Record<string, Record<string, object>>;
  components: { schemas: Components; securitySchemes: object };
}

/** Describes these routes. */
export function openApi(routes: readonly Route[], version: string): OpenApi {
  const schemas: Components = {};
  for (const schema of [ProblemDocument, RunEvent, EdgeCounts]) referring(schema as unknown as JsonSchema, schemas);
  const paths: OpenApi['paths'] = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method]: operation(route, schemas) };
  }
  const description = 'The admin API of Leadflow. Refusals are problem documents (RFC 9457).';
  return {
    openapi: '3.1.0',
    info: { title: 'Leadflow', version, description },
    servers: [{ url: '/api' }],
    paths,
    components: {
      schemas: Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1))),
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'leadflow_session' },
        token: { type: 'http', scheme: 'bearer' },
      },
    },
  };
}

function operation(route: Route, schemas: Components): object {
  const { role, summary, body } = route;
  const parameters = [...pathParameters(route), ...queryParameters(route, schemas), ...headerParameters(route)];
  return {
    summary,
    tags: [route.path.split('/')[1]],
    'x-role': role,
    security: role === 'open' ? [] : [{ session: [] }, { token: [] }],
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body ? { requestBody: { required: true, content: bodyContent(route, body as JsonSchema, schemas) } } : {}),
    responses: responses(route, schemas),
  };
}

function responses({ status = 200, answer, stream, file, refusal }: Route, schemas: Components): object {
  const content = stream
    ? { 'text/event-stream': { schema: { type: 'string' } } }
    : file
      ? { [file]: { schema: { type: 'string' } } }
      : jsonContent((answer ?? {}) as JsonSchema, schemas);
  return {
    [status]: status === 204 ? { description: 'Done.' } : { description: 'Good.', content },
    ...(refusal
      ? {
          [refusal.status]: {
            description: refusal.description,
            content: { 'application/problem+json': { schema: referring(refusal.schema as JsonSchema, schemas) } },
          },
        }
      : {}),
    default: {
      description: 'Refused.',
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/ProblemDocument' } } },
    },
  };
}

function bodyContent({ bytes }: Route, schema: JsonSchema, schemas: Components): object {
  return bytes ? { 'application/octet-stream': { schema } } : jsonContent(schema, schemas);
}

function jsonContent(schema: JsonSchema, schemas: Components): object {
  return { 'application/json': { schema: referring(schema, schemas) } };
}

function pathParameters({ path }: Route): object[] {
  const names = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name);
  return names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));
}

function queryParameters({ query }: Route, schemas: Components): object[] {
  const { properties = {}, required = [] } = (query ?? {}) as JsonSchema;
  return Object.entries(properties).map(([name, schema]) => {
    return { name, in: 'query', required: required.includes(name), schema: referring(schema, schemas) };
  });
}

function headerParameters({ ifMatch }: Route): object[] {
  if (!ifMatch) return [];
  const description = 'The rev, version or hash that the change was made on, in quotes.';
  return [{ name: 'If-Match', in: 'header', required: true, description, schema: { type: 'string' } }];
}
