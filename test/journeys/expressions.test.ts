// Expressions of both tiers in a published flow: the general ones run in the sandbox, and a hostile one costs its own lead alone.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../flows/language/document.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

let server: TestServer;
let key = '';
beforeAll(async () => {
  server = await startTestServer();
  const body = '{"tags": $map(lead.tags, function($tag) { $uppercase($tag) }), "name": $uppercase(lead.name)}';
  const loop = '($f := function($n) { $f($n + 1) }; lead.loop ? $f(1) : true)';
  const document = {
    leadflow: 1,
    name: 'Expressions',
    nodes: {
      in: { type: 'webhook', config: { path: 'expressions' } },
      loop: { type: 'condition', config: { when: loop } },
      yes: { type: 'respond', config: { body } },
      no: { type: 'stop', config: { outcome: 'rejected', reason: 'no' } },
    },
    edges: [
      { from: 'in', port: 'lead', to: 'loop' },
      { from: 'loop', port: 'true', to: 'yes' },
      { from: 'loop', port: 'false', to: 'no' },
    ],
  };
  const bundle = { document, files: {}, layout: { nodes: {} } } as unknown as JsonObject;
  const made = await server.api('POST', '/flows', { name: 'Expressions', slug: 'expressions', bundle });
  const published = await server.api('POST', '/flows/expressions/publish', {}, { 'if-match': `"${made.body.rev}"` });
  expect(published.status, JSON.stringify(published.body)).toBe(200);
  const source = await server.api('POST', '/sources', { name: 'Words', flow: 'expressions', auth: 'key' });
  key = String(source.body.key);
});
afterAll(() => server.stop());

const send = (lead: JsonObject) => server.send('expressions', lead, { 'x-leadflow-key': key });

describe('a general expression', () => {
  it('is evaluated in the sandbox, and the lead goes on with its value', async () => {
    const told = await send({ tags: ['a', 'b'], name: 'ann' });
    expect(told.body).toEqual({ tags: ['A', 'B'], name: 'ANN' });
  });

  it('that never ends costs its own lead, and the others go on meanwhile', async () => {
    const [hostile, ...others] = await Promise.all([
      send({ loop: true }),
      send({ tags: ['x'], name: 'b' }),
      send({ tags: ['y'], name: 'c' }),
    ]);
    expect(hostile.body).toMatchObject({ success: false, outcome: 'error' });
    const run = await server.api('GET', `/runs/${hostile.headers.get('x-leadflow-run')}`);
    expect(JSON.stringify(run.body.steps)).toContain('EXPRESSION_LIMIT');
    expect(others.map((told) => told.body.name)).toEqual(['B', 'C']);
  });
});
