// Every case of every flow we ship comes out as it says; the files are canonical and without a problem.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { check } from '../../flows/language/check.ts';
import { checkTemplate } from '../../flows/language/check-receivers.ts';
import {
  readAdaptor,
  readConnection,
  readFlow,
  readTemplate,
  writeAdaptor,
  writeConnection,
  writeFlow,
  writeTemplate,
} from '../../flows/language/text.ts';
import { catalogue } from '../../nodes/registry.ts';
import { makeLeadCheck } from '../../server/intake/lead-check.ts';
import { readBody } from '../../server/reading/read-body.ts';
import { compileRelease } from '../../server/run/plan.ts';
import { rehearse } from '../../server/run/rehearse.ts';
import type { WalkServices } from '../../server/run/step.ts';
import { readPhone } from '../../server/tools/read-phone.ts';
import {
  adaptorFiles,
  casesOf,
  connectionFiles,
  contentOf,
  FLOWS,
  flowFiles,
  knownNames,
  SLUGS,
  templateFiles,
} from './shipped.ts';

/** Examples are to run fast: all their expressions are in the total subset, so nothing may ask for the pool. */
const services: WalkServices = {
  parse: readBody,
  phone: readPhone,
  callbackUrl: (run: string, node: string) => `/callback/${run}/${node}`,
  pool: (text) => Promise.reject(new Error(`This expression is not in the total subset: ${text}`)),
  onBug: (error) => {
    throw error;
  },
};

describe.each(SLUGS)('%s', (slug) => {
  const cases = casesOf(slug);

  it.each(cases.map((each) => [each.name, each] as const))(
    '%s',
    async (_, { lead, region, test, given, answers, children, callbacks, expect: expected }) => {
      const release = compileRelease(contentOf(slug), 'case', makeLeadCheck);
      const scene = {
        lead,
        ...(region ? { region } : {}),
        ...(test ? { test } : {}),
        ...(given ? { given } : {}),
        ...(children ? { children } : {}),
      };
      const told = { ...(answers ? { answers } : {}), ...(callbacks ? { callbacks } : {}) };
      const done = await rehearse(release, { ...scene, ...told }, services);
      expect(release.invalid(lead)).toEqual([]);
      expect(done).toMatchObject(expected);
      // Objects are compared in part, lists in full; a request of a node that the case does not name is a fault too.
      if (expected.requests) expect(Object.keys(done.requests)).toEqual(Object.keys(expected.requests));
    },
  );

  it('has cases that are accepted, rejected and in error', () => {
    const outcomes = cases.map((each) => each.expect.outcome);
    expect(cases.length).toBeGreaterThanOrEqual(4);
    expect(outcomes).toEqual(expect.arrayContaining(['accepted', 'rejected', 'error']));
  });

  it('visits every node in one case or another', () => {
    const visited = new Set(cases.flatMap((each) => each.expect.path ?? []));
    const nodes = Object.keys(readFlow(flowFiles(slug)).document.nodes);
    expect(nodes.filter((node) => !visited.has(node))).toEqual([]);
  });

  it('tells the caller success when all goes well', () => {
    const happy = cases.filter((each) => each.expect.outcome === 'accepted');
    for (const { expect: expected } of happy) expect(expected.answer).toMatchObject({ status: 200, success: true });
  });

  it('has no problem', () => {
    const problems = check(readFlow(flowFiles(slug)), { catalogue: catalogue(), known: knownNames(), slug });
    expect(problems.map(({ node, field, says }) => `${node}.${field}: ${says}`)).toEqual([]);
  });

  it('is read and written without a changed byte', () => {
    const files = flowFiles(slug);
    expect(writeFlow(readFlow(files), files, catalogue())).toEqual(files);
  });

  it('places every node on the canvas, apart from its neighbours', () => {
    const { document, layout } = readFlow(flowFiles(slug));
    expect(Object.keys(layout.nodes).toSorted()).toEqual(Object.keys(document.nodes).toSorted());
    const places = Object.entries(layout.nodes);
    const close = places.flatMap(([a, [x, y]], i) =>
      places
        .slice(i + 1)
        .flatMap(([b, [u, v]]) => (Math.abs(x - u) < 240 && Math.abs(y - v) < 150 ? [`${a} and ${b}`] : [])),
    );
    expect(close).toEqual([]);
    for (const { from, to } of document.edges)
      expect((layout.nodes[to] ?? [0])[0]).toBeGreaterThan((layout.nodes[from] ?? [0])[0]);
  });
});

describe('what the shipped flows share', () => {
  it.each(Object.entries(connectionFiles))('connection %s is canonical', (file, text) => {
    expect(writeConnection(readConnection(text, file), text)).toBe(text);
  });

  it.each(Object.entries(adaptorFiles))('adaptor %s is canonical', (file, text) => {
    expect(writeAdaptor(readAdaptor(text, file), text)).toBe(text);
  });

  it('gives test leads a sample answer at every endpoint', () => {
    const without = Object.entries(connectionFiles).flatMap(([file, text]) =>
      Object.entries(readConnection(text, file).endpoints).flatMap(([name, { sample }]) =>
        sample ? [] : [`${file} ${name}`],
      ),
    );
    expect(without).toEqual([]);
  });

  it.each(Object.entries(templateFiles))('has the template %s in the one form, without a problem', (file, text) => {
    const template = readTemplate(text, file);
    expect(writeTemplate(template, text)).toBe(text);
    const targets = Object.entries(adaptorFiles).map(
      ([name, each]) =>
        [name.replace('.yaml', ''), readAdaptor(each, name).fields.map(({ target }) => target)] as const,
    );
    expect(checkTemplate(template, Object.fromEntries(targets)).map(({ says }) => says)).toEqual([]);
    expect(template.checkedAgainst).not.toEqual([]);
  });

  it('uses every adaptor and connection that is there, in a flow or a template', () => {
    const flows = [
      ...SLUGS.map((slug) => readFileSync(join(FLOWS, slug, 'flow.yaml'), 'utf8')),
      ...Object.values(templateFiles),
    ].join('\n');
    const names = [...Object.keys(connectionFiles), ...Object.keys(adaptorFiles)].map((file) =>
      file.replace('.yaml', ''),
    );
    expect(names.filter((name) => !new RegExp(`(connection|adaptor): ${name}\\b`).test(flows))).toEqual([]);
  });
});
