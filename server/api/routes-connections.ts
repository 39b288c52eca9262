// Connections, with which of their secrets are set.
import { Type } from 'typebox';
import type { Json } from '../../flows/language/document.ts';
import { Failure } from '../../flows/language/failures.ts';
import { CONNECTION_SCHEMA } from '../../flows/language/receiver-schemas.ts';
import type { ConnectionDocument as ConnectionType } from '../../flows/language/receivers.ts';
import type { NamedDocument } from '../workspace/workspace.ts';
import { fitting } from './check-document.ts';
import type { ApiDeps } from './deps.ts';
import { ifMatch } from './flow-views.ts';
import { newSlug } from './new-slug.ts';
import { matches, pageOfItems } from './paging.ts';
import { type Route, route } from './route.ts';
import { body, pageOf, plainList, slug } from './schema-parts.ts';
import { ConnectionChanged, ConnectionDetail, ConnectionDocument, ConnectionSummary } from './schemas-connections.ts';
import { isoOrNull } from './times.ts';

/** Routes about connections. */
export const connectionRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/connections',
    role: 'viewer',
    summary: 'List connections.',
    query: plainList,
    answer: pageOf(ConnectionSummary),
    handle: (ask, { workspace }) => {
      const found = workspace
        .connections()
        .filter((each) => matches(ask.query.q, each.slug, each.document.name, each.document.host));
      const page = pageOfItems(found, ask.query, (each) => each.slug);
      return { items: page.items.map(connectionLine), next: page.next };
    },
  }),
  route({
    method: 'post',
    path: '/connections',
    role: 'admin',
    summary: 'Make a connection.',
    status: 201,
    body: body({ slug: Type.Optional(slug), document: ConnectionDocument }),
    answer: ConnectionChanged,
    handle: ({ body, by }, { workspace }) => {
      const { document } = body;
      const slug = newSlug({ ...body, name: document.name });
      return workspace.putConnection(slug, fitting(CONNECTION_SCHEMA, document), { hash: undefined, by });
    },
  }),
  route({
    method: 'get',
    path: '/connections/:slug',
    role: 'viewer',
    summary: 'One connection, with the names of its secrets and whether they are set.',
    answer: ConnectionDetail,
    handle: ({ params }, { workspace, secrets }) => {
      const connection = workspace.connection(params.slug);
      if (!connection) throw new Failure('NOT_FOUND', { detail: `Connection ${params.slug}.` });
      return { ...connection, secrets: secretStates(connection.document, secrets.list()) };
    },
  }),
  route({
    method: 'put',
    path: '/connections/:slug',
    role: 'admin',
    summary: 'Change a connection. Runs under way use it from their next call on.',
    ifMatch: true,
    body: body({ document: ConnectionDocument }),
    answer: ConnectionChanged,
    handle: (ask, { workspace }) => {
      const at = { hash: ifMatch(ask.header('if-match')), by: ask.by };
      return workspace.putConnection(ask.params.slug, fitting(CONNECTION_SCHEMA, ask.body.document), at);
    },
  }),
  route({
    method: 'delete',
    path: '/connections/:slug',
    role: 'admin',
    summary: 'Delete a connection. Refused while a flow uses it.',
    status: 204,
    handle: async ({ params, by }, { workspace, pauses }) => {
      await workspace.removeConnection(params.slug, by);
      // Its runs that wait find out that it is gone.
      await pauses.clear({ kind: 'connection', key: params.slug, by });
    },
  }),
];

function connectionLine({ slug, document, usedBy, hash }: NamedDocument<ConnectionType>) {
  const { name, host, scheme, auth, endpoints } = document;
  return {
    slug,
    name,
    host,
    scheme,
    auth: auth?.type ?? 'none',
    endpoints: Object.keys(endpoints).length,
    usedBy,
    hash,
  };
}

function secretStates(document: ConnectionType, set: ReturnType<ApiDeps['secrets']['list']>) {
  const names = new Set(secretNames(document as unknown as Json));
  return [...names].map((name) => {
    const entry = set.find((each) => each.name === name);
    return { name, set: entry !== undefined, setAt: isoOrNull(entry?.setAt ?? null), setBy: entry?.setBy ?? null };
  });
}

/** Every `secret:<name>` in the document. */
function secretNames(value: Json): string[] {
  if (typeof value === 'string') return value.startsWith('secret:') ? [value.slice('secret:'.length)] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(secretNames);
}
