// The preview of a mapping says what a run does: held to every case of the flows we ship, with values and script.
import { describe, expect, it } from 'vitest';
import { type Preview, previewOf, readersOf, type Tried } from '../../editor/pages/adaptors/preview.ts';
import { scriptOf } from '../../editor/pages/adaptors/script.ts';
import { mappingWork } from '../../editor/work/mapping-job.ts';
import type { AdaptorDocument, AdaptorField, Json, JsonObject } from '../../flows/language/document.ts';
import { makeLeadCheck } from '../../server/intake/lead-check.ts';
import { readBody } from '../../server/reading/read-body.ts';
import { compileRelease } from '../../server/run/plan.ts';
import { rehearse } from '../../server/run/rehearse.ts';
import type { WalkServices } from '../../server/run/step.ts';
import { readPhone } from '../../server/tools/read-phone.ts';
import { casesOf, contentOf, SLUGS } from '../flows/shipped.ts';

const services: WalkServices = {
  parse: readBody,
  phone: readPhone,
  callbackUrl: (run, node) => `/callback/${run}/${node}`,
  pool: (text) => Promise.reject(new Error(`This expression is not in the total subset: ${text}`)),
  onBug: (error) => {
    throw error;
  },
};
const RECEIVED = new Date(Date.UTC(2026, 0, 15, 12)).toISOString();

type Rows = Pick<AdaptorDocument, 'fields' | 'tables' | 'zone'>;

async function previewDocument(document: Rows, view: JsonObject | undefined, zone = 'UTC'): Promise<Preview> {
  const { fields } = document;
  const work = mappingWork();
  const now = Date.parse(RECEIVED);
  work.sample(view && { view, now });
  const came = new Map<string, Tried>();
  for (const text of fields.flatMap(({ from, when }) => [from, when])) {
    if (text?.trim()) came.set(text, await work.evaluate(text));
  }
  return previewOf(fields, readersOf(document, zone), { zone, now, tried: (text) => came.get(text) });
}

function preview(fields: readonly AdaptorField[], view: JsonObject | undefined): Promise<Preview> {
  return previewDocument({ fields: [...fields] }, view);
}

async function scripted(document: Rows, view: JsonObject): Promise<Json | undefined> {
  const work = mappingWork();
  work.sample({ view, now: Date.parse(RECEIVED) });
  const came = await work.evaluate(scriptOf(document));
  if (came.is !== 'value') throw new Error(JSON.stringify(came));
  return came.value;
}

/** The adaptor steps that a case passes: what their node saw, and what it made. */
async function stepsOf(slug: string, each: ReturnType<typeof casesOf>[number]) {
  const content = contentOf(slug);
  const done = await rehearse(compileRelease(content, 'case', makeLeadCheck), each, services);
  const view: JsonObject = {
    lead: each.lead,
    trigger: { source: 'case', path: '', method: 'POST', receivedAt: RECEIVED, region: each.region ?? 'US' },
    steps: done.steps,
    vars: {},
  };
  return done.path.flatMap((node) => {
    const name = content.bundle.document.nodes[node]?.config.adaptor;
    const adaptor = typeof name === 'string' ? content.adaptors[name] : undefined;
    return adaptor ? [{ view, adaptor, made: done.steps[node] }] : [];
  });
}

const cases = SLUGS.flatMap((slug) => casesOf(slug).map((each) => [`${slug}: ${each.name}`, slug, each] as const));

describe('the preview of the flows we ship', () => {
  it.each(cases)('%s', async (_name, slug, each) => {
    for (const { view, adaptor, made } of await stepsOf(slug, each)) {
      const { object, problems } = await previewDocument(adaptor, view);
      if (problems === 0) {
        expect(object).toEqual(made);
        expect(await scripted(adaptor, view)).toEqual(made);
      } else expect(JSON.stringify(made)).toContain('MAPPING_INCOMPLETE');
    }
  });

  it('has adaptor steps that it was held to', async () => {
    const steps = await Promise.all(cases.map(([, slug, each]) => stepsOf(slug, each)));
    expect(steps.flat().length).toBeGreaterThan(8);
  });
});

describe('a row of the preview', () => {
  const view = { lead: { phone: '(310) 555-0123', blank: ' ', age: '42', tags: ['a'] } };
  const rowOf = async (field: Partial<AdaptorField>, on: JsonObject | undefined = view) =>
    (await preview([{ target: 'x', ...field }], on)).rows[0];

  it.each<[string, Partial<AdaptorField>, object]>([
    ['its value', { from: 'lead.phone' }, { is: 'sent', value: '(310) 555-0123' }],
    ['a fixed value', { value: 'Web' }, { is: 'sent', value: 'Web' }],
    [
      'its value turned into its type',
      { from: 'lead.age', type: 'number' },
      { is: 'sent', value: 42, isConverted: true },
    ],
    ['the default', { from: 'lead.blank', default: 'none' }, { is: 'default', value: 'none' }],
    ['that it is left out', { from: 'lead.blank' }, { is: 'left-out' }],
    ['that null is sent', { from: 'lead.none', empty: 'null' }, { is: 'blank', value: null }],
    ['that nothing is mapped', {}, { is: 'unmapped' }],
    [
      'that a required one is not mapped',
      { required: true },
      { is: 'missing', says: 'It is required and not mapped.' },
    ],
    [
      'that a required one has no value',
      { from: 'lead.none', required: true },
      { is: 'missing', says: 'It is required and has no value, and no default.' },
    ],
    [
      'a wrong type',
      { from: 'lead.phone', type: 'number' },
      { is: 'wrong', says: '"(310) 555-0123" is not a number.' },
    ],
    [
      'the code and the place of what cannot be read',
      { from: 'lead.phone & ' },
      { is: 'fault', code: 'S0207', says: 'The expression ends too early.', at: 13 },
    ],
    [
      'the code and the place of what fails',
      { from: '1 + lead.phone' },
      { is: 'fault', code: 'T2002', says: 'The right side of the sum is not a number.', at: 2 },
    ],
    ['what the interpreter makes', { from: '$map(lead.tags, function($t) { $t & "!" })' }, { is: 'sent', value: 'a!' }],
  ])('says %s', async (_what, field, expected) => {
    expect(await rowOf(field)).toEqual(expected);
  });

  it('reads expressions without a sample, and says what cannot be read', async () => {
    expect((await preview([{ target: 'x', from: 'lead.phone' }], undefined)).rows).toEqual([{ is: 'untried' }]);
    expect((await preview([{ target: 'x', from: 'lead.' }], undefined)).rows[0]).toMatchObject({ is: 'fault', at: 5 });
  });

  it('leaves a row that fails out, and maps the others', async () => {
    const fields = [
      { target: 'a', from: 'lead.phone' },
      { target: 'b', from: '$number(lead.phone)' },
      { target: 'c', value: 1 },
    ];
    const { object, rows, problems } = await preview(fields, view);
    expect(object).toEqual({ a: '(310) 555-0123', c: 1 });
    expect(rows.map(({ is }) => is)).toEqual(['sent', 'fault', 'sent']);
    expect(problems).toBe(1);
  });

  it('says that two rows write one place, as the run would', async () => {
    const { rows } = await preview(
      [
        { target: 'a', value: 'x' },
        { target: 'a.b', value: 'y' },
      ],
      view,
    );
    expect(rows[1]).toMatchObject({ is: 'wrong', says: expect.stringContaining('already holds a value') });
  });
});
