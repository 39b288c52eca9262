// Draws small flows over the API, publishes them, and sends leads to them.
import type { FlowDocument, FlowNode, JsonObject } from '../../flows/language/document.ts';
import { eventually, type TestServer, type Told } from './test-server.ts';

/** A flow as a test draws it: edges are written `from.port>to`. */
export interface Drawn {
  nodes: Record<string, FlowNode>;
  edges: string[];
  more?: Partial<FlowDocument>;
}

/** A node with a type and a config. */
export function node(type: string, config: JsonObject = {}, more: Partial<FlowNode> = {}): FlowNode {
  return { type, config, ...more };
}

/** Where a way ends. */
export function stop(outcome: string, reason = 'Because.'): FlowNode {
  return node('stop', { outcome, reason });
}

/** Makes the flow and publishes it; answers what publishing told. */
export async function publish(server: TestServer, slug: string, { nodes, edges, more = {} }: Drawn): Promise<Told> {
  const document = { leadflow: 1, name: slug, ...more, nodes, edges: edges.map(edgeOf) };
  const made = await server.api('POST', '/flows', {
    name: slug,
    slug,
    bundle: { document, files: {}, layout: { nodes: {} } } as never,
  });
  if (made.status !== 201) throw new Error(`The flow was not made: ${JSON.stringify(made.body)}`);
  return server.api('POST', `/flows/${slug}/publish`, {}, { 'if-match': `"${made.body.rev}"` });
}

/** Publishes, and rejects with the problems where that is refused. */
export async function mustPublish(server: TestServer, slug: string, drawn: Drawn): Promise<void> {
  const told = await publish(server, slug, drawn);
  if (told.status !== 200) throw new Error(`The flow was not published: ${JSON.stringify(told.body)}`);
}

/** Makes a source of the flow; answers how leads are sent with its key. The flow listens at its own slug. */
export async function sender(
  server: TestServer,
  flow: string,
): Promise<(lead: JsonObject, headers?: Record<string, string>) => Promise<Told & { run: string }>> {
  const { body } = await server.api('POST', '/sources', { name: flow, flow, auth: 'key' });
  return async (lead, headers = {}) => {
    const own = { 'content-type': 'application/json', 'x-leadflow-key': String(body.key) };
    const init = { method: 'POST', headers: { ...own, ...headers }, body: JSON.stringify(lead) };
    const response = await fetch(`${server.address}/in/${flow}`, init);
    const run = response.headers.get('x-leadflow-run') ?? '';
    return { status: response.status, headers: response.headers, body: (await response.json()) as JsonObject, run };
  };
}

/** The run, once it is in this state. */
export function runIn(server: TestServer, id: string, state: string, limitMs = 5000): Promise<JsonObject> {
  return eventually(async () => {
    const { body } = await server.api('GET', `/runs/${id}`);
    return body.state === state ? body : undefined;
  }, limitMs);
}

function edgeOf(text: string): { from: string; port: string; to: string } {
  const [exit = '', to = ''] = text.split('>');
  const [from = '', port = ''] = exit.split('.');
  return { from, port, to };
}
