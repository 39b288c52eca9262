// Adaptors: named field mappings.
import { Type } from 'typebox';
import { Failure } from '../../flows/language/failures.ts';
import { ADAPTOR_SCHEMA } from '../../flows/language/schemas.ts';
import { fitting } from './check-document.ts';
import { ifMatch } from './flow-views.ts';
import { newSlug } from './new-slug.ts';
import { matches, pageOfItems } from './paging.ts';
import { withTime } from './receiver-views.ts';
import { type Route, route } from './route.ts';
import { body, pageOf, plainList, slug } from './schema-parts.ts';
import { AdaptorDetail, AdaptorDocument, AdaptorSummary } from './schemas-connections.ts';

/** Routes about adaptors. */
export const adaptorRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/adaptors',
    role: 'viewer',
    summary: 'List adaptors.',
    query: plainList,
    answer: pageOf(AdaptorSummary),
    handle: (ask, { workspace }) => {
      const found = workspace.adaptors().filter((each) => matches(ask.query.q, each.slug, each.document.name));
      const page = pageOfItems(found, ask.query, (each) => each.slug);
      const items = page.items.map(({ document, ...line }) => {
        return { ...withTime(line), name: document.name, fields: document.fields.length };
      });
      return { items, next: page.next };
    },
  }),
  route({
    method: 'post',
    path: '/adaptors',
    role: 'admin',
    summary: 'Make an adaptor.',
    status: 201,
    body: body({ slug: Type.Optional(slug), document: AdaptorDocument }),
    answer: AdaptorDetail,
    handle: async ({ body, by }, { workspace }) => {
      const { document } = body;
      const slug = newSlug({ ...body, name: document.name });
      return withTime(await workspace.putAdaptor(slug, fitting(ADAPTOR_SCHEMA, document), { hash: undefined, by }));
    },
  }),
  route({
    method: 'get',
    path: '/adaptors/:slug',
    role: 'viewer',
    summary: 'One adaptor.',
    answer: AdaptorDetail,
    handle: ({ params }, { workspace }) => {
      const adaptor = workspace.adaptor(params.slug);
      if (!adaptor) throw new Failure('NOT_FOUND', { detail: `Adaptor ${params.slug}.` });
      return withTime(adaptor);
    },
  }),
  route({
    method: 'put',
    path: '/adaptors/:slug',
    role: 'admin',
    summary: 'Change an adaptor. Published flows keep the one they were published with.',
    ifMatch: true,
    body: body({ document: AdaptorDocument }),
    answer: AdaptorDetail,
    handle: async (ask, { workspace }) => {
      const at = { hash: ifMatch(ask.header('if-match')), by: ask.by };
      return withTime(await workspace.putAdaptor(ask.params.slug, fitting(ADAPTOR_SCHEMA, ask.body.document), at));
    },
  }),
  route({
    method: 'delete',
    path: '/adaptors/:slug',
    role: 'admin',
    summary: 'Delete an adaptor. Refused while a flow or an endpoint uses it.',
    status: 204,
    handle: ({ params, by }, { workspace }) => workspace.removeAdaptor(params.slug, by),
  }),
];
