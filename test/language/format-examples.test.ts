// The examples of FORMAT.md are what it says they are: each is read, and each whole flow is canonical and without a problem.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { check } from '../../flows/language/check.ts';
import { readAdaptor, readCase, readConnection, readFlow, writeFlow } from '../../flows/language/text.ts';
import { catalogue } from '../../nodes/registry.ts';
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
    ['## connections/SLUG.yaml', (text: string) => readConnection(text, 'c.yaml')],
    ['## cases/NAME.yaml', (text: string) => readCase(text, 'c.yaml')],
  ])('under %s is read', (heading, read) => {
    const examples = examplesUnder(heading);
    expect(examples).toHaveLength(1);
    for (const text of examples) expect(read(text)).toMatchObject({});
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
