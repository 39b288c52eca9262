// Connections as a whole: made in one go, copied, taken out as a file, brought in.
import { type Static, Type } from 'typebox';
import { Failure } from '../../flows/language/failures.ts';
import { CONNECTION_SCHEMA } from '../../flows/language/receiver-schemas.ts';
import { fitting } from './check-document.ts';
import { type ConnectForm, readConnect } from './connect-form.ts';
import type { ApiDeps } from './deps.ts';
import { copyOf } from './new-slug.ts';
import { changedView, connectionView, secretStates } from './receiver-views.ts';
import { type Route, route } from './route.ts';
import { choice } from './schema-parts.ts';
import {
  ConnectAnswer,
  ConnectionExport,
  ConnectionImportReport,
  connectBody,
  connectionImportBody,
  duplicateBody,
} from './schemas-connect.ts';
import { ConnectionChanged } from './schemas-connections.ts';
import { originsOf } from './secret-origins.ts';

/** Routes about connections as a whole. */
export const connectRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/connections/connect',
    role: 'admin',
    summary: 'Make a connection with its first endpoint, linked to its adaptor, and set its secrets.',
    status: 201,
    body: connectBody,
    answer: ConnectAnswer,
    handle: ({ body, by }, deps) => connect(body, by, deps),
  }),
  route({
    method: 'post',
    path: '/connections/import',
    role: 'admin',
    summary: 'Import an exported connection with its template and adaptors, or report what that would do.',
    body: connectionImportBody,
    answer: ConnectionImportReport,
    handle: async ({ body, by }, { workspace, secrets }) => {
      const { file, dryRun, replace = [] } = body;
      const { documents, ...report } = await workspace.importConnection(file, { by, dryRun, replace });
      return { ...report, secrets: secretStates(documents, secrets.list()) };
    },
  }),
  route({
    method: 'get',
    path: '/connections/:slug/export',
    role: 'viewer',
    summary: 'The connection with its template and adaptors, as one document without secrets.',
    query: Type.Object({ file: Type.Optional(choice(['yes'], 'Answered as a file to be kept.')) }),
    answer: ConnectionExport,
    handle: ({ params, query, setHeader }, { workspace }) => {
      const file = workspace.exportConnection(params.slug);
      if (query.file) setHeader('Content-Disposition', `attachment; filename="${file.slug}.connection.json"`);
      return file;
    },
  }),
  route({
    method: 'post',
    path: '/connections/:slug/duplicate',
    role: 'admin',
    summary: 'Make a copy of a connection, which names the same secrets.',
    status: 201,
    body: duplicateBody,
    answer: ConnectionChanged,
    handle: async ({ params, body, by }, { workspace }) => {
      const connection = workspace.connection(params.slug);
      if (!connection) throw new Failure('NOT_FOUND', { detail: `Connection ${params.slug}.` });
      const { name, slug } = copyOf(connection, body, (each) => workspace.connection(each) !== undefined);
      const document = { ...connection.document, name };
      return changedView(await workspace.putConnection(slug, document, { hash: undefined, by }));
    },
  }),
];

async function connect(form: ConnectForm, by: string, deps: ApiDeps): Promise<Static<typeof ConnectAnswer>> {
  const { workspace } = deps;
  const { template, adaptor } = form;
  const plan = readConnect(form, template === undefined ? undefined : workspace.template(template)?.document);
  const document = fitting(CONNECTION_SCHEMA, plan.document);
  if (adaptor !== undefined && !workspace.adaptor(adaptor)) {
    const says = `There is no adaptor ${adaptor}. Choose another, or make it first.`;
    throw new Failure('REQUEST_INVALID', { fields: [{ field: 'adaptor', says }] });
  }
  const made = await workspace.putConnection(plan.slug, document, { hash: undefined, by });
  const unset = await setSecrets(plan.secrets, by, deps);
  const { problems, secrets, effective } = connectionView(made, deps);
  const { endpoint } = plan;
  const used = adaptor ?? (endpoint === null ? undefined : effective.endpoints[endpoint]?.adaptor) ?? null;
  return { connection: plan.slug, endpoint, adaptor: used, notices: [...plan.notices, ...unset], secrets, problems };
}

/** The connection is there by now: a secret that cannot be kept is told of, and set on its page. */
async function setSecrets(
  values: Record<string, string>,
  by: string,
  { secrets, workspace }: ApiDeps,
): Promise<string[]> {
  const unset: string[] = [];
  for (const [name, value] of Object.entries(values)) {
    try {
      await secrets.set(name, value, by, originsOf(name, workspace));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      unset.push(`The secret ${name} was not kept: ${error.message} Set it on the page of the connection.`);
    }
  }
  return unset;
}
