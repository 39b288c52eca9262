// Runs the cases of a shipped template: each is a real call of one of its endpoints to the simulated system, read as it says.
import { expect } from 'vitest';
import type { JsonObject } from '../../flows/language/document.ts';
import type { ConnectionDocument } from '../../flows/language/receivers.ts';
import type { TestServer } from '../support/test-server.ts';

/** One call, and what it must come to. */
export interface TemplateCase {
  name: string;
  endpoint: string;
  lead: JsonObject;
  /** Calls made first, as above. */
  before?: { endpoint: string; lead: JsonObject }[];
  /** Fields of the connection that are otherwise in this case. */
  fields?: Record<string, string>;
  tenant?: string;
  /** How the simulated system misbehaves. */
  behaviour?: string;
  /** `not-sent` and `unknown`: no answer came. */
  comes: 'accepted' | 'rejected' | 'error' | 'unrecognised' | 'unreadable' | 'not-sent' | 'unknown';
  status?: number;
  /** Part of a reason. */
  reason?: string;
  price?: number;
  reference?: string;
  captures?: JsonObject;
  warning?: boolean;
  /** Part of the request's body, or of its URL. */
  sends?: string;
}

/** A connection of the template against the simulator, with its secrets. */
export interface TemplateScene {
  template: string;
  fields: Record<string, string>;
  tenant?: string;
  secrets: Record<string, string>;
}

interface Tested extends JsonObject {
  answer: { status: number } & JsonObject;
  request: { url: string; body: string } & JsonObject;
  fault: { code: string; sent: string; says: string } & JsonObject;
  found: JsonObject & { outcome: string; reasons: string[]; warnings: string[] };
}

/** Makes the connection; each case changes it as it needs. A secret may go where a saved connection that names it goes. */
export async function openTemplate(server: TestServer, scene: TemplateScene): Promise<void> {
  for (const [name, value] of Object.entries(scene.secrets)) await setSecret(server, name, value);
  const place = Object.keys(scene.fields).find((name) => scene.fields[name]?.startsWith('secret:')) ?? '';
  const spare = Object.keys(scene.secrets).map((name) => ({ ...scene.fields, [place]: `secret:${name}` }));
  let hash: string | undefined;
  for (const fields of [...spare, scene.fields]) {
    const document = { ...documentOf(server, scene, undefined), fields } as unknown as JsonObject;
    const path = `/connections${hash === undefined ? '' : `/${slugOf(scene)}`}`;
    const body = hash === undefined ? { slug: slugOf(scene), document } : { document };
    const saved = await server.api(hash === undefined ? 'POST' : 'PUT', path, body, { 'if-match': hash ?? '' });
    expect(saved.body, JSON.stringify(saved.body)).toMatchObject({ slug: slugOf(scene) });
    hash = `"${String(saved.body.hash)}"`;
  }
}

/** A shipped connection may have the template's own name. */
export function slugOf({ template }: TemplateScene): string {
  return `${template}-test`;
}

async function setSecret(server: TestServer, name: string, value: string): Promise<void> {
  expect((await server.api('PUT', `/secrets/${name}`, { value })).status).toBeLessThan(300);
}

function documentOf(server: TestServer, scene: TemplateScene, each: TemplateCase | undefined): ConnectionDocument {
  const tenant = each?.tenant ?? scene.tenant;
  return {
    leadflow: 1,
    name: `${scene.template} of the test`,
    template: scene.template,
    ...(tenant === undefined ? {} : { tenant }),
    scheme: 'http',
    host: `127.0.0.1:${server.simulator.port}`,
    fields: { ...scene.fields, ...each?.fields },
    endpoints: {},
  };
}

/** Runs one case on a receiver that remembers nothing of the others. */
export async function runCase(server: TestServer, scene: TemplateScene, each: TemplateCase): Promise<void> {
  await resetReceiver(server);
  const document = documentOf(server, scene, each);
  for (const { endpoint, lead } of each.before ?? []) await call(server, { document, endpoint, lead, scene });
  if (each.behaviour)
    await server.simulator.control({ behaviour: each.behaviour, times: 1, path: await pathOf(server, each, scene) });
  const tested = await call(server, { document, endpoint: each.endpoint, lead: each.lead, scene });
  const shown = JSON.stringify(tested, null, 1);
  expect(tested.found?.outcome ?? (tested.fault?.sent === 'no' ? 'not-sent' : 'unknown'), shown).toBe(each.comes);
  if (each.status !== undefined) expect(tested.answer.status, shown).toBe(each.status);
  if (each.reason !== undefined)
    expect(`${tested.found?.reasons.join(' | ') ?? ''} ${tested.fault?.says ?? ''}`).toContain(each.reason);
  if (each.price !== undefined) expect(tested.found.price, shown).toBe(each.price);
  if (each.reference !== undefined) expect(tested.found.reference, shown).toBe(each.reference);
  if (each.captures !== undefined) expect(tested.found.captures, shown).toMatchObject(each.captures);
  if (each.warning !== undefined) expect(tested.found.warnings.length > 0, shown).toBe(each.warning);
  if (each.sends !== undefined) expect(`${tested.request.url}\n${tested.request.body}`).toContain(each.sends);
}

async function resetReceiver(server: TestServer): Promise<void> {
  const address = `http://127.0.0.1:${server.simulator.port}/__reset`;
  expect((await fetch(address, { method: 'POST' })).status).toBe(200);
}

/** Where a behaviour is to meet the call itself, and not the sign-in before it. */
async function pathOf(server: TestServer, each: TemplateCase, scene: TemplateScene): Promise<string> {
  const looked = await call(server, {
    document: documentOf(server, scene, each),
    endpoint: each.endpoint,
    lead: each.lead,
    scene,
    dryRun: true,
  });
  return new URL(looked.request.url).pathname;
}

async function call(
  server: TestServer,
  of: { document: ConnectionDocument; endpoint: string; lead: JsonObject; scene: TemplateScene; dryRun?: boolean },
): Promise<Tested> {
  const { body } = await server.api('POST', `/connections/${slugOf(of.scene)}/endpoints/${of.endpoint}/test`, {
    lead: of.lead,
    document: of.document as unknown as JsonObject,
    ...(of.dryRun ? { dryRun: true } : {}),
  });
  return body as Tested;
}
