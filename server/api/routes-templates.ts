// Templates: what systems offer, from which connections are made.
import { Type } from 'typebox';
import { Failure } from '../../flows/language/failures.ts';
import { TEMPLATE_SCHEMA } from '../../flows/language/receiver-schemas.ts';
import { fitting } from './check-document.ts';
import { ifMatch } from './flow-views.ts';
import { copyOf, newSlug } from './new-slug.ts';
import { matches, pageOfItems } from './paging.ts';
import { readyLine, templateLine, templateView } from './receiver-views.ts';
import { type Route, route } from './route.ts';
import { body, listQuery, pageOf, slug, sortField } from './schema-parts.ts';
import { duplicateBody } from './schemas-connect.ts';
import { ReadyTemplate, TemplateDetail, TemplateDocument, TemplateSummary } from './schemas-templates.ts';

/** Routes about templates. */
export const templateRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/templates',
    role: 'viewer',
    summary: 'List templates.',
    query: Type.Object({ ...listQuery, sort: sortField(['name', 'type']) }),
    answer: pageOf(TemplateSummary),
    handle: (ask, deps) => {
      const found = deps.workspace.templates().filter(({ slug, document }) => {
        return matches(ask.query.q, slug, document.name, document.label ?? '', document.description ?? '');
      });
      const { sort = 'name', ...asked } = ask.query;
      const page = pageOfItems(found, { ...asked, turned: sort.startsWith('-') }, ({ slug, document }) => {
        const { name, label = name, type = 'other' } = document;
        return `${sort.endsWith('type') ? type : ''} ${label.toLowerCase()} ${slug}`;
      });
      return { items: page.items.map((each) => templateLine(each, deps)), next: page.next };
    },
  }),
  route({
    method: 'post',
    path: '/templates',
    role: 'admin',
    summary: 'Make a template.',
    status: 201,
    body: body({ slug: Type.Optional(slug), document: TemplateDocument }),
    answer: TemplateDetail,
    handle: async ({ body, by }, { workspace }) => {
      const { document } = body;
      const slug = newSlug({ ...body, name: document.name });
      const made = fitting(TEMPLATE_SCHEMA, document);
      return templateView(await workspace.putTemplate(slug, made, { hash: undefined, by }), { workspace });
    },
  }),
  route({
    method: 'get',
    path: '/ready-templates',
    role: 'viewer',
    summary: 'Templates that come with Leadflow and are not in the workspace.',
    answer: Type.Object({ items: Type.Array(ReadyTemplate) }),
    handle: async (_ask, { workspace }) => ({ items: (await workspace.readyTemplates()).map(readyLine) }),
  }),
  route({
    method: 'post',
    path: '/ready-templates/:slug/add',
    role: 'admin',
    summary: 'Copy a template that comes with Leadflow into the workspace, with the adaptors that it names.',
    status: 201,
    answer: TemplateDetail,
    handle: async ({ params, by }, { workspace }) =>
      templateView(await workspace.addReadyTemplate(params.slug, by), { workspace }),
  }),
  route({
    method: 'get',
    path: '/templates/:slug',
    role: 'viewer',
    summary: 'One template, with the connections made from it.',
    answer: TemplateDetail,
    handle: ({ params }, { workspace }) => {
      const template = workspace.template(params.slug);
      if (!template) throw new Failure('NOT_FOUND', { detail: `Template ${params.slug}.` });
      return templateView(template, { workspace });
    },
  }),
  route({
    method: 'put',
    path: '/templates/:slug',
    role: 'admin',
    summary:
      'Change a template. Hosts, fields and authentication count from the next call on; endpoints from the next publishing on.',
    ifMatch: true,
    body: body({ document: TemplateDocument }),
    answer: TemplateDetail,
    handle: async (ask, { workspace }) => {
      const at = { hash: ifMatch(ask.header('if-match')), by: ask.by };
      const document = fitting(TEMPLATE_SCHEMA, ask.body.document);
      return templateView(await workspace.putTemplate(ask.params.slug, document, at), { workspace });
    },
  }),
  route({
    method: 'post',
    path: '/templates/:slug/duplicate',
    role: 'admin',
    summary: 'Make a copy of a template; no connection is made from it yet.',
    status: 201,
    body: duplicateBody,
    answer: TemplateDetail,
    handle: async ({ params, body, by }, { workspace }) => {
      const template = workspace.template(params.slug);
      if (!template) throw new Failure('NOT_FOUND', { detail: `Template ${params.slug}.` });
      const { name, slug } = copyOf(template, body, (each) => workspace.template(each) !== undefined);
      // The label is what pages call it: two of one label could not be told apart.
      const { label: _label, onlyFor: _onlyFor, ...rest } = template.document;
      const copy = await workspace.putTemplate(slug, { ...rest, name }, { hash: undefined, by });
      return templateView(copy, { workspace });
    },
  }),
  route({
    method: 'delete',
    path: '/templates/:slug',
    role: 'admin',
    summary: 'Delete a template. Refused while a connection is made from it.',
    status: 204,
    handle: ({ params, by }, { workspace }) => workspace.removeTemplate(params.slug, by),
  }),
];
