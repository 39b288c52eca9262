// Tests of an endpoint of a connection with one lead, and what a receiver must let in for its calls.
import { Type } from 'typebox';
import type { Json } from '../../flows/language/document.ts';
import { effectiveConnection } from '../../flows/language/effective.ts';
import { Failure } from '../../flows/language/failures.ts';
import { CONNECTION_SCHEMA, ENDPOINT_SCHEMA } from '../../flows/language/receiver-schemas.ts';
import type { ConnectionDocument as ConnectionType, EndpointDocument } from '../../flows/language/receivers.ts';
import { change } from '../store/admin-ops.ts';
import { fitting } from './check-document.ts';
import type { ApiDeps } from './deps.ts';
import { type Route, route } from './route.ts';
import { body, json, jsonObject } from './schema-parts.ts';
import { ConnectionDocument } from './schemas-connections.ts';
import { Egress, EndpointTest } from './schemas-exchanges.ts';
import { phoneOf } from './test-run.ts';
import { iso } from './times.ts';
import { resultOf, type Tried, tryEndpoint } from './try-endpoint.ts';

const testBody = body({
  lead: jsonObject,
  dryRun: Type.Optional(Type.Boolean({ description: 'Only show the request; nothing is sent.' })),
  body: Type.Optional(Type.Unsafe<Json>({ ...json, description: 'Sent in the place of what the adaptor makes.' })),
  document: Type.Optional(ConnectionDocument),
  draft: Type.Optional(
    Type.Unsafe<EndpointDocument>({ type: 'object', description: 'The endpoint as it is being edited.' }),
  ),
});

/** Routes about tests. */
export const connectionTestRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/egress',
    role: 'viewer',
    summary: 'Where our calls come from: what a receiver that lets in named callers alone must be told.',
    answer: Egress,
    handle: (_ask, { config }) => ({
      addresses: [...config.egressAddresses],
      proxy: config.egressProxy?.shown ?? null,
    }),
  }),
  route({
    method: 'post',
    path: '/connections/:slug/endpoints/:endpoint/test',
    role: 'admin',
    summary:
      'Try an endpoint with one lead, as saved or as it is being edited: the request, the answer, and what it means.',
    body: testBody,
    answer: EndpointTest,
    handle: async ({ params, body: given, by }, deps) => {
      const { slug, endpoint } = params;
      const { lead, dryRun = false, body } = given;
      const tried: Tried = {
        ...{ slug, endpoint, lead, body, dryRun },
        connection: connectionOf(slug, endpoint, { given, deps }),
        isDraft: given.document !== undefined || given.draft !== undefined,
      };
      const end = await tryEndpoint(tried, deps);
      const id = dryRun ? null : await keep(tried, end, { by, deps });
      return { id, ...end, kept: end.kept.map((each) => ({ ...each, at: iso(each.at) })) };
    },
  }),
];

interface Drafts {
  document?: ConnectionType;
  draft?: EndpointDocument;
}

/** The connection as calls use it, with what is being edited in its place. Fails with NOT_FOUND, REQUEST_INVALID. */
function connectionOf(
  slug: string,
  endpoint: string,
  { given: { document, draft }, deps: { workspace } }: { given: Drafts; deps: ApiDeps },
): Tried['connection'] {
  const saved = workspace.connection(slug);
  if (!saved && !document) throw new Failure('NOT_FOUND', { detail: `Connection ${slug}.` });
  if (!document && !draft) {
    const live = workspace.live(slug);
    if (live) return live;
  }
  const base = document ? fitting(CONNECTION_SCHEMA, document) : saved?.document;
  if (!base) throw new Failure('NOT_FOUND', { detail: `Connection ${slug}.` });
  const own = draft ? { ...base, endpoints: { ...base.endpoints, [endpoint]: fitting(ENDPOINT_SCHEMA, draft) } } : base;
  const template = own.template === undefined ? undefined : workspace.template(own.template)?.document;
  return { document: effectiveConnection(own, template), version: 'draft' };
}

async function keep(
  { slug, endpoint, lead }: Tried,
  end: Awaited<ReturnType<typeof tryEndpoint>>,
  { by, deps }: { by: string; deps: ApiDeps },
): Promise<string> {
  const { request, answer, fault } = end;
  const failure = fault && { code: fault.code, says: fault.says, sent: fault.sent };
  const { id } = await change(deps.store, 'test.keep', {
    connection: slug,
    endpoint,
    phone: phoneOf(lead, deps),
    by,
    ...resultOf(end),
    lead,
    request,
    answer,
    failure,
  });
  return id;
}
