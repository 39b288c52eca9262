// The smallest flow that takes a lead and answers: webhook, then respond; or what a test puts between.
import type { FlowBundle, FlowNode, JsonObject } from '../../flows/language/document.ts';
import type { TestServer } from './test-server.ts';

/** A drawing: the webhook `in` at `path` with more of its config, `between` in order, then `respond`. Each leaves by its port. */
export function webhookFlow(
  path: string,
  config: JsonObject,
  between: { id: string; port: string; node: FlowNode }[] = [],
): FlowBundle {
  const ids = [{ id: 'in', port: 'lead' }, ...between, { id: 'ok', port: 'answered' }];
  return {
    document: {
      leadflow: 1,
      name: path,
      nodes: {
        in: { type: 'webhook', config: { path, ...config } },
        ...Object.fromEntries(between.map(({ id, node }) => [id, node])),
        ok: { type: 'respond', config: {} },
      },
      edges: ids.slice(1).map(({ id }, n) => ({ from: ids[n]?.id ?? '', port: ids[n]?.port ?? '', to: id })),
    },
    files: {},
    layout: { nodes: {} },
  };
}

/** Saves and publishes a flow over the API, and makes a source for it; answers the source with its key. */
export async function publishWithSource(
  server: TestServer,
  slug: string,
  bundle: FlowBundle,
): Promise<{ id: string; key: string }> {
  const made = await server.api('POST', '/flows', { name: slug, slug, bundle: bundle as unknown as JsonObject });
  if (made.status !== 201) throw new Error(JSON.stringify(made.body));
  const published = await server.api('POST', `/flows/${slug}/publish`, {}, { 'if-match': `"${made.body.rev}"` });
  if (published.status !== 200) throw new Error(JSON.stringify(published.body));
  const source = await server.api('POST', '/sources', { name: slug, flow: slug, auth: 'key' });
  return { id: String((source.body.source as JsonObject).id), key: String(source.body.key) };
}
