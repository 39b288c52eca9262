// Connections, with which of their secrets are set.
import { Type } from 'typebox';
import { checkSamples } from '../../flows/language/check-reading.ts';
import { Failure } from '../../flows/language/failures.ts';
import { CONNECTION_SCHEMA } from '../../flows/language/receiver-schemas.ts';
import { fitting } from './check-document.ts';
import { ifMatch } from './flow-views.ts';
import { newSlug } from './new-slug.ts';
import { matches, pageOfItems } from './paging.ts';
import { changedView, connectionLine, connectionView } from './receiver-views.ts';
import { type Route, route } from './route.ts';
import { body, listQuery, pageOf, slug, sortField } from './schema-parts.ts';
import { ConnectionChanged, ConnectionDetail, ConnectionDocument, ConnectionSummary } from './schemas-connections.ts';

/** Routes about connections. */
export const connectionRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/connections',
    role: 'viewer',
    summary: 'List connections.',
    query: Type.Object({ ...listQuery, sort: sortField(['name', 'template', 'host']) }),
    answer: pageOf(ConnectionSummary),
    handle: (ask, deps) => {
      const found = deps.workspace.connections().filter(({ slug, document }) => {
        const { name, host, template = '', tenant = '', description = '' } = document;
        return matches(ask.query.q, slug, name, host, template, tenant, description);
      });
      const { sort = 'name', ...asked } = ask.query;
      const by = sort.replace('-', '');
      const page = pageOfItems(found, { ...asked, turned: sort.startsWith('-') }, ({ slug, document }) => {
        const { name, host, template = '' } = document;
        const first = by === 'template' ? template : by === 'host' ? host : '';
        return `${first.toLowerCase()} ${name.toLowerCase()} ${slug}`;
      });
      return { items: page.items.map((each) => connectionLine(each, deps)), next: page.next };
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
    handle: async ({ body, by }, { workspace }) => {
      const { document } = body;
      const slug = newSlug({ ...body, name: document.name });
      const made = fitting(CONNECTION_SCHEMA, { ...document, endpoints: document.endpoints ?? {} });
      return changedView(await workspace.putConnection(slug, made, { hash: undefined, by }));
    },
  }),
  route({
    method: 'get',
    path: '/connections/:slug',
    role: 'viewer',
    summary: 'One connection, with the names of its secrets and whether they are set.',
    answer: ConnectionDetail,
    handle: async ({ params }, deps) => {
      const connection = deps.workspace.connection(params.slug);
      if (!connection) throw new Failure('NOT_FOUND', { detail: `Connection ${params.slug}.` });
      const view = connectionView(connection, deps);
      return { ...view, problems: [...view.problems, ...(await checkSamples(view.effective.endpoints, deps.parse))] };
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
    handle: async (ask, { workspace }) => {
      const at = { hash: ifMatch(ask.header('if-match')), by: ask.by };
      const document = fitting(CONNECTION_SCHEMA, ask.body.document);
      return changedView(await workspace.putConnection(ask.params.slug, document, at));
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
