// The examples of FORMAT.md are what it says they are: each is read, and each whole flow is canonical and without a problem.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { check } from '../../flows/language/check.ts';
import { CONNECTION_SCHEMA, ENDPOINT_SCHEMA, TEMPLATE_SCHEMA } from '../../flows/language/receiver-schemas.ts';
import {
  readAdaptor,
  readCase,
  readConnection,
  readFlow,
  readTemplate,
  writeConnection,
  writeFlow,
  writeTemplate,
} from '../../flows/language/text.ts';
import { catalogue } from '../../nodes/registry.ts';
import { readSeeds } from '../../server/workspace/seeds.ts';
import { knownNames } from '../flows/shipped.ts';

const FORMAT = readFileSync(new URL('../../flows/language/FORMAT.md', import.meta.url), 'utf8');
const CALLED = ['post-to-buyer', 'tell-reports', 'tell-desk', 'keep-for-later'];
const WHOLE = examplesUnder('### Wait, be called back, call other flows');

/** The YAML examples between a heading and the next one. */
function examplesUnder(heading: string): string[] {
  const [, rest = ''] = FORMAT.split(`${heading}\n`);
  const [part = ''] = rest.split(/\n##+ |\n\*\*The text/);
  return [...part.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text]) => text ?? '');
}

describe('an example of the flow format', () => {
  it.each([
    ['## flow.yaml', (text: string) => readFlow({ 'flow.yaml': text })],
    ['## adaptors/SLUG.yaml', (text: string) => readAdaptor(text, 'a.yaml')],
    ['## connections/templates/SLUG.yaml', (text: string) => readTemplate(text, 't.yaml')],
    ['## connections/SLUG.yaml', (text: string) => readConnection(text, 'c.yaml')],
    ['## cases/NAME.yaml', (text: string) => readCase(text, 'c.yaml')],
    ['## FLOW/lists.yaml', (text: string) => Object(readSeeds(text))],
  ])('under %s is read', (heading, read) => {
    const examples = examplesUnder(heading);
    expect(examples).toHaveLength(1);
    for (const text of examples) expect(read(text)).toMatchObject({});
  });

  it('of a template or connection says the same when it is read, written and read again', () => {
    const [template = ''] = examplesUnder('## connections/templates/SLUG.yaml');
    const [connection = ''] = examplesUnder('## connections/SLUG.yaml');
    expect(readTemplate(writeTemplate(readTemplate(template), template))).toEqual(readTemplate(template));
    expect(readConnection(writeConnection(readConnection(connection), connection))).toEqual(readConnection(connection));
  });

  it('names every field of templates, connections and endpoints', () => {
    const shown = FORMAT.slice(FORMAT.indexOf('## connections/templates/SLUG.yaml'));
    const endpoint = Object.keys(ENDPOINT_SCHEMA.properties ?? {});
    const fields = [TEMPLATE_SCHEMA, CONNECTION_SCHEMA].flatMap(({ properties = {} }) => Object.keys(properties));
    expect(
      [...fields, ...endpoint].filter((field) => !new RegExp(`\\b${field}: `).test(shown.replaceAll(':\n', ': \n'))),
    ).toEqual([]);
  });

  it.each(WHOLE.map((text) => [/^name: (.*)$/m.exec(text)?.[1] ?? '', text]))(
    'of a whole flow, %s, is in the one form and has no problem',
    (_, text) => {
      const files = { 'flow.yaml': text };
      const flow = readFlow(files);
      expect(writeFlow(flow, files, catalogue())['flow.yaml']).toBe(text);
      const flows = Object.fromEntries(CALLED.map((slug) => [slug, []]));
      const known = { ...knownNames(), flows };
      expect(check(flow, { catalogue: catalogue(), known, slug: 'example' }).map(({ says }) => says)).toEqual([]);
    },
  );

  it('shows every node type that waits or calls', () => {
    const shown = WHOLE.join();
    const types = Object.values(catalogue()).filter(
      ({ effect, category }) => effect === 'wait' || category === 'trigger',
    );
    expect(types.map(({ type }) => type).filter((type) => !shown.includes(`type: ${type}`))).toEqual([]);
  });
});
