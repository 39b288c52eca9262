// A run as a sample: the rows of the adaptor, tried on it in the browser's way, make what the run's own step made.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { isAsMade, nodesWith, sampleOfRun } from '../../editor/pages/adaptors/samples.ts';
import type { AdaptorDetail, RunDetail } from '../../editor/types.ts';
import { compileExpression } from '../../flows/expression/compile.ts';
import type { Json } from '../../flows/language/document.ts';
import { mapFields } from '../../flows/language/mapping.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
}, 60_000);
afterAll(() => server.stop());

const LEAD = {
  phone_number: '(555) 010-2030',
  first_name: ' Ann',
  last_name: 'Lee',
  email: ' Ann@Example.com',
  zip: 2134,
};

/** What the API told, as the editor takes it. */
async function read<T>(path: string): Promise<T> {
  return (await server.api('GET', path)).body as T;
}

it.each([
  ['acme/leads', 'acme-crm'],
  ['convoso/leads', 'convoso-lead'],
])('a lead sent to %s, and the adaptor %s', async (path, slug) => {
  const { body } = await server.send(path, LEAD);
  const run = await read<RunDetail>(`/runs/${String(body.run)}`);
  const { document } = await read<AdaptorDetail>(`/adaptors/${slug}`);
  const [node = ''] = nodesWith(run, slug);
  const sample = sampleOfRun(run, { id: run.id, run: run.id, label: '' }, slug);
  const rows = document.fields.map(({ from, value, default: instead, empty = 'omit', required = false, ...rest }) => {
    const given = from === undefined ? value : made(from, sample);
    return { given, default: instead, empty, required, type: rest.type, target: rest.target };
  });
  const { object } = mapFields(rows);
  expect(object).toEqual(run.steps.find((step) => step.node === node)?.out);
  expect(isAsMade(sample, object)).toBe(true);
  expect(isAsMade(sample, { ...object, more: 1 })).toBe(false);
  expect(sample.view).toMatchObject({ flow: { slug: run.flow }, run: { id: run.id } });
  expect(sample.about).toBeUndefined();
});

it('a node that the run never came to shows what was known at its end, and says so', async () => {
  const { body } = await server.send('acme/leads', LEAD);
  const run = await read<RunDetail>(`/runs/${String(body.run)}`);
  const sample = sampleOfRun(run, { id: run.id, run: run.id, node: 'nowhere', label: '' }, 'acme-crm');
  expect(sample.made).toBeUndefined();
  expect(sample.about).toContain('did not come as far');
  const steps = sample.view.steps;
  expect(steps && Object.keys(steps)).toEqual(run.steps.map((step) => step.node));
});

function made(from: string, { view, now }: ReturnType<typeof sampleOfRun>): Json | undefined {
  const compiled = compileExpression(from);
  if (!compiled.total) throw new Error(compiled.whyNot);
  return compiled.evaluate(view, { now, random: () => 0 }) as Json | undefined;
}
