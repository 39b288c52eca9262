// Hostile expressions through a real server: each costs its own lead, and the others go on meanwhile.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../flows/language/document.ts';
import { type Bomb, OTHERS, STOPPED } from '../expression/bombs.ts';
import { flowWith, LIGHT } from '../support/bomb-flows.ts';
import { startTestServer, type TestServer, type Told } from '../support/test-server.ts';

let server: TestServer;
const keys = new Map<string, string>();
beforeAll(async () => {
  server = await startTestServer();
  const flows = [...STOPPED.map(({ text }, at) => [slugOf(at), text] as const), ...Object.entries(LIGHT)];
  for (const [slug, text] of flows) expect((await publish(slug, text)).status, text).toBe(200);
}, 60_000);
afterAll(() => server.stop());

describe('sixteen kinds of bomb', () => {
  it('each cost their own lead an EXPRESSION_LIMIT, while leads of both tiers go on', async () => {
    expect(STOPPED).toHaveLength(16);
    const [ended, ...light] = await Promise.all([
      Promise.all(STOPPED.map((bomb, at) => codeOf(bomb, at))),
      ...Object.keys(LIGHT).map((slug) => manyOf(slug)),
    ]);
    expect(ended).toEqual(STOPPED.map(({ kind }) => `${kind}: EXPRESSION_LIMIT`));
    for (const told of light.flat()) expect(told.body).toMatchObject({ success: true, outcome: 'accepted' });
  }, 60_000);
});

describe('other bombs', () => {
  it.each(OTHERS.filter(({ costs }) => costs === 'refused').map(({ kind, text }) => [kind, text]))(
    'cannot be published: %s',
    async (_kind, text) => {
      const told = await publish('refused', text);
      expect(told.body).toMatchObject({ code: 'FLOW_HAS_PROBLEMS' });
      await server.api('DELETE', '/flows/refused');
    },
  );

  it('that need a regular expression to backtrack do no harm at all', async () => {
    const harmless = OTHERS.filter(({ costs }) => costs === 'nothing');
    for (const [at, { text }] of harmless.entries()) {
      expect((await publish(`harmless-${at}`, text)).status).toBe(200);
      const told = await send(`harmless-${at}`, { text: `${'a'.repeat(5000)}!` });
      expect(told.body.outcome).not.toBe('error');
    }
    expect(harmless).toHaveLength(3);
  });
});

function slugOf(at: number): string {
  return `bomb-${at}`;
}

async function publish(slug: string, text: string): Promise<Told> {
  const bundle = flowWith(slug, text) as unknown as JsonObject;
  const made = await server.api('POST', '/flows', { name: slug, slug, bundle });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  const published = await server.api('POST', `/flows/${slug}/publish`, {}, { 'if-match': `"${made.body.rev}"` });
  if (published.status !== 200) return published;
  const source = await server.api('POST', '/sources', { name: slug, flow: slug, auth: 'key' });
  keys.set(slug, String(source.body.key));
  return published;
}

function send(slug: string, lead: JsonObject): Promise<Told> {
  return server.send(slug, lead, { 'x-leadflow-key': keys.get(slug) ?? '' });
}

/** Sends a bomb its lead; answers its kind and how its step failed. */
async function codeOf({ kind }: Bomb, at: number): Promise<string> {
  const told = await send(slugOf(at), { text: 'a' });
  const run = await server.api('GET', `/runs/${told.headers.get('x-leadflow-run')}`);
  const step = (run.body.steps as JsonObject[]).find(({ node }) => node === 'ask');
  return `${kind}: ${(step?.failure as JsonObject | null)?.code ?? 'no failure'}`;
}

/** Leads one after the other while the bombs go off. */
async function manyOf(slug: string): Promise<Told[]> {
  const told: Told[] = [];
  for (let n = 1; n <= 20; n += 1) told.push(await send(slug, { n }));
  return told;
}
